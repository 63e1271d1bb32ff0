import { expect } from 'chai';
import { openDatabase } from '../../server/platform/index.ts';
import { scratchPath } from '../support/databases.ts';
import { beat } from '../support/soak.ts';
import { startStandAlone } from '../support/stand-alone.ts';
import { embark, environmentOf, openApp, send } from '../support/storm.ts';

describe('the officers of the soak', function () {
  this.timeout(180_000);

  it('renew the token of a launch at its next heartbeat when the server was away for longer than the lease', async () => {
    const place = { databaseUrl: `sqlite:${await scratchPath('officers.sqlite')}`, tablePrefix: 'sb_' };
    const storage = await scratchPath('officers-content');
    const [sailor] = await embark(await openApp(place, storage), 1);
    if (sailor === undefined) throw new Error('Nobody embarked.');
    const first = sailor.token;
    const database = await openDatabase({ url: place.databaseUrl });
    const server = await startStandAlone(environmentOf(place, storage));
    try {
      expect(await send(server.base, sailor)).to.equal(true);
      await beat(server.base, sailor);
      expect(sailor.token, 'a token that lives is kept').to.equal(first);
      // As after three minutes without a heartbeat.
      const replacements = { at: new Date(Date.now() - 60_000) };
      const sql = 'UPDATE sb_launches SET lease_until = :at';
      await database.write((transaction) => database.sequelize.query(sql, { replacements, transaction }));
      await beat(server.base, sailor);
      expect(sailor.token).to.not.equal(first);
      expect(await send(server.base, sailor)).to.equal(true);
      expect(sailor.acknowledged).to.have.length(2);
    } finally {
      await server.stop();
      await database.close();
    }
  });
});
