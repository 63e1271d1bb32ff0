import { expect } from 'chai';
import { newId } from '../../server/platform/index.ts';
import { postgresUrl } from '../support/databases.ts';
import { weatherKills } from '../support/two-processes.ts';

describe('two processes on one PostgreSQL, killed by turns', function () {
  this.timeout(3_600_000);

  // A storm of four, since a launch whose token has run out must be recovered.
  for (const round of [1, 2, 3]) {
    it(`lose no acknowledged commit and leave no launch behind, storm ${round} of 3`, async () => {
      const place = { databaseUrl: await postgresUrl(), tablePrefix: `d${newId().slice(-10)}_` };
      const storm = { launches: 50, kills: 4, between: 400 };
      expect(await weatherKills({ ...place, ...storm })).to.be.at.least(9 * storm.between);
    });
  }
});
