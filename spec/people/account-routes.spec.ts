import { expect } from 'chai';
import type { Express } from 'express';
import type { Platform } from '../../server/platform/index.ts';
import { forEachDatabase } from '../support/databases.ts';
import {
  actorFor,
  buildAdministrator,
  buildAgency,
  buildOfficer,
  buildRooms,
  hostApp,
  openBrowser,
  PASSWORD,
  signIn,
  type PeopleRooms,
} from '../support/people.ts';
import { buildPlatform, standingClock } from '../support/platform.ts';

const NEW = 'cinnamon harbor 93 violet';
const names = { rank: 'Sgt.', givenName: 'Noor', familyName: 'Haddad', theme: 'dark' };

forEachDatabase((make) => {
  describe('the account page', () => {
    const clock = standingClock();
    let platform: Platform;
    let rooms: PeopleRooms;
    let app: Express;

    before(async () => {
      platform = await buildPlatform(await make(), { clock });
      rooms = await buildRooms(platform);
      app = hostApp(platform, rooms.people);
    });

    beforeEach(() => clock.goOn(25 * 60 * 60_000));

    async function signedInBrowser() {
      const officer = await buildOfficer(rooms);
      const browser = openBrowser(app);
      await signIn(browser, officer);
      return { officer, browser };
    }

    const changes = ['/account', '/account/password', '/account/agency', '/account/sign-out-everywhere'];

    it('refuses every change of a signed-out person and of another site', async () => {
      const { browser } = await signedInBrowser();
      for (const path of changes) {
        const out = openBrowser(app, { accept: 'application/json' });
        expect((await out.post(path).type('form').send(names)).body).to.include({ code: 'SIGN_IN_FIRST' });
        const cross = await browser.post(path).set('sec-fetch-site', 'same-site').type('form').send(names);
        expect(cross.status, path).to.equal(403);
      }
    });

    it('saves names and look, and writes the old names into the audit trail', async () => {
      const { officer, browser } = await signedInBrowser();
      const { headers } = await browser.post('/account').type('form').send(names).expect(303);
      const { text } = await browser.get(String(headers['location'])).expect(200);
      expect(text).to.include('data-theme="dark"').and.include('Sgt. Noor Haddad').and.include('>Saved.<');
      const [event] = await platform.audit.list(officer.agencyId, { limit: 1 });
      expect(event).to.include({ action: 'account.renamed', actorId: officer.id, subjectId: officer.id });
      expect(event?.details).to.deep.equal({ before: { givenName: 'Jordan', familyName: 'Vance', rank: 'Dep.' } });
    });

    it('writes no audit event for a change of look', async () => {
      const { officer, browser } = await signedInBrowser();
      const same = { rank: 'Dep.', givenName: 'Jordan', familyName: 'Vance', theme: 'light' };
      await browser.post('/account').type('form').send(same).expect(303);
      const [event] = await platform.audit.list(officer.agencyId, { limit: 1 });
      expect(event?.action).to.equal('account.created');
    });

    it('shows the form again with what was typed where a name is missing', async () => {
      const { browser } = await signedInBrowser();
      const { text } = await browser
        .post('/account')
        .type('form')
        .send({ ...names, givenName: ' ' })
        .expect(422);
      expect(text).to.include('Write a given name.').and.include('value="Haddad"');
    });

    it('escapes a name that looks like markup', async () => {
      const { browser } = await signedInBrowser();
      await browser
        .post('/account')
        .type('form')
        .send({ ...names, givenName: '<img src=x>' })
        .expect(303);
      const { text } = await browser.get('/account');
      expect(text).to.include('&lt;img src').and.not.include('<img');
    });

    it('changes the password, keeps this browser under a new token and signs the others out', async () => {
      const { officer, browser } = await signedInBrowser();
      const other = openBrowser(app);
      await signIn(other, officer);
      const form = { current: PASSWORD, password: NEW, again: NEW };
      await browser.post('/account/password').type('form').send(form).expect(303);
      await browser.get('/account').expect(200);
      await other.get('/account').expect(303);
      await signIn(openBrowser(app), { email: officer.email, password: NEW });
      const [event] = await platform.audit.list(officer.agencyId, { limit: 1 });
      expect(event).to.include({ action: 'account.password-changed', actorId: officer.id });
    });

    it('refuses a wrong current password, a weak new one and two that differ', async () => {
      const { officer, browser } = await signedInBrowser();
      const post = async (form: object) =>
        (await browser.post('/account/password').type('form').send(form).expect(422)).text;
      expect(await post({ current: 'wrong', password: NEW, again: NEW })).to.include(
        'This is not your current password.',
      );
      expect(await post({ current: PASSWORD, password: 'short', again: 'short' })).to.include('at least 12 characters');
      expect(await post({ current: PASSWORD, password: NEW, again: 'x' })).to.include('The two passwords differ.');
      await signIn(openBrowser(app), officer);
    });

    it('stops whoever holds a session from guessing the current password', async () => {
      const { browser } = await signedInBrowser();
      const form = { current: 'wrong', password: NEW, again: NEW };
      for (let tried = 0; tried < 5; tried += 1)
        await browser.post('/account/password').type('form').send(form).expect(422);
      await browser.post('/account/password').type('form').send(form).expect(429);
    });

    it('lists the signed-in browsers, marks this one, and signs everywhere out', async () => {
      const { officer, browser } = await signedInBrowser();
      const phone = openBrowser(app, { 'user-agent': 'Mozilla/5.0 (iPhone) Safari/604.1' });
      await signIn(phone, officer);
      const { text } = await browser.get('/account').expect(200);
      expect(text).to.include('Safari on iPhone');
      expect(text.match(/This browser/g)).to.have.lengthOf(1);
      await browser.post('/account/sign-out-everywhere').expect(303);
      await browser.get('/account').expect(303);
      await phone.get('/account').expect(303);
    });

    it('shows nobody the sessions of somebody else', async () => {
      const { browser } = await signedInBrowser();
      const phone = openBrowser(app, { 'user-agent': 'Mozilla/5.0 (iPad) Safari/604.1' });
      await signIn(phone, await buildOfficer(rooms));
      expect((await browser.get('/account')).text).to.not.include('iPad');
    });

    it('lets a person of two agencies choose for which to work', async () => {
      const { officer, browser } = await signedInBrowser();
      const second = await buildAgency(rooms, { name: 'Dunmore Police' });
      expect((await browser.get('/account')).text).to.not.include('You work for');
      await grantSecond(officer.id, second.id);
      expect((await browser.get('/account')).text)
        .to.include('You work for')
        .and.not.include('<small>Dunmore Police');
      await browser.post('/account/agency').type('form').send({ agencyId: second.id }).expect(303);
      expect((await browser.get('/account')).text).to.include('<small>Dunmore Police');
    });

    it('refuses an agency to which the person does not belong', async () => {
      const { browser } = await signedInBrowser();
      const strange = await buildAgency(rooms);
      await browser.post('/account/agency').type('form').send({ agencyId: strange.id }).expect(404);
      await browser.post('/account/agency').type('form').send({ agencyId: 'x' }).expect(422);
    });

    async function grantSecond(personId: string, agencyId: string): Promise<void> {
      const email = (await rooms.people.accounts.person(personId)).email ?? '';
      const administrator = await buildAdministrator(rooms, { agencyId });
      const person = { rank: '', givenName: 'Any', familyName: 'Name', email, roles: ['officer' as const] };
      await rooms.people.members.add(await actorFor(rooms, administrator), person);
      const [invited] = await rooms.people.invitations.openFor(personId);
      await rooms.people.invitations.accept(personId, invited?.id ?? '');
    }
  });
});
