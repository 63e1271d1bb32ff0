import { expect } from 'chai';
import { scratchPath } from '../support/databases.ts';
import { setSail } from '../support/fleet.ts';
import { startStandAlone } from '../support/stand-alone.ts';
import { embark, environmentOf, holdToRows, openApp } from '../support/storm.ts';

describe('a server that is told to stop in a storm of commits', function () {
  this.timeout(900_000);

  it('answers what is under way, loses nothing acknowledged, and ends by itself with 0', async () => {
    const place = { databaseUrl: `sqlite:${await scratchPath('stop.sqlite')}`, tablePrefix: 'sb_' };
    const storage = await scratchPath('stop-content');
    const sailors = await embark(await openApp(place, storage), 30);
    const first = await startStandAlone(environmentOf(place, storage));
    const fleet = setSail(first.base, sailors);
    await fleet.acknowledged(200);
    expect(await first.stop(), first.said()).to.equal(0);
    expect(first.said()).to.not.contain('outlasted');
    const second = await startStandAlone(environmentOf(place, storage));
    await fleet.land(second.base);
    expect(await second.stop(), second.said()).to.equal(0);
    expect(await holdToRows(place, storage, sailors)).to.be.at.least(230);
  });
});
