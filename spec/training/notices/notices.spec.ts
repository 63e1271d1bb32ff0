import { expect } from 'chai';
import { writeFile } from 'node:fs/promises';
import { newId } from '../../../server/platform/index.ts';
import { OWN_POLICY } from '../../../server/training/judging/completion-input.ts';
import { forEachDatabase, scratchPath } from '../../support/databases.ts';
import { openOfficerSite, type OfficerSite, type SiteOfficer } from '../../support/officer-site.ts';
import { buildAgency, openBrowser } from '../../support/people.ts';
import { scorm12Package } from '../../support/sco-packages.ts';

const DAY = 86_400_000;

interface Enrollment {
  due_on: string | null;
  expires_on: string | null;
  completed_on: string | null;
  assigned_on: string;
  outcome: string;
  cycle: number;
  closed_at: Date | null;
  assignment_id: string;
}

async function addCourse({ app }: OfficerSite, title: string): Promise<string> {
  const file = await scratchPath('course.zip');
  await writeFile(file, await scorm12Package(title, [{ id: 'm1', title }]));
  return (await app.packages.install(file)).courseId;
}

async function enroll(
  site: OfficerSite,
  officer: SiteOfficer,
  courseId: string,
  change: Partial<Enrollment> = {},
): Promise<string> {
  const [assignment, id] = [newId(), newId()];
  const now = site.clock.now();
  const at = { created_at: now, ended_at: null };
  const rule = {
    title: 'Assigned',
    course_id: courseId,
    audience: JSON.stringify({ kind: 'officers' }),
    due: JSON.stringify({ kind: 'none' }),
    policy: JSON.stringify(OWN_POLICY),
    created_by: officer.id,
  };
  if (change.assignment_id === undefined) {
    await site.insert('assignments', {
      id: assignment,
      agency_id: officer.agencyId,
      renewal_months: 0,
      ...rule,
      ...at,
    });
  }
  await site.insert('enrollments', {
    id,
    agency_id: officer.agencyId,
    assignment_id: assignment,
    person_id: officer.id,
    course_id: courseId,
    cycle: 1,
    position: 1,
    assigned_on: '2026-01-05',
    rule_due_on: null,
    due_on: null,
    outcome: 'not-started',
    reasons: '[]',
    completed_on: null,
    expires_on: null,
    created_at: now,
    updated_at: now,
    closed_at: null,
    ...change,
  });
  return id;
}

/** The hourly round alone: the daily enrolling, told in its own specs, would mend the enrollments that are written here by hand. */
async function round({ app }: OfficerSite): Promise<void> {
  const { database, jobs } = app.platform;
  await database.write((tx) => jobs.enqueue(tx, 'notices.round', {}));
  await jobs.drain();
}

/** Mails to a person, the oldest first. */
const mailsTo = async (site: OfficerSite, { email }: SiteOfficer) =>
  (await site.mails()).filter((mail) => mail.includes(`To: ${email}`));
const told = async (site: OfficerSite, { id }: SiteOfficer) =>
  (await site.rows(`SELECT kind FROM ~notices WHERE person_id = '${id}' ORDER BY id`)).map(({ kind }) => kind);

