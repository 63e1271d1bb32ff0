import { expect } from 'chai';
import { buildApiWorld, type ApiWorld } from '../../support/api-world.ts';
import { forEachDatabase } from '../../support/databases.ts';

const DAY_MS = 24 * 3_600_000;

forEachDatabase((make) => {
  describe('idempotency keys', function () {
    this.timeout(120_000);
    let world: ApiWorld;
    before(async () => {
      world = await buildApiWorld(await make());
    });
    after(() => world.app.close());

    const person = (name: string) => ({ givenName: name, email: `${name}@station.example`, roles: ['officer'] });
    const add = (name: string, once: string, key?: string) =>
      world.ask('post', '/people', { body: person(name), headers: { 'idempotency-key': once }, ...(key && { key }) });

    const rows = async (): Promise<{ status: number | null; answer: string | null }[]> => {
      const { sequelize, tablePrefix } = world.app.platform.database;
      const [found] = await sequelize.query(`SELECT * FROM ${tablePrefix}api_answers WHERE key_id <> agency_id`);
      return found as { status: number | null; answer: string | null }[];
    };

    it('answer the same request with the same words, and carry it out once', async () => {
      const first = await add('anna', 'one');
      expect(first.status).to.equal(201);
      expect(first.headers).to.not.have.property('idempotency-replayed');
      const second = await add('anna', 'one');
      expect(second.status).to.equal(201);
      expect(second.headers['idempotency-replayed']).to.equal('true');
      expect(second.body).to.deep.equal(first.body);
    });

    it('refuse another request under the same key', async () => {
      await add('berta', 'two');
      const other = await add('carla', 'two');
      expect(other.status).to.equal(422);
      expect(other.body['code']).to.equal('IDEMPOTENCY_KEY_REUSED');
      const elsewhere = await world.ask('post', `/people/${world.id('people')}/leave`, {
        headers: { 'idempotency-key': 'two' },
      });
      expect(elsewhere.body['code']).to.equal('IDEMPOTENCY_KEY_REUSED');
    });

    it('belong to one key: another agency, or another key, is not answered with them', async () => {
      await add('dora', 'three');
      const foreign = await add('dora', 'three', world.foreignKey);
      expect(foreign.headers).to.not.have.property('idempotency-replayed');
      const own = await add('dora', 'three', await world.makeKey(['people:write']));
      expect(own.body['code'], 'carried out, and refused as it should be').to.equal('ALREADY_A_MEMBER');
    });

    it('let two of the same instant make one', async () => {
      const both = await Promise.all([add('elsa', 'four'), add('elsa', 'four')]);
      const statuses = both.map(({ status }) => status).sort((one, other) => one - other);
      expect(statuses[0]).to.equal(201);
      expect(statuses[1]).to.be.oneOf([201, 409]);
      expect((await add('elsa', 'four')).body['state']).to.equal('added');
      const [found] = await world.app.platform.database.sequelize.query(
        `SELECT id FROM ${world.app.platform.database.tablePrefix}people WHERE email = 'elsa@station.example'`,
      );
      expect(found).to.have.length(1);
    });

    it('are free again after a request that failed: it changed nothing', async () => {
      const body = { ...person('fred'), roles: ['king'] };
      const headers = { 'idempotency-key': 'five' };
      expect((await world.ask('post', '/people', { body, headers })).status).to.equal(422);
      expect((await add('fred', 'five')).status).to.equal(201);
    });

    it('keep answers sealed: what was told once stands in no row', async () => {
      const made = await world.ask('post', '/webhooks', {
        body: { url: 'https://hooks.example/x', events: ['person.left'] },
        headers: { 'idempotency-key': 'six' },
      });
      const secret = String(made.body['secret']);
      const text = JSON.stringify(await rows());
      expect(text).to.not.include(secret).and.to.not.include('whsec_');
    });

    it('stay taken where nobody knows what came of the first request', async () => {
      const { database } = world.app.platform;
      await add('gesa', 'seven');
      await database.write(async (transaction) => {
        const sql = `UPDATE ${database.tablePrefix}api_answers SET status = NULL, answer = NULL WHERE idempotency_key = 'seven'`;
        await database.sequelize.query(sql, { transaction });
      });
      const again = await add('gesa', 'seven');
      expect(again.status).to.equal(409);
      expect(again.body['code']).to.equal('IDEMPOTENCY_IN_PROGRESS');
    });

    it('are forgotten after a day', async () => {
      world.clock.goOn(DAY_MS + 1);
      await world.app.platform.jobs.enqueueRecurring();
      await world.app.platform.jobs.drain();
      expect(await rows()).to.have.length(0);
    });

    it('are refused where they are too long', async () => {
      const long = await add('hedi', 'x'.repeat(201));
      expect(long.status).to.equal(422);
      expect(long.body['field']).to.equal('Idempotency-Key');
    });
  });
});
