import { expect } from 'chai';
import { QueryTypes } from 'sequelize';
import request from 'supertest';
import { newId, openDatabase, type Database, type Tx } from '../../../server/platform/index.ts';
import type { Migration } from '../../../server/platform/database/migration.ts';
import { postgresUrl } from '../../support/databases.ts';
import { commitOf, launched, officerAt, openLaunchSite } from '../../support/launch-site.ts';
import { openSilentLine } from '../../support/silent-line.ts';

const PATIENCE_MS = 1_500;
const LONGER_S = 2;

describe('a PostgreSQL whose line has gone silent', function () {
  this.timeout(300_000);
  let line: Awaited<ReturnType<typeof openSilentLine>>;
  let database: Database;
  const tablePrefix = `s${newId().slice(-10)}_`;

  before(async () => {
    line = await openSilentLine(await postgresUrl());
    database = await openDatabase({ url: line.url, tablePrefix, patienceMs: PATIENCE_MS });
    await database.migrate();
  });
  afterEach(() => line.setSilent(false));
  after(async () => {
    await database?.close();
    await line?.close();
  });

  const select = (tx: Tx | null, sql: string): Promise<object[]> =>
    database.sequelize.query(sql, { type: QueryTypes.SELECT, transaction: tx });
  const slow = (tx: Tx | null): Promise<object[]> => select(tx, `SELECT pg_sleep(${LONGER_S})`);
  const codeOf = (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => null,
      (error: unknown) => Reflect.get(Object(error), 'code'),
    );

  it('is told as DATABASE_UNAVAILABLE to who reads and who writes, and works again on a new line', async () => {
    await database.read((tx) => select(tx, 'SELECT 1'));
    line.setSilent(true);
    const works = [database.write((tx) => select(tx, 'SELECT 1')), database.read((tx) => select(tx, 'SELECT 1'))];
    expect(await Promise.all(works.map(codeOf))).to.deep.equal(['DATABASE_UNAVAILABLE', 'DATABASE_UNAVAILABLE']);
    line.setSilent(false);
    expect(await database.write((tx) => select(tx, 'SELECT 1 AS one'))).to.deep.equal([{ one: 1 }]);
  });

  it('answers a commit with 503, and takes it when the line is back', async () => {
    const site = await openLaunchSite(database);
    try {
      const { launchId, token } = await launched(site, await officerAt(site));
      const send = () =>
        request(site.host)
          .post(`${site.base}/launches/${launchId}/commits`)
          .set({ Authorization: `Bearer ${token}`, Accept: 'application/json' })
          .send(commitOf(1, { 'cmi.core.lesson_location': '7' }));
      line.setSilent(true);
      const refused = await send();
      expect([refused.status, refused.body.code]).to.deep.equal([503, 'DATABASE_UNAVAILABLE']);
      expect(refused.headers).to.have.property('retry-after');
      line.setSilent(false);
      expect((await send()).status).to.equal(200);
    } finally {
      await site.app.close();
    }
  });

  it('is given time by exports, bulk work and migrations, and by nobody after them', async () => {
    const page = async (tx: Tx) => ({ rows: await slow(tx), next: null });
    for await (const row of database.stream(page)) expect(row).to.have.property('pg_sleep');
    await database.write(slow, 'bulk');
    const step: Migration = {
      name: '0001-slow',
      up: async ({ tx }) => void (await slow(tx)),
      down: async () => undefined,
    };
    const options = { url: line.url, tablePrefix: `${tablePrefix}m_`, patienceMs: PATIENCE_MS, migrations: [step] };
    const other = await openDatabase(options);
    try {
      await other.migrate();
      expect(await other.migrator.pending()).to.deep.equal([]);
      expect(await codeOf(other.write(slow)), 'the connection of the migration').to.equal('DATABASE_UNAVAILABLE');
    } finally {
      await other.close();
    }
    expect(await codeOf(database.write(slow)), 'the connection of the bulk work').to.equal('DATABASE_UNAVAILABLE');
  });
});
