import { expect } from 'chai';
import { codeOf } from '../../support/attempts.ts';
import { forEachDatabase } from '../../support/databases.ts';
import { buildDoor, entered, handOver, launchBy, type DoorPlace } from '../../support/door-site.ts';
import { commitOf, fromToken, openLaunchSite, type LaunchSite } from '../../support/launch-site.ts';
import {
  actorFor,
  buildOfficer,
  buildPerson,
  openBrowser,
  signIn,
  type Browser,
  type BuiltPerson,
} from '../../support/people.ts';

const REASON = 'Badge number and phone call.';

forEachDatabase((make) => {
  describe('people who came through a door', () => {
    let site: LaunchSite;
    let door: DoorPlace;
    let supervisor: BuiltPerson;
    let browser: Browser;

    before(async () => {
      site = await openLaunchSite(await make());
      door = await buildDoor(site);
      supervisor = await buildPerson(site.app, { agencyId: door.agencyId, roles: ['supervisor'] });
      browser = openBrowser(site.host);
      await signIn(browser, supervisor, site.base);
    });
    after(() => site.app.close());

    const at = (path: string): string => site.base + path;
    const identityOf = async (personId: string): Promise<string> =>
      (await site.app.people.doors.waiting(null, door.agencyId, [personId])).get(personId)?.identityId ?? '';

    /** Comes in and passes the course. */
    async function pass(subject: string): Promise<{ personId: string; identityId: string }> {
      const { code, personId } = await handOver(site, door, { subject });
      const opened = (await launchBy(site, await entered(site, door, code)).expect(201)).body;
      for (const [seq, scoId] of [
        [1, 'one'],
        [2, 'two'],
      ] as const) {
        const cmi = { 'cmi.core.lesson_status': 'passed', 'cmi.core.score.raw': '90' };
        await fromToken(site, opened, 'commits', commitOf(seq, cmi, { scoId, final: true, trigger: 'finish' })).expect(
          200,
        );
      }
      await site.app.platform.jobs.drain();
      return { personId, identityId: await identityOf(personId) };
    }

    const join = (identityId: string, form: Record<string, string>, who: Browser = browser) =>
      who
        .post(at(`/doors-log/${identityId}/join`))
        .type('form')
        .send(form);

    it('are listed for supervisors with the door that vouches for them, and stand in no list of officers', async () => {
      await pass('listed');
      const log = await browser.get(at('/doors-log')).expect(200);
      expect(log.text).to.include('Al Moss').and.to.include('Asserted by County LMS');
      for (const path of ['/officers', '/officers.csv']) {
        expect((await browser.get(at(path)).expect(200)).text, path).to.not.include('Moss');
      }
      const boss = openBrowser(site.host);
      await signIn(boss, door.boss, site.base);
      expect((await boss.get(at('/admin/people')).expect(200)).text).to.not.include('Moss');
      expect((await boss.get(at('/organisation/doors')).expect(200)).text).to.match(/\d+ (person|people)/);
    });

    it('get no certificate until they are joined; then the person has it, and the record verifies and rebuilds', async () => {
      const { personId, identityId } = await pass('certified');
      const officer = await buildOfficer(site.app, { agencyId: door.agencyId, familyName: 'Reyes' });
      const certificates = async (id: string) =>
        (await rows<{ person_id: string }>('certificates')).filter((row) => row.person_id === id).length;
      expect(await certificates(personId)).to.equal(0);
      await join(identityId, { email: officer.email, reason: REASON })
        .expect(303)
        .expect('location', at('/doors-log?notice=joined'));
      await site.app.platform.jobs.drain();
      expect([await certificates(personId), await certificates(officer.id)]).to.deep.equal([0, 1]);
      const log = await site.app.platform.audit.list(door.agencyId, { limit: 50 });
      const entry = log.find(({ action }) => action === 'identity.joined');
      expect(entry).to.include({ actorId: supervisor.id, subjectId: officer.id });
      expect(entry?.details).to.include({ joined: personId, reason: REASON, isAsserted: true });
      const before = await rows('attempts');
      await site.app.attempts.rebuild();
      expect(await rows('attempts')).to.deep.equal(before);
      expect((await site.app.attempts.verify()).faults).to.deep.equal([]);
      expect((await site.app.platform.audit.verify()).ok).to.equal(true);
    });

    it('come back as the person that they were joined to, by a pass from before too, and keep that name', async () => {
      const { code, registrationId } = await handOver(site, door, { subject: 'returning' });
      const entry = await entered(site, door, code);
      const { personId } = await handOver(site, door, { subject: 'returning' });
      const officer = await buildOfficer(site.app, {
        agencyId: door.agencyId,
        givenName: 'Dana',
        familyName: 'Okafor',
      });
      await join(await identityOf(personId), { email: officer.email, reason: REASON }).expect(303);
      expect((await launchBy(site, entry).expect(201)).body.learner.name).to.equal('Okafor, Dana');
      const later = await handOver(site, door, { subject: 'returning', givenName: 'Somebody', familyName: 'Else' });
      expect(later).to.include({ personId: officer.id, registrationId });
      expect((await site.app.people.accounts.person(officer.id)).familyName).to.equal('Okafor');
      expect((await browser.get(at('/doors-log')).expect(200)).text).to.include('Dana Okafor');
    });

    it('are joined once: to somebody of the agency, with a reason, by who may manage that person', async () => {
      const { personId } = await handOver(site, door, { subject: 'careful' });
      const identityId = await identityOf(personId);
      const officer = await buildOfficer(site.app, { agencyId: door.agencyId });
      const stranger = await buildOfficer(site.app);
      const nobody = await join(identityId, { email: stranger.email, reason: REASON }).expect(404);
      expect(nobody.text).to.include('Nobody in your agency has this address.');
      await join(identityId, { email: officer.email, reason: '' }).expect(422);
      await join(identityId, { email: door.boss.email, reason: REASON }).expect(403);
      const learner = openBrowser(site.host);
      await signIn(learner, officer, site.base);
      await join(identityId, { email: officer.email, reason: REASON }, learner).expect(403);
      await join(identityId, { email: officer.email, reason: REASON }).expect(303);
      await join(identityId, { email: officer.email, reason: REASON }).expect(404);
      await openBrowser(site.host).get(at('/doors-log')).expect(303);
    });

    it('are not found by another agency, and neither is its door', async () => {
      const { personId } = await handOver(site, door, { subject: 'walled' });
      const other = await buildDoor(site);
      const boss = openBrowser(site.host);
      await signIn(boss, other.boss, site.base);
      await join(await identityOf(personId), { email: other.boss.email, reason: REASON }, boss).expect(404);
      const state = boss.post(at(`/organisation/doors/${door.doorId}/state`)).type('form');
      await state.send({ state: 'shut' }).expect(404);
    });

    it('of an LMS that vouches for them have a role, never that of an administrator, and no address that somebody has', async () => {
      const lti = await buildDoor(site, { kind: 'lti' });
      const word = { kind: 'lti' as const, issuer: 'https://lms.example', subject: 'u1', isAsserted: false };
      const taken = await buildOfficer(site.app);
      const roles = ['administrator', 'instructor', 'officer'] as const;
      const { personId } = await handOver(site, lti, { ...word, email: taken.email, roles });
      const actor = await site.app.people.doors.actorOf(null, personId, lti.agencyId);
      expect(actor).to.deep.include({ roles: ['officer', 'instructor'], email: null, name: 'Al Moss' });
      await handOver(site, lti, { ...word, familyName: 'Moss-Hale', roles: ['officer'] });
      expect(await site.app.people.doors.actorOf(null, personId, lti.agencyId)).to.deep.include({
        roles: ['officer'],
        name: 'Al Moss-Hale',
      });
      const elsewhere = await buildDoor(site, { kind: 'lti' });
      const same = await handOver(site, elsewhere, { ...word, familyName: 'Imposter' });
      expect(same.personId, 'an issuer that two agencies name is two issuers').to.not.equal(personId);
    });

    it('are one person however many first visits meet', async () => {
      const named = { subject: 'at-once', familyName: 'Atonce' };
      const all = await Promise.all([1, 2, 3, 4].map(() => handOver(site, door, named)));
      expect(new Set(all.map(({ personId }) => personId)).size).to.equal(1);
      const made = (await rows<{ family_name: string }>('people')).filter((row) => row.family_name === 'Atonce');
      expect(made).to.have.length(1);
    });

    it('are kept out when the account is closed', async () => {
      const officer = await buildOfficer(site.app, { agencyId: door.agencyId });
      const { personId } = await handOver(site, door, { subject: 'leaver' });
      const { code } = await handOver(site, door, { subject: 'leaver' });
      await join(await identityOf(personId), { email: officer.email, reason: REASON }).expect(303);
      const entry = await entered(site, door, code);
      await site.app.platform.database.write(async (tx) => {
        const actor = await actorFor(site.app, door.boss);
        await site.app.people.staff.leave(tx, actor, officer.id);
      });
      expect((await launchBy(site, entry).expect(403)).body).to.include({ code: 'ACCOUNT_CLOSED' });
    });

    it('stay out when they have left the agency, whatever their LMS says', async () => {
      const word = { kind: 'lti' as const, issuer: 'https://lms.example', subject: 'gone', isAsserted: false };
      const { personId } = await handOver(site, door, word);
      await site.app.platform.database.write(async (tx) => {
        await site.app.people.staff.leave(tx, await actorFor(site.app, door.boss), personId);
      });
      expect(await codeOf(handOver(site, door, word))).to.equal('ACCOUNT_CLOSED');
    });

    async function rows<Row extends object>(table: string): Promise<Row[]> {
      const { sequelize, tablePrefix } = site.app.platform.database;
      const [found] = await sequelize.query(`SELECT * FROM ${tablePrefix}${table} ORDER BY id`);
      return found as Row[];
    }
  });
});
