import { expect } from 'chai';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { newContext } from '../support/browser.ts';
import { lookAt } from '../support/look-at.ts';
import { startSite, type Site, type SitePerson } from '../support/site.ts';
import { trainingRows, type TrainingRows } from '../support/training-rows.ts';

const SCHOOLS = ['Cedar Grove Middle', 'Harlow High', 'Pine Ridge Elementary', 'Dunmore High', 'Wexley Middle'];

describe('a day of a supervisor', function () {
  this.timeout(240_000);

  let site: Site;
  let rows: TrainingRows;
  let supervisor: SitePerson;
  const officers: string[] = [];
  const schools: string[] = [];

  before(async () => {
    site = await startSite();
    rows = trainingRows(site.app.platform.database);
    const { agencyId } = site;
    supervisor = await site.addPerson({ roles: ['supervisor'] });
    const district = await site.app.agencies.createDistrict({
      name: 'Harlow County schools',
      timeZone: 'America/Chicago',
      state: 'TX',
    });
    for (const name of SCHOOLS) schools.push((await site.app.agencies.createSchool(district.id, { name })).id);
    const courseId = await rows.course(agencyId, { title: 'Search and seizure on school grounds' });
    const assignmentId = await rows.assignment(agencyId, courseId);
    for (let number = 0; number < 60; number += 1) {
      const personId = await rows.person({
        given_name: 'Officer',
        family_name: `Number ${String(number).padStart(2, '0')}`,
      });
      await rows.member(personId, agencyId);
      officers.push(personId);
      const isDone = number !== 3;
      const done = { outcome: 'complete', completed_on: '2026-03-01', expires_on: '2028-03-01' };
      const enrollmentId = await rows.enrollment(
        { agencyId, personId, assignmentId, courseId },
        isDone ? done : { outcome: 'in-progress', due_on: '2026-04-01', rule_due_on: '2026-04-01' },
      );
      if (isDone) await rows.verdict({ agencyId, personId, courseId, assignmentId, enrollmentId });
      const school = schools[number];
      if (school === undefined) continue;
      const isGone = number === 4;
      await rows.placement(agencyId, personId, school, isGone ? { ends_on: '2026-11-09' } : {});
      if (isDone) await rows.selection(agencyId, personId);
      const soon = new Date(Date.now() + (number + 1) * 20 * 86_400_000).toISOString().slice(0, 10);
      await rows.certificate(agencyId, personId, courseId, { expires_on: soon });
    }
    await rows.correction(agencyId, officers[3] ?? '', courseId);
    await rows.exemption(agencyId, officers[3] ?? '');
    const partner = await rows.person({ rank: '', given_name: 'Anne', family_name: 'Holt' });
    await rows.member(partner, agencyId, { role: 'partner' });
    const officerId = officers[0] ?? '';
    const audience = JSON.stringify({ kind: 'pairs', pairs: [{ officerId, partnerId: partner }] });
    const pairId = await rows.assignment(agencyId, courseId, { audience });
    const done = { outcome: 'complete', completed_on: '2026-03-01', expires_on: '2028-03-01' };
    const paired = { agencyId, assignmentId: pairId, courseId };
    const enrollmentId = await rows.enrollment({ ...paired, personId: officerId }, done);
    await rows.verdict({ ...paired, personId: officerId, enrollmentId });
    await rows.enrollment({ ...paired, personId: partner }, { paired_with: officerId });
  });
  after(() => site.remove());

  for (const phone of [false, true]) {
    const size = phone ? 'phone' : 'desktop';

    /** Signed in, with a look at the pages of this size. */
    async function open() {
      const page = await (await newContext({ phone })).newPage();
      await site.signIn(page, supervisor);
      return { page, look: (name: string): Promise<void> => lookAt(page, `${name}-${size}`) };
    }

    it(`sees who is trained and finds out why one is not (${size})`, async () => {
      const { page, look } = await open();
      await page.goto(`${site.base}/overview`);
      await page.getByRole('heading', { name: '3 of 5 schools have a trained officer.' }).waitFor();
      await look('overview');
      await page.getByRole('link', { name: 'An officer is overdue', exact: true }).click();
      await look('officers-overdue');
      await page.getByRole('link', { name: 'Dep. Officer Number 03' }).click();
      await page.getByRole('heading', { name: 'Corrections' }).waitFor();
      await look('officer');
      await page.context().close();
    });

    it(`compares schools and finds what one of them misses (${size})`, async () => {
      const { page, look } = await open();
      await page.goto(`${site.base}/overview`);
      await page.getByRole('link', { name: 'Dunmore High: officer not ready yet' }).click();
      await page.getByText('Selection for this post is not recorded.').waitFor();
      await look('school');
      await page.goto(`${site.base}/schools?show=none`);
      await page.getByRole('link', { name: 'Wexley Middle' }).waitFor();
      await look('schools');
      await page.context().close();
    });

    it(`reads lists, the status of a past day and pairs (${size})`, async () => {
      const { page, look } = await open();
      await page.goto(`${site.base}/officers?page=2`);
      await look('officers');
      await page.goto(`${site.base}/reports?on=2026-02-15`);
      await page.getByText('As of the end of Feb 15, 2026').waitFor();
      await look('reports');
      await page.goto(`${site.base}/reports/pairs`);
      await page.getByRole('link', { name: 'Anne Holt' }).waitFor();
      await look('pairs');
      await page.context().close();
    });
  }

  it('prints the training status: agency and day on each sheet, pages numbered', async () => {
    const context = await newContext();
    const page = await context.newPage();
    await site.signIn(page, supervisor);
    await page.goto(`${site.base}/reports`);
    await page.getByRole('link', { name: 'Print' }).click();
    const pdf = await page.pdf({ format: 'Letter' });
    const document = await getDocument({ data: new Uint8Array(pdf) }).promise;
    expect(document.numPages).to.be.above(1);
    for (let number = 1; number <= document.numPages; number += 1) {
      const { items } = await (await document.getPage(number)).getTextContent();
      const text = items
        .map((item) => ('str' in item ? item.str : ''))
        .join(' ')
        .replaceAll(/\s+/g, ' ');
      expect(text).to.contain('training status as of').and.to.contain(`Page ${number} of ${document.numPages}`);
    }
    const { items } = await (await document.getPage(document.numPages)).getTextContent();
    expect(items.map((item) => ('str' in item ? item.str : '')).join(' ')).to.contain('Number 59');
    await context.close();
  });
});
