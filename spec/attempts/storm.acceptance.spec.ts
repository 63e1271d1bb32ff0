import { expect } from 'chai';
import { newId } from '../../server/platform/index.ts';
import { postgresUrl, scratchPath } from '../support/databases.ts';
import { weatherStorm } from '../support/storm.ts';

const STORM = { launches: 50, between: 400, kills: 5 };

/** Twenty kills in storms of five, since a launch that is silent for too long must be recovered. */
describe('a server that is killed twenty times in storms of commits', function () {
  this.timeout(1_800_000);

  for (const round of [1, 2, 3, 4]) {
    it(`keeps every acknowledged commit exactly once on SQLite, storm ${round} of 4`, async () => {
      const databaseUrl = `sqlite:${await scratchPath('storm.sqlite')}`;
      const kept = await weatherStorm({ ...STORM, databaseUrl, tablePrefix: 'sb_' });
      expect(kept).to.be.at.least(STORM.kills * STORM.between);
    });

    it(`keeps every acknowledged commit exactly once on PostgreSQL, storm ${round} of 4`, async () => {
      const tablePrefix = `s${newId().slice(-10)}_`;
      const kept = await weatherStorm({ ...STORM, databaseUrl: await postgresUrl(), tablePrefix });
      expect(kept).to.be.at.least(STORM.kills * STORM.between);
    });
  }
});
