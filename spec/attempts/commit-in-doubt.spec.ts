import { expect } from 'chai';
import { QueryTypes } from 'sequelize';
import request, { type Response } from 'supertest';
import { newId, openDatabase, type Database } from '../../server/platform/index.ts';
import type { CommitRequest, LaunchAnswer } from '../../server/standards/index.ts';
import { postgresUrl } from '../support/databases.ts';
import { commitOf, launched, officerAt, openLaunchSite, type LaunchSite } from '../support/launch-site.ts';
import { openCuttableLine, type CuttableLine } from '../support/tcp-cut.ts';

describe('a COMMIT on PostgreSQL whose line is cut', function () {
  this.timeout(300_000);
  let line: CuttableLine;
  let database: Database;
  let site: LaunchSite;
  let launch: LaunchAnswer;

  before(async () => {
    line = await openCuttableLine(await postgresUrl());
    database = await openDatabase({ url: line.url, tablePrefix: `c${newId().slice(-10)}_` });
    await database.migrate();
    site = await openLaunchSite(database);
  });
  after(async () => {
    await site?.app.close();
    await database?.close();
    await line?.close();
  });
  beforeEach(async () => {
    launch = await launched(site, await officerAt(site));
  });

  const send = (commit: CommitRequest): Promise<Response> =>
    request(site.host)
      .post(`${site.base}/launches/${launch.launchId}/commits`)
      .set({ Authorization: `Bearer ${launch.token}`, Accept: 'application/json' })
      .send(commit)
      .then((answer) => answer);

  async function stored(): Promise<number> {
    const sql = `SELECT id FROM ${database.tablePrefix}commits WHERE launch_id = :id`;
    const replacements = { id: launch.launchId };
    return (await database.sequelize.query(sql, { replacements, type: QueryTypes.SELECT })).length;
  }

  it('is answered as a failure though it was stored, and the retry is found as a duplicate', async () => {
    const commit = commitOf(1, { 'cmi.core.lesson_location': '7' });
    const before = line.cuts;
    line.cutAtCommit('after');
    const refused = await send(commit);
    expect(line.cuts).to.equal(before + 1);
    expect([refused.status, refused.body.code]).to.deep.equal([503, 'DATABASE_UNAVAILABLE']);
    expect(await stored(), 'nobody knew, and it was stored').to.equal(1);
    const again = await send(commit);
    expect([again.status, again.body.duplicate, again.body.seq]).to.deep.equal([200, true, 1]);
    expect(await stored()).to.equal(1);
  });

  it('is answered as a failure when it was not stored, and the retry is stored once', async () => {
    const commit = commitOf(1, { 'cmi.core.lesson_location': '8' });
    line.cutAtCommit('before');
    const refused = await send(commit);
    expect([refused.status, refused.body.code]).to.deep.equal([503, 'DATABASE_UNAVAILABLE']);
    expect(await stored()).to.equal(0);
    const again = await send(commit);
    expect([again.status, again.body.duplicate]).to.deep.equal([200, undefined]);
    expect(await stored()).to.equal(1);
  });

  it('is answered as a failure to everybody whose commit was in the same transaction, and each retry is a duplicate', async () => {
    const others = [launch];
    for (let count = 1; count < 4; count += 1) others.push(await launched(site, await officerAt(site)));
    const sendFor = (one: LaunchAnswer): Promise<Response> => {
      launch = one;
      return send(commitOf(1, { 'cmi.core.lesson_location': '9' }));
    };
    line.cutAtCommit('after');
    const answers = await Promise.all(others.map(sendFor));
    const failed = others.filter((_one, place) => answers[place]?.status === 503);
    expect(failed).to.have.length.above(0);
    for (const one of others) {
      expect((await sendFor(one)).status).to.equal(200);
      expect(await stored()).to.equal(1);
    }
  });
});
