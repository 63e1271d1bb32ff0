import { expect } from 'chai';
import { newId } from '../../server/platform/index.ts';
import { postgresUrl } from '../support/databases.ts';
import { weatherKills } from '../support/two-processes.ts';

describe('two processes on one PostgreSQL', function () {
  this.timeout(600_000);

  it('lose no acknowledged commit when one is killed in a storm, and every launch goes on with the other', async () => {
    const place = { databaseUrl: await postgresUrl(), tablePrefix: `d${newId().slice(-10)}_` };
    const storm = { launches: 24, kills: 1, between: 120 };
    expect(await weatherKills({ ...place, ...storm })).to.be.at.least(3 * storm.between);
  });
});
