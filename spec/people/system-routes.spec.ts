import { expect } from 'chai';
import type { Express } from 'express';
import type { Platform } from '../../server/platform/index.ts';
import { forEachDatabase } from '../support/databases.ts';
import {
  buildAdministrator,
  buildOfficer,
  buildRooms,
  hostApp,
  openBrowser,
  signIn,
  type PeopleRooms,
} from '../support/people.ts';
import { buildPlatform } from '../support/platform.ts';

forEachDatabase((make) => {
  describe('the pages of the system', () => {
    let platform: Platform;
    let rooms: PeopleRooms;
    let app: Express;

    before(async () => {
      platform = await buildPlatform(await make());
      rooms = await buildRooms(platform);
      app = hostApp(platform, rooms.people);
    });

    async function administratorBrowser() {
      const administrator = await buildAdministrator(rooms);
      const browser = openBrowser(app);
      await signIn(browser, administrator);
      return { administrator, browser };
    }

    it('shows that database and content store work, and counts of jobs without what is in them', async () => {
      const { browser } = await administratorBrowser();
      const officer = await buildOfficer(rooms);
      await browser.post('/reset').type('form').send({ email: officer.email });
      const { text } = await browser.get('/admin/system').expect(200);
      expect(text.match(/Works/g)).to.have.lengthOf(2);
      expect(text).to.include('Waiting').and.not.include(officer.email);
    });

    it('says what is wrong with a content store that is gone', async () => {
      const { browser } = await administratorBrowser();
      const isReady = platform.storage.isReady.bind(platform.storage);
      platform.storage.isReady = () => Promise.resolve({ ok: false, reason: 'The folder is missing.' });
      const { text } = await browser.get('/admin/system').expect(200);
      platform.storage.isReady = isReady;
      expect(text).to.include('Does not work: The folder is missing.');
    });

    it("shows the agency's own changes with names, the newest first", async () => {
      const { administrator, browser } = await administratorBrowser();
      const officer = await buildOfficer(rooms, { agencyId: administrator.agencyId, givenName: 'Casey' });
      await browser.post(`/admin/people/${officer.id}/disable`).expect(303);
      const { text } = await browser.get('/admin/audit').expect(200);
      expect(text.indexOf('account disabled')).to.be.lessThan(text.indexOf('account created'));
      expect(text).to.include('Casey Vance');
      expect(text.match(/scope="row"/g)).to.have.lengthOf(4);
    });

    it('shows a hundred changes a page and the way to older ones', async () => {
      const { administrator, browser } = await administratorBrowser();
      await platform.database.write(async (tx) => {
        for (let place = 0; place < 105; place += 1) {
          const entry = { agencyId: administrator.agencyId, actorId: administrator.id, action: `spec.change-${place}` };
          await platform.audit.record(tx, { ...entry, subjectType: 'spec', subjectId: `${place}` });
        }
      });
      const { text } = await browser.get('/admin/audit').expect(200);
      expect(text).to.include('spec change 104').and.not.include('spec change 4<');
      const [, older = ''] = /\?before=(\d+)/.exec(text) ?? [];
      const next = await browser.get(`/admin/audit?before=${older}`).expect(200);
      expect(next.text).to.include('spec change 4<').and.not.include('spec change 104');
      await browser.get('/admin/audit?before=x').expect(200);
    });

    it('checks the chain when asked and says that it is whole, or where it is broken', async () => {
      const { browser } = await administratorBrowser();
      expect((await browser.get('/admin/audit')).text).to.not.include('The chain is');
      expect((await browser.get('/admin/audit?check=1')).text).to.include('The chain is whole');
      const table = `${platform.database.tablePrefix}audit_events`;
      await platform.database.write((transaction) =>
        platform.database.sequelize.query(`UPDATE ${table} SET action = 'nothing' WHERE position = 2`, { transaction }),
      );
      expect((await browser.get('/admin/audit?check=1')).text).to.include('The chain is broken');
    });
  });
});