forEachDatabase((make) => {
  describe('notices', () => {
    let site: OfficerSite;
    let courseId: string;
    beforeEach(async () => {
      site = await openOfficerSite(await make());
      courseId = await addCourse(site, 'Search and seizure');
    });

    it('come 60, 30 and 7 days before the last day and the day after it, each once, with a mail that opens the renewal', async () => {
      const officer = await site.person('officer');
      const valid = { outcome: 'complete', completed_on: '2026-01-29', expires_on: '2027-01-29' };
      await enroll(site, officer, courseId, valid);
      const days = ['11-29', '11-30', '12-01', '12-29', '12-30', '01-21', '01-22', '01-29', '01-30', '02-05'];
      for (const day of days) {
        const at = Date.parse(`${day < '11' ? 2027 : 2026}-${day}T16:42:00Z`);
        site.clock.goOn(at - site.clock.now().getTime());
        await round(site);
      }
      expect(await told(site, officer)).to.deep.equal(['expires-60', 'expires-30', 'expires-7', 'expired']);
      const mails = await mailsTo(site, officer);
      expect(mails).to.have.lengthOf(4);
      for (const mail of mails) expect(mail).to.contain(`http://localhost:8080/courses/${courseId}?renew=1`);
      expect(mails[0]).to.contain('Your training Search and seizure is valid until Jan 29, 2027.');
      expect(mails[3]).to.contain('expired on Jan 29, 2027');
    });

    it('tell of a due day, and of what is overdue on the day after it in the time zone of the agency', async () => {
      const officer = await site.person('officer');
      await enroll(site, officer, courseId, { due_on: '2026-11-23' });
      await round(site);
      expect(await told(site, officer)).to.deep.equal(['due-7']);
      // 23:30 in Chicago: the next day has begun in UTC, not there.
      site.clock.goOn(Date.parse('2026-11-24T05:30:00Z') - site.clock.now().getTime());
      await round(site);
      expect(await told(site, officer)).to.deep.equal(['due-7']);
      site.clock.goOn(3_600_000);
      await round(site);
      expect(await told(site, officer)).to.deep.equal(['due-7', 'overdue']);
      expect(await mailsTo(site, officer), 'no mail in the night').to.have.lengthOf(1);
      site.clock.goOn(8 * 3_600_000);
      await round(site);
      const [, overdue] = await mailsTo(site, officer);
      expect(overdue).to.contain('was due on Nov 23, 2026 and is overdue');
    });

    it('tell nothing of what is complete, closed, waived, renewed already, or of people who have left', async () => {
      const officer = await site.person('officer');
      const due = { due_on: '2026-11-25' };
      await enroll(site, officer, courseId, { ...due, outcome: 'complete' });
      await enroll(site, officer, courseId, { ...due, closed_at: new Date() });
      await enroll(site, officer, courseId, { ...due, outcome: 'waived' });
      const leaver = await site.person('officer');
      await enroll(site, leaver, courseId, due);
      await site.change(`UPDATE ~memberships SET ended_at = '2026-11-01 00:00:00' WHERE person_id = '${leaver.id}'`);
      await round(site);
      expect([await told(site, officer), await told(site, leaver)]).to.deep.equal([[], []]);
    });

    it('tell of a renewal by its own due day alone, and open it', async () => {
      const officer = await site.person('officer');
      await enroll(site, officer, courseId, {
        outcome: 'complete',
        completed_on: '2025-11-25',
        expires_on: '2026-11-25',
      });
      const [{ assignment_id: assignment } = {}] = await site.rows('SELECT assignment_id FROM ~enrollments');
      await site.insert('enrollments', {
        id: newId(),
        agency_id: officer.agencyId,
        assignment_id: assignment,
        person_id: officer.id,
        course_id: courseId,
        cycle: 2,
        position: 1,
        assigned_on: '2026-09-01',
        due_on: '2026-11-25',
        outcome: 'not-started',
        reasons: '[]',
        created_at: new Date(),
        updated_at: new Date(),
      });
      await round(site);
      expect(await told(site, officer)).to.deep.equal(['due-7']);
      const page = (await officer.browser.get('/notices').expect(200)).text;
      const [, id] = /notices\/([0-9a-z]{26})\/open/.exec(page) ?? [];
      await officer.browser.post(`/notices/${id}/open`).expect(303).expect('location', `/courses/${courseId}?renew=1`);
    });

    it('go out as one mail a day for each person', async () => {
      const officer = await site.person('officer');
      await enroll(site, officer, courseId, { due_on: '2026-11-25' });
      await enroll(site, officer, await addCourse(site, 'First bell'), {
        due_on: '2026-11-26',
        assigned_on: '2026-11-23',
      });
      await round(site);
      const [mail = '', ...others] = await mailsTo(site, officer);
      expect(others).to.deep.equal([]);
      expect(mail)
        .to.contain('2 notices about your training')
        .and.to.contain('First bell is assigned to you, due on Nov 26, 2026.');
      expect(mail).to.contain('Search and seizure is due on Nov 25, 2026, within a week.');
      await enroll(site, officer, await addCourse(site, 'Third course'), { due_on: '2026-11-25' });
      site.clock.goOn(2 * 3_600_000);
      await round(site);
      expect(await mailsTo(site, officer), 'the same day').to.have.lengthOf(1);
      site.clock.goOn(DAY);
      await round(site);
      expect((await mailsTo(site, officer))[1]).to.contain('Third course');
    });

    it('go out in the language of the person', async () => {
      const officer = await site.person('officer');
      await officer.browser
        .post('/account')
        .type('form')
        .send({ givenName: 'Ana', familyName: 'Ruiz', rank: '', theme: 'system', locale: 'es', mail: 'all' })
        .expect(303);
      await enroll(site, officer, courseId, { due_on: '2026-11-25' });
      await round(site);
      const [mail = ''] = await mailsTo(site, officer);
      expect(mail)
        .to.contain('Search and seizure vence el 25 nov 2026')
        .and.not.to.match(/is due|Open the course|You get this mail/);
    });

    it('go out by mail only when overdue where the person wants no other', async () => {
      const officer = await site.person('officer');
      await officer.browser
        .post('/account')
        .type('form')
        .send({ givenName: 'Ana', familyName: 'Ruiz', rank: '', theme: 'system', locale: 'en', mail: 'overdue' })
        .expect(303);
      await enroll(site, officer, courseId, { due_on: '2026-11-24' });
      await round(site);
      expect([await told(site, officer), await mailsTo(site, officer)]).to.deep.equal([['due-7'], []]);
      site.clock.goOn(2 * DAY);
      await round(site);
      const mails = await mailsTo(site, officer);
      expect(mails).to.have.lengthOf(1);
      expect(mails[0]).to.contain('overdue').and.not.to.contain('within a week');
    });

    it('tell of a decided claim, of a certificate once for an attempt, and of a correction', async () => {
      const officer = await site.person('officer');
      const supervisor = await site.person('supervisor');
      await officer.browser
        .post('/toolbox/academy')
        .type('form')
        .send({ parts: 'presence:1', proof: 'Basic academy 2016.' });
      const [{ id } = {}] = await site.rows('SELECT id FROM ~skill_claims');
      await supervisor.browser
        .post('/claims')
        .type('form')
        .send({ ids: id, decision: 'refused', note: 'Which one?' })
        .expect(303);
      const news = {
        agencyId: site.agencyId,
        personId: officer.id,
        courseId,
        enrollmentId: null,
        versionId: null,
        outcome: 'complete',
      };
      await site.app.platform.database.write(async (tx) => {
        for (const assignmentId of ['one', null]) {
          await site.app.platform.outbox.emit(tx, 'training.verdict-reached', {
            ...news,
            assignmentId,
            verdictId: newId(),
            attemptId: 'attempt',
          });
        }
        await site.app.platform.outbox.emit(tx, 'training.verdict-reached', {
          ...news,
          outcome: 'not-met',
          assignmentId: null,
          verdictId: newId(),
          attemptId: 'other',
        });
      });
      await site.insert('corrections', {
        id: newId(),
        agency_id: site.agencyId,
        person_id: officer.id,
        course_id: courseId,
        kind: 'completed',
        statement: 'On paper.',
        seen_by: 'Sgt. Okafor',
        happened_on: '2026-11-20',
        score: null,
        signed_by: supervisor.id,
        signer_name: 'Jordan Vance',
        engaged_ms: 0,
        signature: 'x',
        created_at: site.clock.now(),
      });
      await round(site);
      expect(
        (await told(site, officer)).toSorted((one, other) => String(one).localeCompare(String(other))),
      ).to.deep.equal(['certificate', 'claim-refused', 'correction']);
      const page = (await officer.browser.get('/notices')).text;
      expect(page).to.contain('Your claim is not approved: Presence. Which one?');
      expect(page).to.contain('Jordan Vance has recorded a correction for Search and seizure.');
    });

    it('are counted in the corner of every page until they are read, and stay with their owner', async () => {
      const officer = await site.person('officer');
      await openBrowser(site.host).get('/notices').expect(303);
      await enroll(site, officer, courseId, { due_on: '2026-11-25' });
      await enroll(site, officer, courseId, { due_on: '2026-11-26' });
      await round(site);
      expect((await officer.browser.get('/my')).text).to.match(/class="bell".*<b>2<\/b>/);
      const page = (await officer.browser.get('/notices').expect(200)).text;
      const [, id] = /notices\/([0-9a-z]{26})\/open/.exec(page) ?? [];
      const colleague = await site.person('officer');
      const stranger = await site.person('officer', (await buildAgency(site.app)).id);
      for (const { browser } of [colleague, stranger]) {
        expect((await browser.get('/notices').expect(200)).text).to.contain('No notices');
        await browser.post(`/notices/${id}/open`).expect(404);
        await browser.post('/notices/read').expect(303);
      }
      await officer.browser.post(`/notices/${id}/open`).set('sec-fetch-site', 'cross-site').expect(403);
      await officer.browser.post(`/notices/${id}/open`).expect(303).expect('location', `/courses/${courseId}`);
      expect((await officer.browser.get('/my')).text).to.match(/class="bell".*<b>1<\/b>/);
      await officer.browser.post('/notices/read').expect(303);
      expect((await officer.browser.get('/my')).text).not.to.match(/class="bell".*<b>/);
    });
  });
});
