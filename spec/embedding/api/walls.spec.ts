import { expect } from 'chai';
import { buildApiWorld, type ApiWorld } from '../../support/api-world.ts';
import { forEachDatabase } from '../../support/databases.ts';
import { operationsOf, type FoundOperation } from '../../support/open-api.ts';
import { rowsOfAgency } from '../../support/tenancy/plant.ts';
import { MARKER } from '../../support/tenancy/world.ts';

/** Tables of what parameters of paths and of queries name; an operation with another one makes the spec fail by its name. */
const TABLES: Readonly<Record<string, string>> = {
  person: 'people',
  placement: 'placements',
  course: 'courses',
  assignment: 'assignments',
  attempt: 'attempts',
  certificate: 'certificates',
  webhook: 'webhook_endpoints',
  delivery: 'webhook_deliveries',
  personId: 'people',
  courseId: 'courses',
  districtId: 'districts',
};
/** Public on purpose: the code stands on the certificate. */
const LEFT_OUT = new Set(['checkCertificate']);

/** Bodies that pass the checks of their own fields, so that only the wall can refuse them; `{table}` is the other agency's row. */
const BODIES: Readonly<Record<string, object>> = {
  addPerson: { givenName: 'Walls', email: 'walls@elsewhere.example', roles: ['officer'] },
  addSchool: { districtId: '{districts}', name: 'Walls' },
  placeOfficer: { personId: '{people}', schoolId: '{schools}', role: 'Walls', startsOn: '2026-11-02' },
  endPlacement: { endsOn: '2026-11-20', reason: 'Walls' },
  addAssignment: {
    title: 'Walls',
    courseId: '{courses}',
    curriculumId: null,
    audience: { kind: 'people', ids: ['{people}'] },
    due: { kind: 'none' },
    policy: { exam: { rule: 'course' }, attempts: null, order: 'free', engagedMinutes: null, practical: null },
    renewalMonths: null,
    countsFrom: null,
  },
  addWebhook: { url: 'https://walls.example/in', events: ['person.joined'] },
  changeWebhook: { url: 'https://walls.example/in', events: ['person.joined'], isEnabled: true },
  addLaunchLink: { personId: '{people}', courseId: '{courses}' },
};
/** Refused by the wall though no parameter of theirs names a row. */
const BY_BODY = new Set(['addSchool', 'placeOfficer', 'addAssignment', 'addLaunchLink']);

forEachDatabase((make) => {
  describe('the walls between agencies, for keys', function () {
    this.timeout(240_000);
    let world: ApiWorld;
    before(async () => {
      world = await buildApiWorld(await make());
      world.clock.goOn(2_000);
    });
    after(() => world.app.close());

    const idOf = (name: string): string => {
      const table = TABLES[name];
      if (table === undefined) throw new Error(`Say in this spec what the parameter ${name} names.`);
      return world.id(table);
    };
    const placeOf = ({ path }: FoundOperation): string =>
      path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => idOf(name));

    function bodyOf({ operation }: FoundOperation): object | undefined {
      if (operation.requestBody === undefined) return undefined;
      const body = BODIES[operation.operationId];
      if (body === undefined) throw new Error(`Say in this spec what ${operation.operationId} is sent.`);
      return JSON.parse(JSON.stringify(body).replaceAll(/\{(\w+)\}/g, (_all, table: string) => world.id(table)));
    }

    /** Each operation with the other agency's rows, and each list with its filters set to them. */
    async function walk(key: string): Promise<{ one: FoundOperation; status: number; text: string }[]> {
      const found = [];
      for (const one of operationsOf(world.document)) {
        if (LEFT_OUT.has(one.operation.operationId)) continue;
        const filters = one.operation.parameters.filter(({ in: place, name }) => place === 'query' && name in TABLES);
        const query = filters.map(({ name }) => `${name}=${idOf(name)}`).join('&');
        for (const path of [placeOf(one), ...(query === '' ? [] : [`${placeOf(one)}?${query}`])]) {
          const body = bodyOf(one);
          const came = await world.ask(one.method as 'get', path, { key, ...(body && { body }) });
          found.push({ one, status: came.status, text: JSON.stringify(came.body) });
        }
      }
      return found;
    }

    it('show the agency its own rows, so that the marker stands where it can be seen', async () => {
      const reads = operationsOf(world.document).filter(({ method }) => method === 'get');
      const marked = [];
      for (const one of reads.filter(({ operation }) => !LEFT_OUT.has(operation.operationId))) {
        const came = await world.ask('get', placeOf(one));
        expect(came.status, one.operation.operationId).to.equal(200);
        if (JSON.stringify(came.body).includes(MARKER)) marked.push(one.operation.operationId);
      }
      expect(marked).to.include.members([
        'getKey',
        'listPeople',
        'getPerson',
        'listDistricts',
        'listSchools',
        'listPlacements',
        'listCourses',
        'getCourse',
        'listAssignments',
        'getAssignment',
        'getAttempt',
        'getCertificate',
        'getWebhook',
      ]);
    });

    it('hold for the key of another agency, in every operation, and nothing is changed', async () => {
      const before = await rowsOfAgency(world.app.platform.database, world.agencyId, world.ids);
      const faults: string[] = [];
      for (const { one, status, text } of await walk(world.foreignKey)) {
        const name = one.operation.operationId;
        const isForeign = one.path.includes('{') || BY_BODY.has(name);
        if (text.toLowerCase().includes(MARKER.toLowerCase())) faults.push(`${name} tells the marker`);
        if (isForeign && ![404, 422].includes(status)) faults.push(`${name} answers ${status}`);
        if (one.path.includes('{') && status !== 404) faults.push(`${name} answers ${status} and not 404`);
        const ids = [...world.ids].filter(([, id]) => text.includes(id));
        if (ids.length > 0) faults.push(`${name} tells ids of ${ids.map(([table]) => table).join()}`);
      }
      expect(faults).to.deep.equal([]);
      expect(await rowsOfAgency(world.app.platform.database, world.agencyId, world.ids)).to.equal(before);
    });
  });
});
