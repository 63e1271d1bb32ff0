import { expect } from 'chai';
import { buildApiWorld, type ApiWorld, type Came } from '../../support/api-world.ts';
import { forEachDatabase } from '../../support/databases.ts';
import { operationsOf } from '../../support/open-api.ts';
import { MARKER } from '../../support/tenancy/world.ts';

interface Item {
  readonly id: string;
  readonly [name: string]: unknown;
}

const itemsOf = ({ body }: Came): Item[] => body['items'] as Item[];

forEachDatabase((make) => {
  describe('operations of the interface', function () {
    this.timeout(120_000);
    let world: ApiWorld;
    before(async () => {
      world = await buildApiWorld(await make());
    });
    after(() => world.app.close());

    /** Every item of a list, two at a time. */
    async function walk(path: string): Promise<Item[]> {
      const found: Item[] = [];
      for (let after: string | null = ''; after !== null;) {
        const and = path.includes('?') ? '&' : '?';
        const came: Came = await world.ask('get', `${path}${and}limit=2&after=${encodeURIComponent(after)}`);
        expect(came.status, path).to.equal(200);
        expect(itemsOf(came).length).to.be.at.most(2);
        found.push(...itemsOf(came));
        after = came.body['next'] as string | null;
      }
      expect(new Set(found.map(({ id }) => id)).size, `${path} tells nothing twice`).to.equal(found.length);
      return found;
    }

    it('answer every list whole, two items at a time', async () => {
      const lists = operationsOf(world.document).filter(
        ({ method, path, operation }) =>
          method === 'get' && !path.includes('{') && operation.parameters.some(({ name }) => name === 'after'),
      );
      expect(lists.length).to.be.at.least(10);
      world.clock.goOn(2_000);
      for (const { path } of lists) {
        const whole = itemsOf(await world.ask('get', `${path}?limit=200`));
        const pieces = await walk(path);
        expect(
          pieces.map(({ id }) => id),
          path,
        ).to.deep.equal(whole.map(({ id }) => id));
      }
    });

    it('tell a key who it is', async () => {
      const { body } = await world.ask('get', '/key');
      expect(body['agency']).to.include({ id: world.agencyId, name: `Agency ${MARKER}` });
    });

    it('read people, and one by the address', async () => {
      const person = await world.ask('get', `/people/${world.id('people')}`);
      expect(person.body)
        .to.include({ givenName: MARKER, leftAt: null })
        .and.to.have.deep.property('roles', ['officer']);
      const email = encodeURIComponent(String(person.body['email']));
      const found = itemsOf(await world.ask('get', `/people?email=${email}`));
      expect(found.map(({ id }) => id)).to.deep.equal([world.id('people')]);
    });

    it('add a person, place and move the person, and end it all with the record kept', async () => {
      const newcomer = { givenName: 'Ada', familyName: 'Moss', email: 'Ada.Moss@Station.example', roles: ['officer'] };
      const made = await world.ask('post', '/people', { body: newcomer });
      expect(made.status).to.equal(201);
      expect(made.body['state']).to.equal('added');
      const personId = String(made.body['id']);

      const district = itemsOf(await world.ask('get', '/districts'))[0]?.id ?? '';
      const school = await world.ask('post', '/schools', { body: { districtId: district, name: 'West Middle' } });
      expect(school.status).to.equal(201);
      const place = { personId, schoolId: school.body['id'], role: 'School resource officer', startsOn: '2026-11-02' };
      const placed = await world.ask('post', '/placements', { body: place });
      expect(placed.status).to.equal(201);
      const again = await world.ask('post', '/placements', { body: place });
      expect(again.status).to.equal(409);
      expect(again.body['code']).to.equal('PLACEMENT_OVERLAPS');
      const end = { endsOn: '2026-11-20', reason: 'Moved' };
      const ended = await world.ask('post', `/placements/${String(placed.body['id'])}/end`, { body: end });
      expect(ended.body).to.include({ endsOn: '2026-11-20', endedReason: 'Moved' });

      const left = await world.ask('post', `/people/${personId}/leave`);
      expect(left.status).to.equal(200);
      expect(left.body['roles']).to.deep.equal([]);
      expect(left.body['leftAt']).to.be.a('string');
      expect((await world.ask('post', `/people/${personId}/leave`)).body['code']).to.equal('ALREADY_LEFT');
      expect((await walk('/people')).map(({ id }) => id)).to.include(personId);
      const written = (await world.app.platform.audit.list(world.agencyId)).map(({ action }) => action);
      expect(written).to.include.members(['account.created', 'placement.created', 'placement.ended', 'member.left']);
    });

    it('make no administrator and take none out', async () => {
      const body = { givenName: 'Eve', email: 'eve@station.example', roles: ['administrator'] };
      expect((await world.ask('post', '/people', { body })).status).to.equal(422);
      const refused = await world.ask('post', `/people/${world.own.id}/leave`);
      expect(refused.status).to.equal(403);
    });

    it('read courses with their versions, and make an assignment of one', async () => {
      const courseId = world.id('courses');
      expect((await world.ask('get', `/courses/${courseId}`)).body).to.include({ title: MARKER, isLibrary: false });
      const [version] = itemsOf(await world.ask('get', `/courses/${courseId}/versions`));
      expect(version?.id).to.equal(world.id('course_versions'));
      const wanted = {
        title: 'Yearly',
        courseId,
        curriculumId: null,
        audience: { kind: 'officers' },
        due: { kind: 'on', day: '2027-02-01' },
        policy: { exam: { rule: 'course' }, attempts: null, order: 'free', engagedMinutes: null, practical: null },
        renewalMonths: 12,
        countsFrom: null,
      };
      const made = await world.ask('post', '/assignments', { body: wanted });
      expect(made.status).to.equal(201);
      expect(made.body).to.deep.include({ audience: { kind: 'officers' }, renewalMonths: 12 });
      const shown = await world.ask('get', `/assignments/${String(made.body['id'])}`);
      const people = (shown.body['people'] as { personId: string }[]).map(({ personId }) => personId);
      expect(people).to.deep.equal([world.id('people')]);
      const both = { ...wanted, curriculumId: courseId };
      expect((await world.ask('post', '/assignments', { body: both })).status).to.equal(422);
    });

    it('read registrations and attempts, those that changed since a moment, and one with its answers', async () => {
      const filter = `personId=${world.id('people')}&courseId=${world.id('courses')}`;
      const [registration] = itemsOf(await world.ask('get', `/registrations?${filter}`));
      expect(registration).to.include({ id: world.id('registrations'), door: 'catalogue' });
      world.clock.goOn(2_000);
      const [attempt] = itemsOf(await world.ask('get', `/attempts?${filter}`));
      expect(attempt).to.include({ registrationId: registration?.id, versionId: world.id('course_versions') });
      const changedAt = String(attempt?.['changedAt']);
      const since = (at: string) => world.ask('get', `/attempts?${filter}&changedSince=${encodeURIComponent(at)}`);
      expect(itemsOf(await since(new Date(Date.parse(changedAt) - 1).toISOString()))).to.have.length(1);
      expect(itemsOf(await since(new Date(Date.parse(changedAt) + 1).toISOString()))).to.have.length(0);
      const shown = await world.ask('get', `/attempts/${attempt?.id ?? ''}`);
      expect(shown.status).to.equal(200);
      const [part] = shown.body['parts'] as { success: string; interactions: { identifier: string }[] }[];
      expect(part?.success).to.equal('passed');
      expect(part?.interactions.length).to.be.at.least(1);
    });

    it('tell an attempt that is being saved with the next page, and pass over none', async () => {
      const { database } = world.app.platform;
      const table = `${database.tablePrefix}attempts`;
      const now = world.app.platform.clock.now();
      await database.write(async (transaction) => {
        const sql = `UPDATE ${table} SET last_saved_at = :now WHERE agency_id = :agencyId`;
        await database.sequelize.query(sql, { replacements: { now, agencyId: world.agencyId }, transaction });
      });
      expect(itemsOf(await world.ask('get', '/attempts'))).to.have.length(0);
      world.clock.goOn(2_000);
      const first = await world.ask('get', '/attempts');
      expect(itemsOf(first).length).to.be.at.least(1);
    });

    it('read certificates, and check one by its code', async () => {
      const [certificate] = itemsOf(await world.ask('get', `/certificates?personId=${world.id('people')}`));
      const shown = await world.ask('get', `/certificates/${certificate?.id ?? ''}`);
      expect(shown.body).to.include({ number: certificate?.['number'], state: 'valid' });
      const checked = await world.ask('get', `/verify/${String(certificate?.['code'])}`);
      expect(checked.body['number']).to.equal(certificate?.['number']);
      const unknown = await world.ask('get', '/verify/00000000000000000000');
      expect(unknown.status).to.equal(404);
      expect(unknown.body['code']).to.equal('CERTIFICATE_UNKNOWN');
    });

    it('make, change, rotate, list and remove a webhook', async () => {
      const wanted = { url: 'https://hooks.example/in', events: ['person.joined'] };
      const made = await world.ask('post', '/webhooks', { body: wanted });
      expect(made.status).to.equal(201);
      expect(made.body['secret']).to.match(/^whsec_/);
      const path = `/webhooks/${String(made.body['id'])}`;
      expect((await world.ask('get', path)).body).to.not.have.property('secret');
      const change = { ...wanted, title: 'HR', isEnabled: false };
      expect((await world.ask('put', path, { body: change })).body).to.include({ title: 'HR', isEnabled: false });
      expect((await world.ask('post', `${path}/rotate`)).body['secret']).to.not.equal(made.body['secret']);
      expect(itemsOf(await world.ask('get', `${path}/deliveries`))).to.deep.equal([]);
      expect((await world.ask('delete', path)).status).to.equal(204);
      expect((await world.ask('get', path)).status).to.equal(404);
    });
  });
});
