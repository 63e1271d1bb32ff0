import { expect } from 'chai';
import { sessionPeekRoutes } from '../../server/people/index.ts';
import { onSqlite } from '../support/databases.ts';
import { buildOfficer, buildRooms, hostApp, openBrowser, signIn } from '../support/people.ts';
import { buildPlatform, standingClock } from '../support/platform.ts';

onSqlite((make) => {
  describe('when a session ends', () => {
    async function open() {
      const clock = standingClock();
      const platform = await buildPlatform(await make(), { clock });
      const rooms = await buildRooms(platform);
      const app = hostApp(platform, rooms.people, { before: [sessionPeekRoutes(rooms.people)] });
      const browser = openBrowser(app, { accept: 'application/json' });
      await signIn(browser, await buildOfficer(rooms));
      const look = async (): Promise<unknown> => (await browser.get('/session')).body.endsInMs;
      return { clock, app, browser, look, idle: platform.config.sessionIdleMs };
    }

    it('is told without prolonging it', async () => {
      const { clock, look, idle } = await open();
      expect(await look()).to.equal(idle);
      clock.goOn(600_000);
      expect(await look()).to.equal(idle - 600_000);
      expect(await look()).to.equal(idle - 600_000);
    });

    it('is put off by the person who stays, to the ms', async () => {
      const { clock, browser, look, idle } = await open();
      clock.goOn(30_000);
      expect((await browser.post('/session').expect(200)).body).to.deep.equal({ endsInMs: idle });
      expect(await look()).to.equal(idle);
    });

    it('is told to nobody else, and put off from no other site and by nobody whose session is over', async () => {
      const { clock, app, browser, idle } = await open();
      await openBrowser(app, { accept: 'application/json' }).get('/session').expect(401);
      await browser.post('/session').set('sec-fetch-site', 'cross-site').expect(403);
      clock.goOn(idle + 1);
      await browser.get('/session').expect(401);
      await browser.post('/session').expect(401);
    });
  });
});
