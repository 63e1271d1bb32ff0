import { expect } from 'chai';
import { newContext } from '../support/browser.ts';
import { lookAt } from '../support/look-at.ts';
import { startSite, type Site, type SitePerson } from '../support/site.ts';

const HEAD = 'given_name,family_name,rank,email,school,placed_from';
const row = (at: number): string => `Officer,Number ${at},Dep.,o${at}@harlow.example,Harlow High,8/11/2026`;

describe('a supervisor brings a thousand officers in from a spreadsheet', function () {
  this.timeout(240_000);
  let site: Site;
  let supervisor: SitePerson;

  before(async () => {
    site = await startSite();
    supervisor = await site.addPerson({ roles: ['supervisor'] });
    const { agencies } = site.app;
    const district = await agencies.createDistrict({ name: 'Harlow', timeZone: 'America/Chicago', state: 'TX' });
    await agencies.createSchool(district.id, { name: 'Harlow High' });
    await agencies.serveDistrict(site.agencyId, district.id);
  });
  after(() => site?.remove());

  for (const phone of [false, true]) {
    const size = phone ? 'phone' : 'desk';

    it(`corrects what is wrong, imports, places and selects one of them (${size})`, async () => {
      const page = await (await newContext({ phone })).newPage();
      await site.signIn(page, supervisor);
      await page.goto(`${site.base}/officers/import`);
      await lookAt(page, `${size}-form`);
      const from = phone ? 1000 : 0;
      const rows = Array.from({ length: 1000 }, (_, at) => row(from + at));
      const wrong = rows.with(4, rows[4]?.replace('Harlow High', 'Harlow Hihg') ?? '').with(7, ',,,nobody,,');
      const file = (lines: readonly string[]) => ({
        name: 'officers.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from([HEAD, ...lines].join('\r\n')),
      });
      await page.setInputFiles('#file', file(wrong));
      await page.click('button:text-is("Check the list")');
      await page.waitForURL('**/officers/import/*');
      expect(await page.textContent('main'))
        .to.include('Import 998 people')
        .and.include('no school of this name');
      await lookAt(page, `${size}-errors`);

      await page.click('text=Check another list');
      await page.setInputFiles('#file', file(rows));
      await page.click('button:text-is("Check the list")');
      await page.click('button:text-is("Import 1,000 people")');
      await page.waitForSelector('text=1,000 people are imported', { timeout: 120_000 });
      await lookAt(page, `${size}-done`);

      const officer = await site.app.people.accounts.byEmail(`o${from}@harlow.example`);
      await page.goto(`${site.base}/officers/${officer?.id}/placements`);
      expect(await page.textContent('main')).to.include('Harlow High');
      await lookAt(page, `${size}-placements`);
      await page.click('nav[aria-label="Pages of this officer"] >> text=Selection');
      await page.selectOption('#schoolId', { label: 'Harlow High' });
      await page.fill('#yearsOfService', '6');
      await page.fill('#record', 'None');
      await page.fill('#interviewedWith', 'Dr. Ortiz, principal');
      await page.fill('#reason', 'Wants to work with young people.');
      await page.selectOption('#decision', 'selected');
      await page.click('button:text-is("Put the decision on record")');
      await page.waitForURL(/notice=decided/);
      await lookAt(page, `${size}-selection`);

      await page.click('nav[aria-label="Pages of this officer"] >> text=Left the agency');
      expect(await page.textContent('main')).to.include('Placements end today: Harlow High');
      await lookAt(page, `${size}-leave`);
      await page.click('main form button');
      await page.waitForURL(/notice=left/);
      expect(await page.textContent('main')).to.include('The record stays.');
      await lookAt(page, `${size}-left`);
      await page.context().close();
    });
  }

  it('keeps districts and schools as an administrator', async () => {
    for (const phone of [false, true]) {
      const administrator = await site.addPerson({ roles: ['administrator'] });
      const page = await (await newContext({ phone })).newPage();
      await site.signIn(page, administrator);
      await page.goto(`${site.base}/admin/organisations`);
      await page.fill('#district-name', `Wexley ${phone ? 'east' : 'west'}`);
      await page.fill('#district-state', 'TX');
      await page.click('button:text-is("Make the district")');
      await page.waitForURL(/notice=district/);
      await lookAt(page, `${phone ? 'phone' : 'desk'}-organisations`);
      await page.context().close();
    }
  });
});
