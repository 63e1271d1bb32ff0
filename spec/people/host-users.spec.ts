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

    const addressOf = async (subject: string): Promise<unknown> => {
      const { sequelize, tablePrefix } = platform.database;
      const [[row]] = await sequelize.query(
        `SELECT p.email FROM ${tablePrefix}people p JOIN ${tablePrefix}identities i ON i.person_id = p.id WHERE i.subject = :subject`,
        { replacements: { subject } },
      );
      return (row as { email: unknown }).email;
    };

    it('keeps the address in step with the host, and never takes one that somebody else has', async () => {
      const fresh = buildUser({ email: `n${newId()}@station.example` });
      user = fresh;
      await home();
      expect(await addressOf(fresh.subject)).to.equal(fresh.email);
      user = { ...fresh, email: `K${newId()}@Station.Example` };
      await home();
      expect(await addressOf(fresh.subject)).to.equal(user.email?.toLowerCase());
      const local = await buildOfficer(rooms);
      user = { ...fresh, email: local.email };
      expect(await home()).to.equal('/my');
      expect(await addressOf(fresh.subject)).to.equal(null);
      user = { ...fresh, email: undefined };
      expect(await home()).to.equal('/my');
      expect(await addressOf(fresh.subject)).to.equal(null);
    });

    it('takes every role away that the host takes away, and keeps the person', async () => {
      const fresh = buildUser({ roles: ['supervisor'] });
      user = fresh;
      expect(await home()).to.equal('/overview');
      const before = await people();
      user = { ...fresh, roles: [] };
      expect(await home()).to.equal('401');
      user = fresh;
      expect(await home()).to.equal('/overview');
      expect(await people()).to.equal(before);
    });

    it('takes administrator away from somebody whom other settings had made one', async () => {
      const trusting = await mounted({ mayBeAdministrator: true });
      user = buildUser({ roles: ['administrator'] });
      expect((await openBrowser(trusting.app).get('/admin/people')).status).to.equal(200);
      expect((await openBrowser(app).get('/admin/people')).status).to.equal(401);
      user = { ...user, roles: ['administrator', 'officer'] };
      expect((await openBrowser(app).get('/admin/people')).status).to.equal(403);
    });

    it('keeps somebody on the lists whom the host knows no more, until the agency ends it; nobody gets in', async () => {
      const gone = buildUser({ familyName: `Gone${newId()}` });
      user = gone;
      await home();
      user = null;
      expect(await home()).to.equal('401');
      const trusting = await mounted({ mayBeAdministrator: true });
      user = buildUser({ roles: ['administrator'] });
      const desk = openBrowser(trusting.app);
      const list = await desk.get('/admin/people').query({ search: gone.familyName }).expect(200);
      const [, id = ''] = /\/admin\/people\/([0-9a-z]{26})/.exec(list.text) ?? [];
      await desk.post(`/admin/people/${id}/disable`).expect(303);
      // What the agency has ended no word of the host opens again.
      user = gone;
      expect(await home()).to.equal('401');
    });

    it('leads who opens a page to the host’s sign-in and back, but nobody whom the host has signed in', async () => {
      const known = await mounted({ signInUrl: 'https://intranet.example/sign-in?back={next}' });
      user = null;
      const { headers } = await openBrowser(known.app).get('/account?tab=look').expect(303);
      expect(headers['location']).to.equal('https://intranet.example/sign-in?back=%2Faccount%3Ftab%3Dlook');
      await openBrowser(known.app).get('/account').set('accept', 'application/json').expect(401);
      await openBrowser(known.app).post('/account').type('form').send({ theme: 'dark' }).expect(401);
      user = buildUser({ roles: [] });
      await openBrowser(known.app).get('/account').expect(401);
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
