import { expect } from 'chai';
import { QueryTypes } from 'sequelize';
import { newId } from '../../server/platform/index.ts';
import { forEachDatabase } from '../support/databases.ts';
import { commitOf, launched, openLaunchSite, type LaunchPerson, type LaunchSite } from '../support/launch-site.ts';
import { buildPerson, openBrowser, signIn, type Browser } from '../support/people.ts';

const WORDS = 'a place that only this officer knows';
const REASON = 'Asked for by letter of 3 November, state records rule 7.';

forEachDatabase((make) => {
  describe('retention and forgetting', () => {
    let site: LaunchSite;
    let admin: Browser;
    let agencyId: string;
    before(async () => {
      site = await openLaunchSite(await make());
      admin = openBrowser(site.host);
      const account = await buildPerson(site.app, { roles: ['administrator'] });
      agencyId = account.agencyId;
      await signIn(admin, account, site.base);
    });

    const rows = <Row extends object>(sql: string, replacements: Record<string, unknown> = {}): Promise<Row[]> => {
      const { sequelize, tablePrefix } = site.app.platform.database;
      return sequelize.query<Row>(sql.replaceAll('@', tablePrefix), { replacements, type: QueryTypes.SELECT });
    };
    const change = (sql: string, replacements: Record<string, unknown>): Promise<unknown> => {
      const { database } = site.app.platform;
      return database.write((transaction) =>
        database.sequelize.query(sql.replaceAll('@', database.tablePrefix), { replacements, transaction }),
      );
    };
    /** An officer of the administrator's agency who has committed something. */
    async function worker(): Promise<LaunchPerson> {
      const person = await buildPerson(site.app, { roles: ['officer'], agencyId });
      const browser = openBrowser(site.host, { accept: 'application/json' });
      await signIn(browser, person, site.base);
      const started = await browser.post(`${site.base}/courses/${site.courseId}/start`).expect(303);
      const registration = String(started.headers['location']).split('/').at(-1) ?? '';
      const officer = { person, browser, registration };
      const { launchId, token } = await launched(site, officer);
      const cmi = { 'cmi.core.lesson_location': WORDS, 'cmi.core.lesson_status': 'passed', 'cmi.core.score.raw': '90' };
      await browser
        .post(`${site.base}/launches/${launchId}/commits`)
        .set('authorization', `Bearer ${token}`)
        .send(commitOf(1, cmi))
        .expect(200);
      return officer;
    }
    const everyText = async (): Promise<string> =>
      JSON.stringify([
        await rows('SELECT location, cmi_json FROM @sco_tracks'),
        await rows('SELECT given_name, family_name, email FROM @people'),
        await rows('SELECT reason, revoked_reason FROM @exemptions'),
      ]);
    const forget = (id: string, typed: string) =>
      admin.post(`${site.base}/admin/people/${id}/anonymise`).type('form').send({ reason: REASON, typed });

    it('forgets words and name, keeps outcome and hashes, and the chain still holds', async () => {
      const { person, browser } = await worker();
      const taken = { id: newId(), agencyId, personId: person.id, words: WORDS, at: new Date() };
      await change(
        `INSERT INTO @exemptions (id, agency_id, person_id, kind, ground, reason, starts_on, granted_by, created_at,
           revoked_at, revoked_by, revoked_reason)
         VALUES (:id, :agencyId, :personId, 'exemption', 'leave', :words, '2026-01-01', :personId, :at,
           :at, :personId, :words)`,
        taken,
      );
      expect(await everyText())
        .to.contain(WORDS)
        .and.contain(person.email);
      const shown = await admin.get(`${site.base}/admin/people/${person.id}/anonymise`).expect(200);
      expect(shown.text).to.contain('This cannot be taken back.');
      await forget(person.id, 'somebody else').expect(422);
      await forget(person.id, `Dep. ${person.name}`).expect(303);
      expect(await everyText())
        .to.not.contain(WORDS)
        .and.not.contain(person.email);
      const [commit] = await rows<{ payload: Buffer | null; payload_sha256: string; erased: number }>(
        `SELECT c.payload, c.payload_sha256 FROM @commits c JOIN @attempts a ON a.id = c.attempt_id
         JOIN @registrations r ON r.id = a.registration_id WHERE r.person_id = :id`,
        { id: person.id },
      );
      expect(commit?.payload).to.equal(null);
      expect(commit?.payload_sha256).to.match(/^[0-9a-f]{64}$/);
      const [track] = await rows(
        `SELECT t.success, t.score_raw FROM @sco_tracks t JOIN @attempts a ON a.id = t.attempt_id
         JOIN @registrations r ON r.id = a.registration_id WHERE r.person_id = :id AND t.sco_id = 'one'`,
        { id: person.id },
      );
      expect(track).to.deep.equal({ success: 'passed', score_raw: 90 });
      expect((await site.app.attempts.verify()).faults).to.deep.equal([]);
      await browser.get(`${site.base}/my`).expect(401);
      await site.app.attempts.rebuild();
      expect(await everyText()).to.not.contain(WORDS);
    });

    it('erases nothing of whom a hold names until it is lifted', async () => {
      const { person } = await worker();
      const hold = (email: string) =>
        admin
          .post(`${site.base}/admin/retention/holds`)
          .type('form')
          .send({ email, reason: 'Case 26-118, county court.' });
      await hold('nobody@elsewhere.example').expect(404);
      await hold(person.email).expect(303);
      const refused = await forget(person.id, `Dep. ${person.name}`).expect(409);
      expect(refused.text).to.contain('Case 26-118');
      expect(await everyText()).to.contain(person.email);
      const [row] = await rows<{ id: string }>('SELECT id FROM @legal_holds WHERE person_id = :id', { id: person.id });
      const lift = (reason: string) =>
        admin.post(`${site.base}/admin/retention/holds/${row?.id}/lift`).type('form').send({ reason });
      await lift('').expect(422);
      await lift('Case closed, says county counsel.').expect(303);
      await lift('Case closed, says county counsel.').expect(404);
      await forget(person.id, `Dep. ${person.name}`).expect(303);
    });

    it('erases what is older than the agency keeps, and nobody who is still there or on hold', async () => {
      const [gone, held, here] = [await worker(), await worker(), await worker()];
      const left = new Date('2014-01-02T00:00:00Z');
      for (const { person } of [gone, held]) {
        await change('UPDATE @memberships SET ended_at = :left WHERE person_id = :id', { left, id: person.id });
      }
      const placed = { id: newId(), agencyId, personId: held.person.id, at: left };
      await change(
        `INSERT INTO @legal_holds (id, agency_id, person_id, reason, placed_by, placed_at)
         VALUES (:id, :agencyId, :personId, 'Case 26-119', :personId, :at)`,
        placed,
      );
      const { retention } = site.app.training;
      expect(await retention.sweep()).to.equal(0);
      const rule = (months: string) => admin.post(`${site.base}/admin/retention/rule`).type('form').send({ months });
      await rule('3').expect(422);
      await rule('120').expect(303);
      expect(await retention.sweep()).to.equal(1);
      expect(await retention.sweep(), 'once').to.equal(0);
      const kept = await rows<{ person_id: string }>(
        `SELECT DISTINCT r.person_id FROM @commits c JOIN @attempts a ON a.id = c.attempt_id
         JOIN @registrations r ON r.id = a.registration_id WHERE c.payload IS NOT NULL`,
      );
      const ids = kept.map((row) => row.person_id);
      expect(ids).to.include.members([held.person.id, here.person.id]).and.not.include(gone.person.id);
    });

    it('belongs to administrators, who find nobody of another agency', async () => {
      const { person, browser } = await worker();
      await browser.get(`${site.base}/admin/retention`).expect(403);
      await browser.get(`${site.base}/admin/people/${person.id}/anonymise`).expect(403);
      const other = await site.app.agencies.createAgency({ name: 'Dunmore Police', timeZone: 'UTC', state: 'AL' });
      const stranger = openBrowser(site.host);
      const account = await buildPerson(site.app, { roles: ['administrator'], agencyId: other.id });
      await signIn(stranger, account, site.base);
      await stranger.get(`${site.base}/admin/people/${person.id}/anonymise`).expect(404);
      await stranger
        .post(`${site.base}/admin/people/${person.id}/anonymise`)
        .type('form')
        .send({ reason: REASON, typed: `Dep. ${person.name}` })
        .expect(404);
      expect((await stranger.get(`${site.base}/admin/retention`).expect(200)).text).to.not.contain('Case 26');
    });
  });
});
