import { expect } from 'chai';
import { newId } from '../../server/platform/index.ts';
import { postgresUrl, scratchPath } from '../support/databases.ts';
import { weatherStorm } from '../support/storm.ts';

const STORM = { launches: 50, between: 400 };

describe('a server that is killed in a storm of commits', function () {
  this.timeout(300_000);

  it('keeps every acknowledged commit exactly once on SQLite, three times over', async () => {
    const databaseUrl = `sqlite:${await scratchPath('storm.sqlite')}`;
    const kept = await weatherStorm({ ...STORM, kills: 3, databaseUrl, tablePrefix: 'sb_' });
    expect(kept).to.be.at.least(3 * STORM.between);
  });

  it('keeps every acknowledged commit exactly once on PostgreSQL, three times over', async () => {
    const databaseUrl = await postgresUrl();
    const tablePrefix = `s${newId().slice(-10)}_`;
    const kept = await weatherStorm({ ...STORM, kills: 3, databaseUrl, tablePrefix });
    expect(kept).to.be.at.least(3 * STORM.between);
  });
});
