import { expect } from 'chai';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { forEachDatabase } from '../support/databases.ts';
import { openBrowser, signIn, type Browser } from '../support/people.ts';
import { BODIES, kindOf, LEFT_OUT, paramsOf } from '../support/tenancy/cases.ts';
import { rowsOfAgency } from '../support/tenancy/plant.ts';
import { routesOf, type FoundRoute } from '../support/tenancy/routes.ts';
import { buildTenancyWorld, MARKER, type TenancyWorld } from '../support/tenancy/world.ts';

const nameOf = ({ method, path }: FoundRoute): string => `${method} ${path}`;

forEachDatabase((make) => {
  describe('the walls between agencies', function () {
    this.timeout(240_000);
    let world: TenancyWorld;
    let routes: FoundRoute[];

    before(async () => {
      world = await buildTenancyWorld(await make());
      routes = routesOf(world.app.router).filter((route) => !(nameOf(route) in LEFT_OUT));
    });
    after(() => world.app.close());

    /** The row behind the wall, or the word, that a kind means. */
    const valueOf = (kind: string): string =>
      kind.startsWith('"') ? kind.slice(1, -1) : (world.ids.get(kind) ?? kind);
    const isForeign = ({ path }: FoundRoute): boolean =>
      paramsOf(path).some((param) => world.ids.has(kindOf(path, param) ?? ''));
    const pathOf = ({ path }: FoundRoute): string =>
      path.replaceAll(/:(\w+)/g, (_all, param: string) => valueOf(kindOf(path, param) ?? ''));
    const bodyOf = (route: FoundRoute): Record<string, unknown> =>
      Object.fromEntries(
        Object.entries(BODIES[nameOf(route)] ?? {}).map(([name, value]) => [
          name,
          typeof value === 'string' ? value.replace(/\{(\w+)\}/, (_all, kind: string) => valueOf(kind)) : value,
        ]),
      );

    async function walk(browser: Browser, route: FoundRoute): Promise<{ status: number; text: string }> {
      const path = pathOf(route);
      if (route.method === 'GET') return read(await browser.get(path).buffer(true).parse(bytes));
      const way = route.method === 'PUT' ? 'put' : route.method === 'DELETE' ? 'delete' : 'post';
      const form = browser[way](path)
        .set('accept', 'application/json')
        .type(JSON_ROUTES.test(route.path) ? 'json' : 'form');
      return read(await form.send(bodyOf(route)).buffer(true).parse(bytes));
    }

    it('have a case for every route: what its parameters name stands in the table', () => {
      expect(routes.length).to.be.greaterThan(60);
      const without = routes.filter(({ path }) => paramsOf(path).some((param) => kindOf(path, param) === null));
      expect(without.map(nameOf), 'add them to spec/support/tenancy/cases.ts').to.deep.equal([]);
      const unplanted = routes.flatMap(({ path }) =>
        paramsOf(path).filter((param) => {
          const kind = kindOf(path, param) ?? '';
          return !kind.startsWith('"') && !world.ids.has(kind);
        }),
      );
      expect(unplanted, 'no row was planted for them').to.deep.equal([]);
    });

    it('show the agency its own rows, so that the marker stands where it can be seen', async () => {
      const browser = openBrowser(world.host);
      await signIn(browser, world.own);
      const id = world.ids.get('people');
      for (const path of [
        '/admin/people',
        '/admin/organisations',
        `/admin/people/${id}`,
        `/officers/${id}/placements`,
        `/officers/${id}/selection`,
        `/officers/import/${world.ids.get('roster_imports')}`,
        `/courses/${world.ids.get('courses')}/results`,
        `/attempts/${world.ids.get('attempts')}`,
        '/assignments',
        `/assignments/${world.ids.get('assignments')}`,
        '/curricula',
        '/officers',
        '/organisation/doors',
        `/organisation/doors/dispatch/${world.ids.get('doors')}`,
        '/doors-log',
        `/doors-log/${world.ids.get('identities')}/join`,
        '/officers.csv',
        `/officers/${id}`,
        `/officers/${id}/corrections`,
        `/officers/${id}/exemptions`,
        '/overview',
        '/schools.csv',
        `/schools/${world.ids.get('schools')}`,
        '/reports',
        '/reports.csv',
        '/organisation/api',
        `/organisation/api/webhooks/${world.ids.get('webhook_endpoints')}`,
        '/claims',
        '/outside/review',
        '/admin/retention',
        `/admin/people/${id}/anonymise`,
      ]) {
        const { status, text } = await browser.get(path);
        expect(status, path).to.equal(200);
        expect(text, path).to.include(MARKER);
      }
    });

    it('hold for every role of another agency and for directors, on every route, and nothing is changed', async () => {
      const before = await rowsOfAgency(world.app.platform.database, world.agencyId, world.ids);
      const faults: string[] = [];
      for (const { who, person } of world.strangers) {
        const browser = openBrowser(world.host);
        await signIn(browser, person);
        for (const route of routes) {
          const { status, text } = await walk(browser, route);
          const what = `${who}: ${nameOf(route)} answers ${status}`;
          if (status >= 500) faults.push(what);
          else if (text.toLowerCase().includes(MARKER.toLowerCase())) faults.push(`${what} with the marker`);
          else if (isForeign(route) && !REFUSED.has(status)) faults.push(what);
          else if (person.roles.includes('director') && isAgencyPage(route) && status === 200) faults.push(what);
        }
        expect((await browser.get('/account')).status, `${who} is signed in to the end`).to.equal(200);
      }
      expect(faults).to.deep.equal([]);
      expect(await rowsOfAgency(world.app.platform.database, world.agencyId, world.ids)).to.equal(before);
    });

    it('hold for jobs and mails: nothing of the agency goes to anybody else', async () => {
      await world.app.platform.jobs.enqueueRecurring();
      await world.app.platform.jobs.drain();
      const files = await readdir(world.mailDirectory).catch(() => []);
      const letters = await Promise.all(files.map((file) => readFile(join(world.mailDirectory, file), 'utf8')));
      const theirs = letters.filter((letter) => letter.includes(MARKER));
      const addresses = world.strangers.map(({ person }) => person.email);
      expect(theirs.filter((letter) => addresses.some((email) => letter.includes(`To: ${email}`)))).to.deep.equal([]);
    });
  });
});

