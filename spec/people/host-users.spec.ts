import { expect } from 'chai';
import type { Express } from 'express';
import type { HostUser, PeopleOptions } from '../../server/people/index.ts';
import { newId, type Platform } from '../../server/platform/index.ts';
import { forEachDatabase } from '../support/databases.ts';
import { buildAgency, buildOfficer, buildRooms, hostApp, openBrowser, type PeopleRooms } from '../support/people.ts';
import { buildPlatform } from '../support/platform.ts';

forEachDatabase((make) => {
  describe('people whom a host signs in', () => {
    let platform: Platform;
    let rooms: PeopleRooms;
    let app: Express;
    let agencyId = '';
    let user: HostUser | null = null;

    before(async () => {
      platform = await buildPlatform(await make());
      ({ rooms, app } = await mounted({}));
      agencyId = (await buildAgency(rooms)).id;
    });

    async function mounted(settings: Partial<NonNullable<PeopleOptions['host']>>) {
      const made = await buildRooms(platform, { host: { currentUser: () => user, ...settings } });
      return { rooms: made, app: hostApp(platform, made.people) };
    }

    const buildUser = (change: Partial<HostUser> = {}): HostUser => ({
      subject: newId(),
      givenName: 'Noor',
      familyName: 'Haddad',
      agencyId,
      ...change,
    });

    const home = async (at = app): Promise<string> => {
      const { status, headers } = await openBrowser(at).get('/');
      return status === 303 ? String(headers['location']) : String(status);
    };

    const people = async (): Promise<number> => {
      const [rows] = await platform.database.sequelize.query(`SELECT id FROM ${platform.database.tablePrefix}people`);
      return rows.length;
    };

    it('makes an officer of a new user at the first visit and finds the same person again', async () => {
      user = buildUser();
      const before = await people();
      expect(await home()).to.equal('/my');
      expect(await home()).to.equal('/my');
      expect(await people()).to.equal(before + 1);
    });

    it('makes one person of two first visits at the same instant', async () => {
      user = buildUser();
      const before = await people();
      expect(await Promise.all([home(), home(), home()])).to.deep.equal(['/my', '/my', '/my']);
      expect(await people()).to.equal(before + 1);
    });

    it('keeps names and roles in step with the host', async () => {
      const fresh = buildUser();
      user = fresh;
      await home();
      user = { ...fresh, familyName: 'Karimi', roles: ['instructor'] };
      expect(await home()).to.equal('/author');
      const { text } = await openBrowser(app).get('/account').expect(200);
      expect(text).to.include('Noor Karimi').and.not.include('href="/my"></a>');
    });

    it('never makes an administrator of a host user unless the settings say so', async () => {
      user = buildUser({ roles: ['administrator', 'supervisor'] });
      expect(await home()).to.equal('/overview');
      await openBrowser(app).get('/admin/people').expect(403);
      const trusting = await mounted({ mayBeAdministrator: true });
      expect((await openBrowser(trusting.app).get('/admin/people')).status).to.equal(200);
    });

    it('does not join a host user to a local account of the same address', async () => {
      const local = await buildOfficer(rooms);
      user = buildUser({ email: local.email });
      expect(await home()).to.equal('/my');
      expect((await rooms.people.accounts.person(local.id)).givenName).to.equal('Jordan');
    });

    it('answers 401 to somebody whom the host has not signed in, without a sign-in page of its own', async () => {
      user = null;
      const { text } = await openBrowser(app).get('/account').expect(401);
      expect(text).to.include('Please sign in first.');
      await openBrowser(app).get('/login').expect(404);
      await openBrowser(app).get('/reset').expect(404);
      await openBrowser(app).post('/account/password').expect(404);
    });

    it('lets nobody in without a known agency or a role', async () => {
      user = buildUser({ agencyId: newId() });
      expect(await home()).to.equal('401');
      user = buildUser({ roles: [] });
      expect(await home()).to.equal('401');
    });

    it('needs no agency id where the installation has exactly one', async () => {
      const single = await buildPlatform(await make());
      const lone = await buildRooms(single, { host: { currentUser: () => user } });
      const at = hostApp(single, lone.people);
      user = buildUser({ agencyId: undefined });
      expect(await home(at)).to.equal('401');
      await buildAgency(lone);
      expect(await home(at)).to.equal('/my');
      await buildAgency(lone);
      expect(await home(at)).to.equal('401');
    });

    it('refuses what is no user with 422, not with a row', async () => {
      const before = await people();
      user = buildUser({ givenName: '' });
      await openBrowser(app).get('/account').expect(422);
      expect(await people()).to.equal(before);
    });

    it('saves the look alone: names belong to the host', async () => {
      user = buildUser();
      const browser = openBrowser(app);
      await browser.post('/account').type('form').send({ theme: 'dark', givenName: 'Else' }).expect(303);
      const { text } = await browser.get('/account').expect(200);
      expect(text).to.include('data-theme="dark"').and.include('Noor Haddad').and.not.include('name="givenName"');
    });
  });
});
