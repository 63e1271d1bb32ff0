import { expect } from 'chai';
import { Readable } from 'node:stream';
import { onSqlite } from '../support/databases.ts';
import { openPackageApp, type PackageApp } from '../support/package-app.ts';
import { standingClock } from '../support/platform.ts';
import { packageZip } from '../support/zips.ts';
import { newId } from '../../server/platform/index.ts';

const DAY_MS = 86_400_000;

describe('the daily sweep of packages', () => {
  onSqlite((makeDatabase) => {
    let app: PackageApp;
    let clock: ReturnType<typeof standingClock>;

    before(async () => {
      clock = standingClock(new Date());
      app = await openPackageApp(await makeDatabase(), {}, clock);
    });
    after(() => app.close());

    it('removes what a killed import left behind after a day, and nothing that a version names', async () => {
      const instructor = app.actor(await app.addAgency(), 'instructor');
      const { body } = await app.as(instructor).upload(packageZip());
      const kept = await app.inventory();
      const { database, storage, jobs } = app.platform;
      const orphan = newId();
      await storage.put(`packages/ab/${'ab'.repeat(32)}/${orphan}.zip`, Readable.from(['orphan']));
      const file = { id: newId(), version_id: orphan, path: 'a.txt', media_type: 'text/plain' };
      const place = { bytes: 1, stored_bytes: 1, method: 'store', offset: 0, crc32: '00000000' };
      const queries = database.sequelize.getQueryInterface();
      const table = `${database.tablePrefix}content_files`;
      await database.write((tx) => queries.bulkInsert(table, [{ ...file, ...place }], { transaction: tx }));
      const sweep = async (): Promise<void> => {
        await database.write((tx) => jobs.enqueue(tx, 'packages.sweep', {}));
        await jobs.drain();
      };

      await sweep();
      const young = await app.inventory();
      expect(young.keys).to.have.length(2);
      expect(young.rows['content_files']).to.equal(3);

      clock.goOn(DAY_MS + 60_000);
      await sweep();
      expect(await app.inventory()).to.deep.equal(kept);
      expect((await app.packages.reader.loadVersion(null, body.versionId)).number).to.equal(1);
    });
  });
});
