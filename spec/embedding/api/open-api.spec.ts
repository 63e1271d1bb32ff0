import { expect } from 'chai';
import { SCOPE_NAMES } from '../../../server/embedding/api/scope-policy.ts';
import { buildApiWorld, type ApiWorld } from '../../support/api-world.ts';
import { onSqlite } from '../../support/databases.ts';
import { faultsOf, operationsOf } from '../../support/open-api.ts';
import { routesOf } from '../../support/tenancy/routes.ts';

/** Of the interface, and no operations of it: the document itself, and the page that shows it. */
const DESCRIPTIONS = new Set(['GET /api/openapi.json', 'GET /api/docs']);

onSqlite((make) => {
  describe('the OpenAPI document', function () {
    this.timeout(120_000);
    let world: ApiWorld;
    before(async () => {
      world = await buildApiWorld(await make());
    });
    after(() => world.app.close());

    it('names the routes that there are, and there are the routes that it names', () => {
      const routes = routesOf(world.app.router)
        .map(({ method, path }) => `${method} ${path}`)
        .filter((name) => / \/api\//.test(name) && !DESCRIPTIONS.has(name));
      const described = operationsOf(world.document).map(
        ({ method, path }) => `${method.toUpperCase()} /api${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
      );
      expect(described.toSorted()).to.deep.equal(routes.toSorted());
      expect(described.length).to.be.at.least(30);
    });

    it('is of OpenAPI 3.1, gives each operation a name of its own, and describes every parameter of a path', () => {
      expect(world.document.openapi).to.match(/^3\.1\./);
      const all = operationsOf(world.document);
      expect(new Set(all.map(({ operation }) => operation.operationId)).size).to.equal(all.length);
      for (const { path, operation } of all) {
        const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
        const described = operation.parameters.filter(({ in: place }) => place === 'path').map(({ name }) => name);
        expect(described, operation.operationId).to.deep.equal(named);
      }
    });

    it('names no shape that it does not describe, and describes none that nobody names', () => {
      const text = JSON.stringify(world.document);
      const named = new Set([...text.matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => String(name)));
      expect([...named].toSorted()).to.deep.equal(Object.keys(world.document.components.schemas).toSorted());
      expect(text).to.not.include('#/$defs/');
    });

    it('asks for a right in every operation but the one that tells a key who it is', () => {
      const free = operationsOf(world.document).filter(({ operation: { security } }) =>
        security.every(({ key = [] }) => key.length === 0),
      );
      expect(free.map(({ operation }) => operation.operationId)).to.deep.equal(['getKey']);
      const asked = operationsOf(world.document).flatMap(({ operation: { security } }) =>
        security.flatMap(({ key = [] }) => key),
      );
      expect(new Set(asked)).to.deep.equal(new Set(SCOPE_NAMES));
    });

    it('has schemas that refuse: a wrong answer does not fit', () => {
      const person = world.document.components.schemas['Person'] ?? {};
      const wrong = { id: 'short', givenName: 1, surprise: true };
      expect(faultsOf(world.document, person, wrong).join('\n')).to.match(/givenName/);
    });

    it('is shown as a page to anybody, with nothing on it from elsewhere', async () => {
      const { status, text } = await world.administrator.get('/api/docs');
      expect(status).to.equal(200);
      for (const { method, path } of operationsOf(world.document)) {
        expect(text).to.include(`${method.toUpperCase()} /api${path}`);
      }
      expect(text).to.not.match(/<script|src="http|href="https?:/);
    });
  });
});
