import { expect } from 'chai';
import type { Express } from 'express';
import { newId, type Platform } from '../../server/platform/index.ts';
import { forEachDatabase } from '../support/databases.ts';
import {
  buildAdministrator,
  buildOfficer,
  buildRooms,
  hostApp,
  openBrowser,
  signIn,
  type Browser,
  type BuiltPerson,
  type PeopleRooms,
} from '../support/people.ts';
import { buildPlatform } from '../support/platform.ts';

forEachDatabase((make) => {
  describe('an invitation to an agency', () => {
    let platform: Platform;
    let rooms: PeopleRooms;
    let app: Express;
    let administrator: BuiltPerson;
    let boss: Browser;
    let stranger: BuiltPerson;
    let theirs: Browser;
    const letters: { to: string; text: string }[] = [];

    before(async () => {
      platform = await buildPlatform(await make());
      platform.mail.sendAll = ((send) => async (tx, messages) => {
        letters.push(...messages);
        await send(tx, messages);
      })(platform.mail.sendAll.bind(platform.mail));
      rooms = await buildRooms(platform);
      app = hostApp(platform, rooms.people);
    });

    beforeEach(async () => {
      administrator = await buildAdministrator(rooms);
      boss = openBrowser(app);
      await signIn(boss, administrator);
      stranger = await buildOfficer(rooms, { givenName: 'Own', familyName: 'Name' });
      theirs = openBrowser(app);
      await signIn(theirs, stranger);
    });

    const ask = async (roles: string | string[] = 'instructor', { email } = stranger) => {
      const form = { givenName: 'Lee', familyName: 'Park', email, roles };
      return boss.post('/admin/people').type('form').send(form).expect(303);
    };
    const open = async () => (await rooms.people.invitations.openFor(stranger.id)).map(({ id }) => id);
    const answer = (id: string, word: string, from = theirs) => from.post(`/invitations/${id}/${word}`);
    const actions = async () => (await platform.audit.list(administrator.agencyId, { limit: 10 })).map((e) => e.action);

    it('makes nobody a member and shows nothing of the person before the answer', async () => {
      const { headers } = await ask();
      expect(headers['location']).to.equal('/admin/people?notice=invited');
      await boss.get(`/admin/people/${stranger.id}`).expect(404);
      const { text } = await boss.get('/admin/people').expect(200);
      expect(text).to.include('1 person').and.include(stranger.email).and.not.include('Own Name');
      expect(await rooms.people.actors.agenciesOf(stranger.id)).to.have.lengthOf(1);
      expect(await actions())
        .to.include('member.invited')
        .and.not.include('member.joined');
      expect(letters.at(-1)).to.include({ to: stranger.email });
      expect(letters.at(-1)?.text).to.include('/invitations');
    });

    it('is seen by the person after signing in and on the account page', async () => {
      expect((await theirs.get('/account')).text).to.not.include('asks you to join');
      await ask(['officer', 'instructor']);
      expect((await theirs.get('/account')).text).to.include('asks you to join');
      const { email, password } = stranger;
      const signedIn = await openBrowser(app).post('/login').type('form').send({ email, password }).expect(303);
      expect(signedIn.headers['location']).to.equal('/invitations');
      const { text } = await theirs.get('/invitations').expect(200);
      expect(text).to.include('Instructor, Officer').and.include('Accept').and.include('Decline');
    });

    it('makes the person a member once accepted, the name and the work at hand as they were', async () => {
      await ask();
      const [id = ''] = await open();
      const { headers } = await answer(id, 'accept').expect(303);
      expect(headers['location']).to.equal('/invitations?notice=joined');
      expect((await boss.get(`/admin/people/${stranger.id}`).expect(200)).text).to.include('Own Name');
      expect((await theirs.get('/')).headers['location']).to.equal('/my');
      const [event] = await platform.audit.list(administrator.agencyId, { limit: 1 });
      expect(event).to.include({ action: 'member.joined', actorId: stranger.id });
      expect((await answer(id, 'accept')).status).to.equal(404);
      expect((await boss.get('/admin/people')).text).to.not.include('Asked to join');
    });

    it('changes nothing once declined, and is never answered twice', async () => {
      await ask();
      const [id = ''] = await open();
      await answer(id, 'decline').expect(303);
      expect(await rooms.people.actors.agenciesOf(stranger.id)).to.have.lengthOf(1);
      expect((await answer(id, 'accept')).status).to.equal(404);
      expect(await actions()).to.include('member.declined');
    });

    it('is taken back by an administrator of the agency and of no other', async () => {
      await ask();
      const [id = ''] = await open();
      const other = openBrowser(app);
      await signIn(other, await buildAdministrator(rooms));
      expect((await other.post(`/admin/people/invitations/${id}/withdraw`)).status).to.equal(404);
      expect((await theirs.post(`/admin/people/invitations/${id}/withdraw`)).status).to.equal(403);
      await boss.post(`/admin/people/invitations/${id}/withdraw`).expect(303);
      expect((await answer(id, 'accept')).status).to.equal(404);
      expect(await actions()).to.include('member.invitation-withdrawn');
    });

    it('is replaced by a later one of the same agency', async () => {
      await ask('administrator');
      const [first = ''] = await open();
      await ask('officer');
      expect(await open()).to.have.lengthOf(1);
      expect((await answer(first, 'accept')).status).to.equal(404);
    });

    it('is answered by nobody else, by nobody signed out and from no other site', async () => {
      await ask();
      const [id = ''] = await open();
      for (const word of ['accept', 'decline']) {
        expect((await answer(id, word, boss)).status).to.equal(404);
        expect((await answer(newId(), word)).status).to.equal(404);
        expect((await answer('%00', word)).status).to.equal(404);
        expect((await answer(id, word, openBrowser(app, { accept: 'application/json' }))).status).to.equal(401);
        expect((await answer(id, word).set('sec-fetch-site', 'cross-site')).status).to.equal(403);
      }
      await openBrowser(app).get('/invitations').expect(303);
      expect(await open()).to.deep.equal([id]);
    });

    it('lets somebody who belongs to no agency any more come in to answer', async () => {
      await ask();
      const [id = ''] = await open();
      await platform.database.write((transaction) =>
        platform.database.sequelize.query(
          `UPDATE ${platform.database.tablePrefix}memberships SET ended_at = created_at WHERE person_id = :id`,
          { replacements: { id: stranger.id }, transaction },
        ),
      );
      const again = openBrowser(app);
      await signIn(again, stranger);
      expect((await again.get('/invitations').expect(200)).text).to.include('Accept');
      await answer(id, 'accept', again).expect(303);
      expect((await again.get('/')).headers['location']).to.equal('/author');
    });
  });
});
