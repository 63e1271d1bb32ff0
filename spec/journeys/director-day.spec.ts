import { expect } from 'chai';
import { newContext } from '../support/browser.ts';
import { lookAt } from '../support/look-at.ts';
import { startSite, type Site, type SitePerson } from '../support/site.ts';
import { trainingRows } from '../support/training-rows.ts';

const PLACE = { timeZone: 'America/Chicago', state: 'TX' };

describe('a day of a director', function () {
  this.timeout(240_000);

  let site: Site;
  let director: SitePerson;
  let officers: string[];
  let schoolId: string;

  before(async () => {
    site = await startSite();
    const { agencies, platform } = site.app;
    const rows = trainingRows(platform.database);
    const district = await agencies.createDistrict({ name: 'Harlow County schools', ...PLACE });
    const far = await agencies.createDistrict({ name: 'Faraway schools', ...PLACE });
    const school = async (name: string, of = district.id): Promise<string> =>
      (await agencies.createSchool(of, { name })).id;
    const other = (await agencies.createAgency({ name: 'Dunmore Police', ...PLACE })).id;
    schoolId = await school('Cedar Grove Middle');
    const second = await school('Dunmore High');
    await school('Wexley Middle');
    const faraway = await school('Faraway High', far.id);
    officers = await Promise.all(
      [
        { agencyId: site.agencyId, family_name: 'Reyes', at: schoolId },
        { agencyId: other, family_name: 'Okafor', at: second },
        { agencyId: other, family_name: 'Hidden', at: faraway },
        { agencyId: site.agencyId, family_name: 'Unplaced', at: null },
      ].map(async ({ agencyId, family_name, at }) => {
        const personId = await rows.person({ family_name });
        await rows.member(personId, agencyId);
        const courseId = await rows.course(agencyId, { title: 'Private course of an agency' });
        const assignmentId = await rows.assignment(agencyId, courseId);
        const done = { outcome: 'complete', completed_on: '2026-03-01', expires_on: '2099-03-01' };
        await rows.enrollment({ agencyId, personId, assignmentId, courseId }, family_name === 'Reyes' ? done : {});
        if (at !== null) await rows.placement(agencyId, personId, at);
        await rows.selection(agencyId, personId);
        return personId;
      }),
    );
    director = await site.addPerson({ roles: ['director'], agencyId: district.id });
  });
  after(() => site?.remove());

  for (const phone of [false, true]) {
    const size = phone ? 'phone' : 'desktop';

    it(`sees the officers that two agencies placed at the schools, and nothing else (${size})`, async () => {
      const page = await (await newContext({ phone })).newPage();
      await site.signIn(page, director);
      await page.goto(`${site.base}/`);
      await page.waitForURL('**/district');
      await page.getByRole('heading', { name: '1 of 3 schools has a trained officer.' }).waitFor();
      const seen = await page.innerText('main');
      for (const name of ['Reyes', 'Okafor', 'Dunmore Police']) expect(seen).to.contain(name);
      await lookAt(page, `district-${size}`);
      await page.goto(`${site.base}/schools/${schoolId}`);
      const all = seen + (await page.innerText('main'));
      for (const name of ['Hidden', 'Unplaced', 'Faraway', 'Private course', '@']) expect(all).not.to.contain(name);
      expect(await page.locator('a[href*="/officers"]').count()).to.equal(0);
      const closed = ['/overview', '/officers', `/officers/${officers[0]}`, '/reports', '/reports.csv', '/assignments'];
      for (const path of closed) expect((await page.request.get(site.base + path)).status(), path).to.equal(403);
      await page.context().close();
    });
  }
});
