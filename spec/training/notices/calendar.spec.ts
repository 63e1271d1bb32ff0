import { expect } from 'chai';
import { writeFile } from 'node:fs/promises';
import ICAL from 'ical.js';
import { newId } from '../../../server/platform/index.ts';
import { forEachDatabase, scratchPath } from '../../support/databases.ts';
import { openOfficerSite, type OfficerSite, type SiteOfficer } from '../../support/officer-site.ts';
import { openBrowser } from '../../support/people.ts';
import { scorm12Package } from '../../support/sco-packages.ts';

async function enroll(
  site: OfficerSite,
  officer: SiteOfficer,
  row: Record<string, unknown>,
): Promise<{ id: string; courseId: string }> {
  const file = await scratchPath('course.zip');
  await writeFile(file, await scorm12Package('Search; seizure, and more', [{ id: 'm1', title: 'One' }]));
  const { courseId } = await site.app.packages.install(file);
  const [assignment, id] = [newId(), newId()];
  const now = site.clock.now();
  await site.insert('assignments', {
    id: assignment,
    agency_id: officer.agencyId,
    title: 'Assigned',
    course_id: courseId,
    audience: '{}',
    due: '{}',
    policy: '{}',
    renewal_months: 12,
    created_by: officer.id,
    created_at: now,
  });
  await site.insert('enrollments', {
    id,
    agency_id: officer.agencyId,
    assignment_id: assignment,
    person_id: officer.id,
    course_id: courseId,
    cycle: 1,
    position: 1,
    assigned_on: '2026-01-05',
    outcome: 'not-started',
    reasons: '[]',
    created_at: now,
    updated_at: now,
    ...row,
  });
  return { id, courseId };
}

async function makeAddress({ browser }: SiteOfficer): Promise<string> {
  const page = (await browser.post('/notices/calendar').expect(200)).text;
  const [, path] = /http:\/\/localhost:8080(\/calendar\/[\w-]{43}\.ics)/.exec(page) ?? [];
  if (path === undefined) throw new Error('The page shows no address.');
  return path;
}

const eventsOf = (text: string) =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((part) => new ICAL.Event(part));

forEachDatabase((make) => {
  describe('the calendar', () => {
    let site: OfficerSite;
    let officer: SiteOfficer;
    before(async () => {
      site = await openOfficerSite(await make());
      officer = await site.person('officer');
    });

    it('shows due days and last days as whole days, with stable UIDs and links, to who has the address', async () => {
      const due = await enroll(site, officer, { due_on: '2027-03-14' });
      const done = await enroll(site, officer, {
        outcome: 'complete',
        completed_on: '2026-01-09',
        expires_on: '2027-01-09',
        due_on: '2026-02-01',
      });
      await enroll(site, officer, { due_on: '2027-03-14', closed_at: new Date() });
      await enroll(site, officer, { due_on: '2027-03-14', outcome: 'waived' });
      const path = await makeAddress(officer);
      const answer = await openBrowser(site.host).get(path).expect(200);
      expect(answer.headers['content-type']).to.contain('text/calendar');
      expect(answer.headers['set-cookie']).to.equal(undefined);
      const events = eventsOf(answer.text).map(({ uid, summary, startDate, component }) => ({
        uid,
        summary,
        day: startDate.toString(),
        isDate: startDate.isDate,
        url: component.getFirstPropertyValue('url'),
      }));
      expect(events).to.deep.equal([
        {
          uid: `${due.id}-due@localhost:8080`,
          summary: 'Due: Search; seizure, and more',
          day: '2027-03-14',
          isDate: true,
          url: `http://localhost:8080/courses/${due.courseId}`,
        },
        {
          uid: `${done.id}-expires@localhost:8080`,
          summary: 'Valid until today: Search; seizure, and more',
          day: '2027-01-09',
          isDate: true,
          url: `http://localhost:8080/courses/${done.courseId}?renew=1`,
        },
      ]);
      const again = eventsOf((await openBrowser(site.host).get(path)).text).map(({ uid }) => uid);
      expect(again).to.deep.equal(events.map(({ uid }) => uid));
    });

    it('stores only the hash of its address', async () => {
      const path = await makeAddress(officer);
      const rows = JSON.stringify(await site.rows('SELECT * FROM ~calendar_feeds'));
      expect(rows).not.to.contain(path.slice('/calendar/'.length, -'.ics'.length));
      expect((await officer.browser.get('/notices')).text).not.to.contain(path);
    });

    it('ends with a new address, by its owner, and with the membership', async () => {
      const first = await makeAddress(officer);
      const second = await makeAddress(officer);
      await openBrowser(site.host).get(first).expect(404);
      await openBrowser(site.host).get(second).expect(200);
      await officer.browser.post('/notices/calendar/end').expect(303);
      await openBrowser(site.host).get(second).expect(404);
      const leaver = await site.person('officer');
      const path = await makeAddress(leaver);
      await site.change(`UPDATE ~memberships SET ended_at = '2026-11-01 00:00:00' WHERE person_id = '${leaver.id}'`);
      await openBrowser(site.host).get(path).expect(404);
    });

    it('refuses who asks too often, for known and for unknown addresses', async () => {
      const other = await site.person('officer');
      const path = await makeAddress(other);
      const browser = openBrowser(site.host);
      for (let at = 0; at < 60; at += 1) await browser.get(path).expect(200);
      await browser.get(path).expect(429);
      let last = 0;
      for (let at = 0; at < 31; at += 1) last = (await browser.get(`/calendar/${newId()}.ics`)).status;
      expect(last).to.equal(429);
    });

    it('is made by who is signed in, on this site', async () => {
      await openBrowser(site.host).post('/notices/calendar').expect(401);
      await officer.browser.post('/notices/calendar').set('sec-fetch-site', 'cross-site').expect(403);
    });
  });
});
