import { expect } from 'chai';
import { buildApiWorld, type ApiWorld } from '../support/api-world.ts';
import { forEachDatabase } from '../support/databases.ts';
import { openBrowser, signIn, type Browser } from '../support/people.ts';
import { queryNames } from '../support/query-names.ts';
import { kindOf, paramsOf } from '../support/tenancy/cases.ts';
import { routesOf } from '../support/tenancy/routes.ts';

forEachDatabase((make) => {
  describe('NUL in an address', function () {
    this.timeout(240_000);
    let world: ApiWorld;
    let browser: Browser;
    let paths: string[];
    let names: string[];

    before(async () => {
      world = await buildApiWorld(await make());
      browser = openBrowser(world.host);
      await signIn(browser, world.own);
      paths = [...new Set(routesOf(world.app.router).flatMap(({ method, path }) => (method === 'GET' ? [path] : [])))];
      names = await queryNames();
    });
    after(() => world.app.close());

    const filled = (path: string, put: (param: string) => string): string =>
      path.replaceAll(/:(\w+)/g, (_all, param: string) => put(param));

    async function ask(address: string): Promise<{ status: number; text: string }> {
      const asked = browser.get(address).set('accept', 'application/json').redirects(0);
      if (address.startsWith('/api/')) void asked.set('authorization', `Bearer ${world.key}`);
      try {
        const { status, body, text } = await asked;
        return { status, text: text ?? JSON.stringify(body) };
      } catch (fault) {
        // A sheet that broke off after its head: the line is closed.
        return { status: 599, text: String(fault) };
      }
    }

    it('knows every route and every name that is read', () => {
      expect(paths.length).to.be.greaterThan(100);
      expect(names.length).to.be.below(1000);
      expect(names).to.include.members([
        'search',
        'part',
        'block',
        'login_hint',
        'after',
        'item',
        'before',
        'incomplete',
      ]);
    });

    it('is answered in each part of a path as what is not there', async () => {
      const faults: string[] = [];
      for (const path of paths) {
        for (const hidden of paramsOf(path)) {
          const put = (param: string): string =>
            param === hidden ? 'a%00b' : wordOf(kindOf(path, param) ?? 'x', world.ids);
          const { status } = await ask(filled(path, put));
          if (status !== 404) faults.push(`${path} with ${hidden}: ${status}`);
        }
      }
      expect(faults).to.deep.equal([]);
    });

    it('is taken for a sign that nothing is called by in every name of a query', async () => {
      const faults: string[] = [];
      for (const path of paths) {
        const address = filled(path, (param) => wordOf(kindOf(path, param) ?? 'x', world.ids));
        if (BROKEN.has(path)) {
          expect((await ask(address)).status, `${path} answers: take it out of the list`).to.be.at.least(500);
          continue;
        }
        let left = names;
        // What refuses one name would hide what another does: it is asked again without those that were named.
        for (let round = 0; round < 12 && left.length > 0; round += 1) {
          const { status, text } = await ask(`${address}?${left.map((name) => `${name}=a%00`).join('&')}`);
          if (status >= 500) faults.push(`${path}: ${status} ${text.slice(0, 200)}`);
          if (status !== 422) break;
          const said = new Set(text.match(/\w+/g));
          const refused = left.filter((name) => said.has(name));
          left = refused.length === 0 ? [] : left.filter((name) => !said.has(name));
        }
      }
      expect(faults).to.deep.equal([]);
    });
  });
});

/** What the planted rows, whose JSON is empty, and a server without built files cannot answer whatever is asked. */
const BROKEN = new Set([
  '/author/drafts/:draftId/source.zip',
  '/author/drafts/:draftId/publish',
  '/author/versions/:id/completion',
  '/organisation/doors/dispatch/:door/package',
]);

const wordOf = (kind: string, ids: ReadonlyMap<string, string>): string =>
  kind.startsWith('"') ? kind.slice(1, -1) : (ids.get(kind) ?? kind);
