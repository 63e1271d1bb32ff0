import { expect } from 'chai';
import type { Express } from 'express';
import { MEMBERSHIP_CHANGED } from '../../server/people/index.ts';
import { PLACEMENT_CHANGED } from '../../server/agencies/index.ts';
import type { Platform } from '../../server/platform/index.ts';
import { forEachDatabase } from '../support/databases.ts';
import {
  actorFor,
  buildAdministrator,
  buildOfficer,
  buildPerson,
  buildRooms,
  hostApp,
  openBrowser,
  signIn,
  type Browser,
  type BuiltPerson,
  type DeskRooms,
} from '../support/people.ts';
import { buildPlatform, standingClock } from '../support/platform.ts';

forEachDatabase((make) => {
  describe('the desk of an agency', () => {
    // Still Nov 23 in Chicago, Nov 24 in UTC.
    const clock = standingClock(new Date('2026-11-24T03:00:00Z'));
    const news: string[] = [];
    let platform: Platform;
    let rooms: DeskRooms;
    let app: Express;
    let boss: BuiltPerson;
    let supervisor: BuiltPerson;
    let browser: Browser;
    let schoolId: string;

    before(async () => {
      platform = await buildPlatform(await make(), { clock });
      rooms = await buildRooms(platform);
      for (const type of [MEMBERSHIP_CHANGED, PLACEMENT_CHANGED]) {
        platform.outbox.on(type, 'spec', async ({ personId }) => {
          news.push(`${type} ${String(personId)}`);
          await Promise.resolve();
        });
      }
      app = hostApp(platform, rooms.people, { extra: [rooms.desk.routes] });
      boss = await buildAdministrator(rooms);
      supervisor = await buildPerson(rooms, { roles: ['supervisor'], agencyId: boss.agencyId });
      browser = openBrowser(app);
      await signIn(browser, supervisor);
      const actor = await actorFor(rooms, boss);
      const { organisations } = rooms.desk;
      const district = await organisations.createDistrict(actor, {
        name: 'D',
        timeZone: 'America/Chicago',
        state: 'TX',
      });
      await organisations.createSchool(actor, district, 'Harlow High');
      schoolId = (await rooms.agencies.schoolsOf(boss.agencyId))[0]?.id ?? '';
    });

    const officer = () => buildOfficer(rooms, { agencyId: boss.agencyId });
    const post = (path: string, form: object = {}) => browser.post(path).type('form').send(form);
    const codeOf = async (path: string, form: object = {}): Promise<unknown> =>
      ((await post(path, form).set('accept', 'application/json')).body as { code?: string }).code;
    const place = { role: 'School resource officer', startsOn: '2026-01-05', endsOn: '' };
    const history = async (id: string) => rooms.desk.placements.history(await actorFor(rooms, supervisor), id);

    it('places an officer, refuses the same school in the same time, corrects the start and ends it with a reason', async () => {
      const { id } = await officer();
      const path = `/officers/${id}/placements`;
      await post(path, { ...place, schoolId }).expect(303);
      expect(await codeOf(path, { ...place, schoolId, startsOn: '2027-01-01' })).to.equal('PLACEMENT_OVERLAPS');
      const placement = (await history(id)).placements[0]?.placement.id ?? '';
      await post(`${path}/${placement}/start`, { startsOn: '2026-02-01' }).expect(303);
      expect(await codeOf(`${path}/${placement}/end`, { endsOn: '2026-01-31', reason: 'x' })).to.equal(
        'PLACEMENT_DAYS',
      );
      await post(`${path}/${placement}/end`, { endsOn: '2026-06-01', reason: 'End of the year' }).expect(303);
      await post(path, { ...place, schoolId, startsOn: '2026-06-02' }).expect(303);
      expect(await codeOf(`${path}/${placement}/end`, { endsOn: '2026-06-02', reason: 'x' })).to.equal(
        'PLACEMENT_OVERLAPS',
      );
      const rows = (await history(id)).placements.map(({ placement: row }) => [
        row.startsOn,
        row.endsOn,
        row.endedReason,
      ]);
      expect(rows).to.deep.equal([
        ['2026-06-02', null, null],
        ['2026-02-01', '2026-06-01', 'End of the year'],
      ]);
      await platform.jobs.drain();
      expect(news.filter((one) => one === `${PLACEMENT_CHANGED} ${id}`)).to.have.lengthOf(4);
      const page = await post(path, { ...place, schoolId: '' }).expect(422);
      expect(page.text).to.include('id="schoolId-fault"');
    });

    it('keeps each edit of a placement beside the last one, with who made it and why', async () => {
      const { id } = await officer();
      const path = `/officers/${id}/placements`;
      await post(path, { ...place, schoolId }).expect(303);
      const placement = (await history(id)).placements[0]?.placement.id ?? '';
      await post(`${path}/${placement}/start`, { startsOn: '2026-02-01' }).expect(303);
      await post(`${path}/${placement}/end`, { endsOn: '2027-06-01', reason: 'End of the year' }).expect(303);
      await post(`${path}/${placement}/end`, { endsOn: '2027-05-01', reason: 'The school asked for it' }).expect(303);
      await post(`/officers/${id}/leave`).expect(303);
      const { edits } = await history(id);
      const at = { placement, school: 'Harlow High' };
      expect(edits.map(({ action, actorId, details }) => [action, actorId, details])).to.deep.equal([
        ['placement.created', supervisor.id, { ...at, from: '2026-01-05', until: '' }],
        ['placement.corrected', supervisor.id, { ...at, from: '2026-02-01', before: '2026-01-05' }],
        ['placement.ended', supervisor.id, { ...at, until: '2027-06-01', before: '', reason: 'End of the year' }],
        [
          'placement.ended',
          supervisor.id,
          { ...at, until: '2027-05-01', before: '2027-06-01', reason: 'The school asked for it' },
        ],
        [
          'placement.ended',
          supervisor.id,
          { ...at, until: '2026-11-23', before: '2027-05-01', reason: 'Left the agency' },
        ],
      ]);
      const text = (await browser.get(path).expect(200)).text.replaceAll(/\s+/g, ' ');
      expect(text)
        .to.include('Harlow High: last day May 1, 2027, before: Jun 1, 2027')
        .and.include('The school asked for it');
      expect(text).to.include('Harlow High: first day Feb 1, 2026, before: Jan 5, 2026').and.include(supervisor.name);
      const other = await buildPerson(rooms, { roles: ['supervisor'] });
      expect(
        await rooms.desk.placements.history(await actorFor(rooms, other), id).catch((error: unknown) => error),
      ).to.include({
        status: 404,
      });
    });

    it('tells a supervisor who adds somebody with an account elsewhere that the person is asked, and nothing of the person', async () => {
      const stranger = await buildPerson(rooms, { roles: ['officer'], familyName: 'Quillfeather' });
      const form = { rank: '', givenName: 'Wrong', familyName: 'Name', email: stranger.email, roles: 'officer' };
      const page = (await browser.get('/officers/new').expect(200)).text;
      expect(page).to.include('Somebody who has an account already is asked to join.').and.not.include('Administrator');
      const answer = await post('/officers/new', form).expect(303).expect('location', '/officers/new?notice=invited');
      const told = (await browser.get(String(answer.headers['location'])).expect(200)).text;
      expect(told)
        .to.include('This address has an account. The person is asked to join')
        .and.not.include('Quillfeather');
      await browser.get(`/officers/${stranger.id}/placements`).expect(404);
      const theirs = openBrowser(app);
      await signIn(theirs, stranger);
      const asked = (await theirs.get('/invitations').expect(200)).text.replaceAll(/\s+/g, ' ');
      expect(asked).to.match(/The agency asks you to join: Officer\. Asked on Nov 2[34], 2026\./);
      expect(asked).to.include('Until you accept, it sees nothing of you.');
      const [, accept = ''] = /action="(\/invitations\/[0-9a-z]{26}\/accept)"/.exec(asked) ?? [];
      await theirs.post(accept).expect(303);
      expect((await browser.get(`/officers/${stranger.id}/placements`).expect(200)).text).to.include('Quillfeather');
      const admin = { ...form, email: 'new.person@harlow.example', roles: 'administrator' };
      expect(await codeOf('/officers/new', admin), 'a role that a supervisor does not give').to.equal('INPUT_INVALID');
    });

    it('places nobody at a school of a district that the agency does not serve, and nobody who is no officer', async () => {
      const { id } = await officer();
      const district = await rooms.agencies.createDistrict({ name: 'Far', timeZone: 'America/Chicago', state: 'TX' });
      const far = await rooms.agencies.createSchool(district.id, { name: 'Far High' });
      const path = `/officers/${id}/placements`;
      expect(await codeOf(path, { ...place, schoolId: far.id })).to.equal('SCHOOL_NOT_FOUND');
      expect((await browser.get(path)).text).to.not.include('Far High');
      expect(await codeOf(`/officers/${supervisor.id}/placements`, { ...place, schoolId })).to.equal('NOT_AN_OFFICER');
    });

    it('keeps a selection with all that led to it, and takes it back with a reason', async () => {
      const { id } = await officer();
      const path = `/officers/${id}/selection`;
      const form = {
        schoolId,
        yearsOfService: '7',
        record: 'None',
        interviewedOn: '2026-11-20',
        interviewedWith: 'Dr. Ortiz, principal',
        reason: 'Listens first',
        decision: 'selected',
      };
      expect((await post(path, { ...form, yearsOfService: '' }).expect(422)).text).to.include(
        'id="yearsOfService-fault"',
      );
      expect(await codeOf(path, { ...form, interviewedOn: '2026-11-24' })).to.equal('INTERVIEW_TO_COME');
      await post(path, form).expect(303);
      const actor = await actorFor(rooms, supervisor);
      const [made] = (await rooms.desk.selections.history(actor, id)).selections;
      expect(made).to.include({ yearsOfService: 7, decidedBy: supervisor.id, decidedOn: '2026-11-23', schoolId });
      expect((await browser.get(path)).text)
        .to.include('Dr. Ortiz, principal')
        .and.include('Selected');
      await post(`${path}/${made?.id}/withdraw`, { reason: 'A complaint came up' }).expect(303);
      expect(await codeOf(`${path}/${made?.id}/withdraw`, { reason: 'again' })).to.equal('SELECTION_NOT_FOUND');
      expect((await browser.get(path)).text)
        .to.include('A complaint came up')
        .and.include('Withdrawn');
      const actions = (await platform.audit.list(boss.agencyId, { limit: 2 })).map(({ action }) => action);
      expect(actions).to.deep.equal(['selection.withdrawn', 'selection.decided']);
    });

    it('ends roles, placements and access of a leaver on the day, and keeps the record for its supervisors', async () => {
      const leaver = await officer();
      const path = `/officers/${leaver.id}/placements`;
      await post(path, { ...place, schoolId }).expect(303);
      await post(path, { ...place, schoolId: schoolId, startsOn: '2027-01-01' }).expect(409);
      const theirs = openBrowser(app);
      await signIn(theirs, leaver);
      expect((await browser.get(`/officers/${leaver.id}/leave`)).text).to.include('Placements end today: Harlow High');
      await post(`/officers/${leaver.id}/leave`).expect(303);
      expect((await theirs.get('/account')).status).to.equal(303);
      await theirs.post('/login').type('form').send({ email: leaver.email, password: leaver.password }).expect(403);
      const { person, placements } = await history(leaver.id);
      expect(person.leftAt?.toISOString()).to.equal('2026-11-24T03:00:00.000Z');
      expect(placements[0]?.placement).to.include({ endsOn: '2026-11-23', endedReason: 'Left the agency' });
      expect((await browser.get(path).expect(200)).text).to.include('Left the agency on Nov 23, 2026');
      expect(await codeOf(`/officers/${leaver.id}/leave`)).to.equal('ALREADY_LEFT');
      expect(await codeOf(path, { ...place, schoolId })).to.equal('NOT_AN_OFFICER');
      await platform.jobs.drain();
      expect(news).to.include(`${MEMBERSHIP_CHANGED} ${leaver.id}`);
    });

    it('ends placements too when an administrator takes out somebody who works for another agency as well', async () => {
      const shared = await officer();
      const other = await buildAdministrator(rooms);
      const actor = await actorFor(rooms, other);
      await rooms.people.members.add(actor, {
        ...shared,
        givenName: 'x',
        familyName: '',
        rank: '',
        roles: ['officer'],
      });
      const [asked] = await rooms.people.invitations.openFor(shared.id);
      await rooms.people.invitations.accept(shared.id, asked?.id ?? '');
      await post(`/officers/${shared.id}/placements`, { ...place, schoolId }).expect(303);
      await rooms.people.members.disable(await actorFor(rooms, boss), shared.id);
      await platform.jobs.drain();
      expect((await history(shared.id)).placements[0]?.placement.endsOn).to.equal('2026-11-23');
    });

    it('lets supervisors add and take leave of officers and partners alone', async () => {
      const email = 'new.officer@station.example';
      await post('/officers/new', { givenName: 'New', email, roles: 'officer' }).expect(303);
      expect(
        await codeOf('/officers/new', { givenName: 'New', email: 'b@c.example', roles: 'administrator' }),
      ).to.equal('INPUT_INVALID');
      expect(await codeOf('/officers/new', { givenName: 'New', email, roles: 'officer' })).to.equal('ALREADY_A_MEMBER');
      expect(await codeOf(`/officers/${boss.id}/leave`)).to.equal('NOT_ALLOWED');
      expect(await codeOf(`/officers/${supervisor.id}/leave`)).to.equal('NOT_ALLOWED');
    });

    it('gives a director the district alone, beside an agency to choose, and every agency page is closed', async () => {
      const actor = await actorFor(rooms, boss);
      const [entry] = await rooms.desk.organisations.list(actor);
      const district = entry?.district.id ?? '';
      const admin = openBrowser(app);
      await signIn(admin, boss);
      const form = { givenName: 'Kim', familyName: 'Lin', rank: 'Dr.', email: 'kim.lin@district.example' };
      await admin.post(`/admin/organisations/districts/${district}/directors`).type('form').send(form).expect(303);
      expect((await admin.get('/admin/organisations')).text).to.include('kim.lin@district.example');
      const taken = { ...form, email: supervisor.email };
      const again = admin.post(`/admin/organisations/districts/${district}/directors`).type('form').send(taken);
      expect((await again.expect(409)).text).to.include('has an account already');
      const director = await buildPerson(rooms, { agencyId: district, roles: ['director'] });
      const theirs = openBrowser(app);
      await signIn(theirs, director);
      expect((await theirs.get('/')).headers['location']).to.equal('/district');
      expect((await theirs.get('/account')).text)
        .to.include('D')
        .and.not.include('Agency or district whose');
      for (const path of [
        '/admin/people',
        '/officers/new',
        '/admin/organisations',
        `/officers/${supervisor.id}/leave`,
      ]) {
        expect((await theirs.get(path)).status, path).to.equal(403);
      }
      await platform.database.write((tx) => rooms.people.directors.grant(tx, district, supervisor.id));
      expect((await browser.get('/account')).text).to.include('School district');
      await post('/account/agency', { agencyId: district }).expect(303);
      expect((await browser.get('/')).headers['location']).to.equal('/district');
      await browser.get('/officers/new').expect(403);
      await post('/account/agency', { agencyId: boss.agencyId }).expect(303);
      await browser.get('/officers/new').expect(200);
      await platform.database.write((tx) =>
        rooms.people.directors.remove(tx, district, director.id, { agencyId: null, actorId: null }),
      );
      await theirs.get('/account').expect(303);
    });

    it('lets an agency change only the districts that it keeps', async () => {
      const district = await rooms.agencies.createDistrict({ name: 'Lent', timeZone: 'America/Chicago', state: 'TX' });
      const school = await rooms.agencies.createSchool(district.id, { name: 'Lent High' });
      const admin = openBrowser(app, { accept: 'application/json' });
      await signIn(admin, boss);
      const send = async (path: string, form: object) =>
        (await admin.post(`/admin/organisations${path}`).set('accept', 'application/json').type('form').send(form))
          .body as object;
      const rename = `/schools/${school.id}/name`;
      expect(await send(rename, { name: 'X' })).to.include({ code: 'SCHOOL_NOT_FOUND' });
      await rooms.agencies.serveDistrict(boss.agencyId, district.id);
      expect(await send(rename, { name: 'X' })).to.include({ code: 'DISTRICT_KEPT_ELSEWHERE' });
      expect(await send(`/districts/${district.id}/schools`, { name: 'X' })).to.include({
        code: 'DISTRICT_KEPT_ELSEWHERE',
      });
      expect(await send(`/schools/${schoolId}/name`, { name: ' ' })).to.include({ code: 'INPUT_INVALID' });
      await admin
        .post(`/admin/organisations/schools/${schoolId}/name`)
        .type('form')
        .send({ name: 'Harlow Senior High' })
        .expect(303);
      expect((await rooms.agencies.schoolsOf(boss.agencyId)).map(({ name }) => name)).to.include('Harlow Senior High');
    });
  });
});