/** Routes that programs of pages call. */
const JSON_ROUTES =
  /^\/launches|^\/author\/drafts\/:draftId\/(edits|file|presence|comments|comments\/:commentId\/state|modules\/:name\/looks)$/;

/** Signed out by the launch's own token (401), or behind the wall. */
const REFUSED = new Set([401, 403, 404]);

/** Pages that belong to agencies; what a director opens beside the own pages holds nobody's data. */
const OPEN_TO_DIRECTORS =
  /^\/($|account|invitations|district|schools|reports|notices|session|login|reset|help|healthz|readyz|metrics|verify|keys)/;
const isAgencyPage = ({ path }: FoundRoute): boolean => !OPEN_TO_DIRECTORS.test(path);

type Parser = Parameters<ReturnType<Browser['get']>['parse']>[0];

/** The body as it came, whatever its type: pages, tables and files alike. */
const bytes: Parser = (res, done) => {
  const chunks: Buffer[] = [];
  res.on('data', (chunk: Buffer) => chunks.push(chunk));
  res.on('end', () => done(null, Buffer.concat(chunks)));
};

async function read({ status, headers, body }: { status: number; headers: Record<string, string>; body: unknown }) {
  const raw = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  const isPdf = headers['content-type']?.startsWith('application/pdf') === true;
  const text = isPdf ? await pdfText(raw) : raw.toString('utf8');
  return { status, text: `${headers['location'] ?? ''}\n${text}` };
}

/** Words of a PDF: its streams are packed. */
async function pdfText(raw: Buffer): Promise<string> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const document = await getDocument({ data: new Uint8Array(raw) }).promise;
  const pages = Array.from({ length: document.numPages }, async (_none, at) => {
    const { items } = await (await document.getPage(at + 1)).getTextContent();
    return items.map((item) => ('str' in item ? item.str : '')).join(' ');
  });
  return (await Promise.all(pages)).join('\n');
}
