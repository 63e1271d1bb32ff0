import { expect } from 'chai';
import request from 'supertest';
import { SCOPE_NAMES } from '../../../server/embedding/api/scope-policy.ts';
import { sha256Hex } from '../../../server/platform/index.ts';
import { buildApiWorld, type ApiWorld } from '../../support/api-world.ts';
import { forEachDatabase } from '../../support/databases.ts';
import { operationsOf } from '../../support/open-api.ts';
import { openBrowser, signIn } from '../../support/people.ts';

forEachDatabase((make) => {
  describe('keys of an agency', function () {
    this.timeout(120_000);
    let world: ApiWorld;
    before(async () => {
      world = await buildApiWorld(await make());
    });
    after(() => world.app.close());

    const rowsOf = async (table: string): Promise<object[]> => {
      const { sequelize, tablePrefix } = world.app.platform.database;
      const [rows] = await sequelize.query(`SELECT * FROM ${tablePrefix}${table}`);
      return rows as object[];
    };

    it('are shown once, and only a hash of each is kept', async () => {
      const key = await world.makeKey(['people:read']);
      const { text } = await world.administrator.get('/organisation/api');
      expect(text).to.include(key.slice(0, 10)).and.to.not.include(key);
      const stored = JSON.stringify([await rowsOf('api_keys'), await rowsOf('audit_events')]);
      expect(stored).to.include(sha256Hex(key)).and.to.not.include(key);
    });

    it('open nothing without one, with a wrong one, with a session, or once revoked', async () => {
      for (const key of [null, 'sbk_nobody', 'x'.repeat(47)]) {
        const refused = await world.ask('get', '/people', { key });
        expect(refused.status).to.equal(401);
        expect(refused.headers['www-authenticate']).to.equal('Bearer');
        expect(refused.body).to.include({ code: 'API_KEY_UNKNOWN', status: 401, title: 'Unauthorized' });
      }
      expect((await world.administrator.get('/api/people')).status).to.equal(401);
      const key = await world.makeKey(['people:read']);
      expect((await world.ask('get', '/people', { key })).status).to.equal(200);
      const { keys } = await keysOnPage();
      const { text } = await world.administrator.get('/organisation/api');
      expect(text).to.include('Last used on');
      await world.administrator.post(`/organisation/api/keys/${keys[0]}/revoke`).expect(303);
      expect((await world.ask('get', '/people', { key })).status).to.equal(401);
    });

    async function keysOnPage(): Promise<{ keys: string[] }> {
      const { text } = await world.administrator.get('/organisation/api');
      return { keys: [...text.matchAll(/api\/keys\/([0-9a-z]{26})\/revoke/g)].map(([, id]) => id ?? '') };
    }

    it('set no cookie and read none', async () => {
      const { headers } = await request(world.host).get('/api/key').set('authorization', `Bearer ${world.key}`);
      expect(headers).to.not.have.property('set-cookie');
    });

    it('open an operation by its own right and by no other', async () => {
      for (const { method, path, operation } of operationsOf(world.document)) {
        const needed = operation.security.flatMap(({ key = [] }) => key);
        if (needed.length === 0) continue;
        const others = SCOPE_NAMES.filter((scope) => !needed.includes(scope));
        const key = await world.makeKey(others);
        const place = path.replaceAll(/\{\w+\}/g, '0'.repeat(26));
        const asked = operation.requestBody === undefined ? { key } : { key, body: {} };
        const refused = await world.ask(method as 'get', place, asked);
        expect(refused.body['code'], `${method} ${path}`).to.equal('SCOPE_MISSING');
        expect(refused.status).to.equal(403);
      }
    });

    it('are made and revoked by administrators alone, and another agency finds none', async () => {
      const [id = ''] = (await keysOnPage()).keys;
      for (const { who, person } of world.strangers) {
        const browser = openBrowser(world.host);
        await signIn(browser, person);
        const isAdministrator = person.roles.includes('administrator');
        const form = browser.post('/organisation/api/keys').type('form');
        const made = await form.send({ name: 'Mine', scopes: 'people:read' });
        expect(made.status, who).to.equal(isAdministrator ? 201 : 403);
        const revoked = await browser.post(`/organisation/api/keys/${id}/revoke`);
        expect(revoked.status, who).to.equal(isAdministrator ? 404 : 403);
      }
      const form = request(world.host).post('/organisation/api/keys').set('sec-fetch-site', 'same-origin');
      expect((await form.type('form').send({ name: 'Nobody', scopes: 'people:read' })).status).to.equal(401);
    });

    it('need a name, a right that there is, and origins without a path', async () => {
      const send = (fields: object) => world.administrator.post('/organisation/api/keys').type('form').send(fields);
      const good = { name: 'HR', scopes: 'people:read', origins: 'https://intranet.example' };
      expect((await send({ ...good, name: '' })).status).to.equal(422);
      const without = await send({ ...good, scopes: [] });
      expect(without.status).to.equal(422);
      expect(without.text).to.include('Choose at least one right.');
      expect((await send({ ...good, scopes: 'everything' })).status).to.equal(422);
      for (const origins of ['https://intranet.example/page', 'http://intranet.example', 'javascript:alert(1)', '*']) {
        expect((await send({ ...good, origins })).status, origins).to.equal(422);
      }
      expect((await send(good)).status).to.equal(201);
    });

    it('are limited in a minute, with headers that tell what is left', async () => {
      const key = await world.makeKey(['people:read']);
      const first = await world.ask('get', '/key', { key });
      expect(first.headers).to.include({ 'ratelimit-limit': '600', 'ratelimit-remaining': '599' });
      expect(Number(first.headers['ratelimit-reset'])).to.be.within(1, 60);
      const { database } = world.app.platform;
      const limits = `${database.tablePrefix}rate_limits`;
      await database.write(async (transaction) => {
        const where = `${database.sequelize.getQueryInterface().quoteIdentifier('key')} = :key`;
        const sql = `UPDATE ${limits} SET count = 600 WHERE ${where}`;
        const replacements = { key: `api:${String(first.body['id'])}` };
        await database.sequelize.query(sql, { replacements, transaction });
      });
      const refused = await world.ask('get', '/key', { key });
      expect(refused.status).to.equal(429);
      expect(refused.body['code']).to.equal('RATE_LIMITED');
      expect(Number(refused.headers['retry-after'])).to.be.within(1, 60);
      expect((await world.ask('get', '/key')).status, 'another key is not held up').to.equal(200);
      world.clock.goOn(60_000);
      expect((await world.ask('get', '/key', { key })).status).to.equal(200);
    });

    it('answer faults as problem details: unknown paths, unreadable bodies, every wrong field at once', async () => {
      const nowhere = await request(world.host).get('/api/nowhere').set('accept', 'text/html');
      expect(nowhere.status).to.equal(404);
      expect(nowhere.headers['content-type']).to.match(/^application\/problem\+json/);
      expect(JSON.parse(nowhere.text || String(nowhere.body))).to.include({ code: 'NOT_FOUND' });
      const broken = await request(world.host)
        .post('/api/people')
        .set({ authorization: `Bearer ${world.key}`, 'content-type': 'application/json' })
        .send('{"givenName":');
      expect(broken.status).to.equal(400);
      const wrong = await world.ask('post', '/people', { body: { givenName: '', roles: ['king'], extra: 1 } });
      expect(wrong.status).to.equal(422);
      const paths = (wrong.body['issues'] as { path: string }[]).map(({ path }) => path);
      expect(paths).to.include.members(['givenName', 'email', 'roles.0', '']);
      expect((await world.ask('get', '/people?limit=0')).status).to.equal(422);
      expect((await world.ask('get', '/people?surprise=1')).status).to.equal(422);
      expect((await world.ask('get', '/attempts?after=nonsense')).body['code']).to.equal('CURSOR_INVALID');
    });
  });
});
