import { expect } from 'chai';
import type { Express } from 'express';
import { newId, type Platform } from '../../server/platform/index.ts';
import { forEachDatabase } from '../support/databases.ts';
import {
  buildAdministrator,
  buildAgency,
  buildOfficer,
  buildPerson,
  buildRooms,
  hostApp,
  openBrowser,
  signIn,
  type Browser,
  type BuiltPerson,
  type PeopleRooms,
} from '../support/people.ts';
import { buildPlatform, standingClock } from '../support/platform.ts';

const NEW = 'cinnamon harbor 93 violet';

forEachDatabase((make) => {
  describe('the people of an agency', () => {
    const clock = standingClock();
    let platform: Platform;
    let rooms: PeopleRooms;
    let app: Express;
    let administrator: BuiltPerson;
    let browser: Browser;

    before(async () => {
      platform = await buildPlatform(await make(), { clock });
      rooms = await buildRooms(platform);
      app = hostApp(platform, rooms.people);
    });

    beforeEach(async () => {
      clock.goOn(25 * 60 * 60_000);
      administrator = await buildAdministrator(rooms);
      browser = openBrowser(app);
      await signIn(browser, administrator);
    });

    const colleague = (overrides = {}) => buildOfficer(rooms, { agencyId: administrator.agencyId, ...overrides });
    const post = (path: string, form: object = {}) => browser.post(`/admin/people${path}`).type('form').send(form);
    const lastEvent = async () => (await platform.audit.list(administrator.agencyId, { limit: 1 }))[0];
    const codeOf = async (path: string, form: object = {}): Promise<string> => {
      const { body } = await post(path, form).set('accept', 'application/json');
      return (body as { code: string }).code;
    };

    /** Asks somebody of another agency to join; the person accepts. */
    async function takeIn(stranger: BuiltPerson): Promise<void> {
      await post('', { ...form, email: stranger.email }).expect(303);
      const [invited] = await rooms.people.invitations.openFor(stranger.id);
      await rooms.people.invitations.accept(stranger.id, invited?.id ?? '');
    }

    /** Every way into the room for administrators. */
    const pages = ['/admin/people', '/admin/people/new', '/admin/people/:id', '/admin/system', '/admin/audit'];
    const changes = [
      '/admin/people',
      '/admin/people/:id/roles',
      '/admin/people/:id/reset-link',
      '/admin/people/:id/disable',
      '/admin/people/:id/enable',
    ];
    const form = { givenName: 'Lee', familyName: 'Park', email: 'lee@station.example', roles: 'officer' };

    it('refuses signed-out people, other roles and other sites on every route', async () => {
      const { id, agencyId } = await colleague();
      const other = openBrowser(app, { accept: 'application/json' });
      await signIn(openBrowser(app), await buildPerson(rooms, { agencyId, roles: ['officer'] }));
      const plain = openBrowser(app, { accept: 'application/json' });
      await signIn(plain, await buildPerson(rooms, { agencyId, roles: ['officer', 'instructor', 'supervisor'] }));
      for (const page of pages) {
        const path = page.replace(':id', id);
        expect((await other.get(path)).body, path).to.include({ code: 'SIGN_IN_FIRST' });
        expect((await plain.get(path)).body, path).to.include({ code: 'NOT_ALLOWED' });
      }
      for (const change of changes) {
        const path = change.replace(':id', id);
        expect((await other.post(path).type('form').send(form)).body, path).to.include({ code: 'SIGN_IN_FIRST' });
        expect((await plain.post(path).type('form').send(form)).body, path).to.include({ code: 'NOT_ALLOWED' });
        const { status } = await browser.post(path).set('sec-fetch-site', 'cross-site').type('form').send(form);
        expect(status, path).to.equal(403);
      }
    });

    it("answers 404 for another agency's person, an unknown id and a strange one", async () => {
      const stranger = await buildOfficer(rooms);
      for (const id of [stranger.id, newId(), 'x', '%00', '..%2f']) {
        await browser.get(`/admin/people/${id}`).expect(404);
        for (const change of ['roles', 'reset-link', 'disable', 'enable']) {
          expect((await post(`/${id}/${change}`, { roles: 'officer' })).status, `${id} ${change}`).to.equal(404);
        }
      }
      expect((await rooms.people.accounts.person(stranger.id)).disabledAt).to.equal(null);
    });

    it('lists the people of this agency alone, by name', async () => {
      await colleague({ givenName: 'Zoe', familyName: 'Abbott' });
      await buildOfficer(rooms, { givenName: 'Not', familyName: 'Ours' });
      const { text } = await browser.get('/admin/people').expect(200);
      expect(text).to.include('2 people').and.not.include('Ours');
      expect(text.indexOf('Zoe Abbott')).to.be.lessThan(text.lastIndexOf('Jordan Vance'));
    });

    it('finds people by every word of a search, in any case, and takes signs literally enough', async () => {
      await colleague({ givenName: 'Zoe', familyName: 'Abbott' });
      await colleague({ givenName: 'Zoe', familyName: 'Quinn' });
      const search = async (words: string) => (await browser.get('/admin/people').query({ search: words })).text;
      expect(await search('zoe ABB'))
        .to.include('Zoe Abbott')
        .and.not.include('Zoe Quinn');
      expect(await search('nobody')).to.include('Nobody found');
      expect(await search("'; drop--")).to.include('Nobody found');
      expect(await search('%')).to.include('Zoe Quinn');
      await browser.get('/admin/people?search=%00&page=-1').expect(200);
    });

    it('shows fifty people a page, with the same number of statements for one and for sixty', async () => {
      const statements = async (): Promise<number> => {
        let count = 0;
        const options: { logging: unknown } = Reflect.get(platform.database.sequelize, 'options');
        options.logging = () => (count += 1);
        await browser.get('/admin/people').expect(200);
        options.logging = false;
        return count;
      };
      await browser.get('/admin/people');
      const few = await statements();
      for (let made = 0; made < 60; made += 1) await colleague({ password: null, givenName: `P${made}` });
      expect(await statements())
        .to.equal(few)
        .and.be.at.most(8);
      const { text } = await browser.get('/admin/people?page=2').expect(200);
      expect(text).to.include('Page 2 of 2').and.include('page&#x3D;1');
      expect(text.match(/scope="row"/g)).to.have.lengthOf(11);
    });

    it('adds a person and mails a first link that works for a week', async () => {
      const email = `n${newId()}@station.example`;
      const { headers } = await post('', { ...form, email, roles: ['officer', 'instructor'] }).expect(303);
      const { text } = await browser.get(String(headers['location'])).expect(200);
      expect(text).to.include('Lee Park').and.include('No password yet');
      expect(await lastEvent()).to.include({ action: 'account.created', actorId: administrator.id });
      const links: string[] = [];
      platform.mail.sendAll = ((send) => async (tx, messages) => {
        links.push(...messages.map(({ text: words }) => words));
        await send(tx, messages);
      })(platform.mail.sendAll.bind(platform.mail));
      const second = await post('', { ...form, email: `m${newId()}@station.example` }).expect(303);
      expect(second.status).to.equal(303);
      const token = /reset\/([\w-]{43})/.exec(links.join())?.[1] ?? '';
      clock.goOn(6 * 24 * 60 * 60_000);
      await openBrowser(app).post(`/reset/${token}`).type('form').send({ password: NEW, again: NEW }).expect(303);
    });

    it('refuses a form without a name, an address and a role, beside each field', async () => {
      const { text } = await post('', { rank: 'Dep.' }).expect(422);
      expect(text).to.include('id="givenName-fault"').and.include('id="email-fault"').and.include('id="roles-fault"');
      expect(text).to.include('value="Dep."');
      await post('', { ...form, roles: ['officer', 'chief'] }).expect(422);
    });

    it('refuses an address that a person of the agency has', async () => {
      const { email } = await colleague();
      const { text } = await post('', { ...form, email: email.toUpperCase() }).expect(409);
      expect(text).to.include('belongs to a person of your agency');
    });

    it('gives and takes roles, and the next request has them', async () => {
      const officer = await colleague();
      const theirs = openBrowser(app);
      await signIn(theirs, officer);
      await post(`/${officer.id}/roles`, { roles: ['instructor', 'supervisor'] }).expect(303);
      expect((await theirs.get('/')).headers['location']).to.equal('/author');
      await post(`/${officer.id}/roles`, { roles: ['officer'] }).expect(303);
      expect((await theirs.get('/')).headers['location']).to.equal('/my');
      const event = await lastEvent();
      expect(event?.action).to.equal('member.roles-changed');
      expect(event?.details['after']).to.deep.equal(['officer']);
    });

    it('keeps at least one administrator who can sign in', async () => {
      const roles = { roles: ['officer'] };
      expect(await codeOf(`/${administrator.id}/roles`, roles)).to.equal('LAST_ADMINISTRATOR');
      expect(await codeOf(`/${administrator.id}/disable`)).to.equal('LAST_ADMINISTRATOR');
      const second = await buildAdministrator(rooms, { agencyId: administrator.agencyId });
      await post(`/${second.id}/disable`).expect(303);
      expect(await codeOf(`/${administrator.id}/roles`, roles)).to.equal('LAST_ADMINISTRATOR');
      await post(`/${second.id}/enable`).expect(303);
      await post(`/${administrator.id}/roles`, roles).expect(303);
      await browser.get('/admin/people').expect(403);
    });

    it('leaves one of two administrators who take the role from each other at the same instant', async () => {
      const second = await buildAdministrator(rooms, { agencyId: administrator.agencyId });
      const theirs = openBrowser(app);
      await signIn(theirs, second);
      const take = (from: Browser, id: string) =>
        from.post(`/admin/people/${id}/roles`).type('form').send({ roles: 'officer' });
      const answers = await Promise.all([take(browser, second.id), take(theirs, administrator.id)]);
      expect(answers.map(({ status }) => status).filter((status) => status === 303)).to.have.lengthOf(1);
      expect(answers.every(({ status }) => status < 500)).to.equal(true);
    });

    it('disables an account: its sessions end and it signs in nowhere until it is enabled', async () => {
      const officer = await colleague();
      const theirs = openBrowser(app);
      await signIn(theirs, officer);
      await post(`/${officer.id}/disable`).expect(303);
      await theirs.get('/account').expect(303);
      const { email, password } = officer;
      await openBrowser(app).post('/login').type('form').send({ email, password }).expect(401);
      expect(await codeOf(`/${officer.id}/reset-link`)).to.equal('ACCOUNT_DISABLED');
      await post(`/${officer.id}/enable`).expect(303);
      await signIn(openBrowser(app), officer);
    });

    it('shows a link to set a password once, and records that it was made', async () => {
      const officer = await colleague();
      const { text } = await post(`/${officer.id}/reset-link`).expect(200);
      const token = /\/reset\/([\w-]{43})</.exec(text)?.[1] ?? '';
      expect(await lastEvent()).to.include({ action: 'account.reset-link-made', subjectId: officer.id });
      expect((await browser.get(`/admin/people/${officer.id}`)).text).to.not.include(token);
      await openBrowser(app).post(`/reset/${token}`).type('form').send({ password: NEW, again: NEW }).expect(303);
      await signIn(openBrowser(app), { email: officer.email, password: NEW });
    });

    it('gives no power over an account that another agency shares', async () => {
      const stranger = await buildOfficer(rooms);
      await takeIn(stranger);
      const { headers } = await post(`/${stranger.id}/reset-link`).expect(303);
      expect(headers['location']).to.equal(`/admin/people/${stranger.id}?notice=mailed`);
      const out = await post(`/${stranger.id}/disable`).expect(303);
      expect(out.headers['location']).to.equal('/admin/people?notice=removed');
      await browser.get(`/admin/people/${stranger.id}`).expect(404);
      await signIn(openBrowser(app), stranger);
    });

    it('hands out no link of an account made elsewhere, not even when the other agency has let go of it', async () => {
      const stranger = await buildOfficer(rooms);
      const theirs = await buildAdministrator(rooms, { agencyId: stranger.agencyId });
      await takeIn(stranger);
      const boss = openBrowser(app);
      await signIn(boss, theirs);
      await boss.post(`/admin/people/${stranger.id}/disable`).expect(303);
      const { headers } = await post(`/${stranger.id}/reset-link`).expect(303);
      expect(headers['location']).to.equal(`/admin/people/${stranger.id}?notice=mailed`);
    });

    it('opens no account that another agency has disabled', async () => {
      const shared = await buildOfficer(rooms);
      await takeIn(shared);
      const people = `${platform.database.tablePrefix}people`;
      await platform.database.write((transaction) =>
        platform.database.sequelize.query(`UPDATE ${people} SET disabled_at = created_at WHERE id = :id`, {
          replacements: { id: shared.id },
          transaction,
        }),
      );
      expect(await codeOf(`/${shared.id}/enable`)).to.equal('ACCOUNT_SHARED');
    });

    it('keeps the pages of two agencies apart', async () => {
      const agency = await buildAgency(rooms, { name: 'Wexley Police' });
      const other = await buildAdministrator(rooms, { agencyId: agency.id });
      const theirs = openBrowser(app);
      await signIn(theirs, other);
      const { text } = await theirs.get('/admin/audit').expect(200);
      expect(text).to.include('Wexley Police').and.not.include(administrator.agencyId);
      expect(text.match(/scope="row"/g)).to.have.lengthOf(2);
    });
  });
});
