import { expect } from 'chai';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { newContext } from '../support/browser.ts';
import { scratchPath } from '../support/databases.ts';
import { startSite, type Site, type SitePerson } from '../support/site.ts';
import { packageZip, SHARED_PACKAGES } from '../support/zips.ts';

describe('an instructor uploads a package', function () {
  this.timeout(120_000);
  let site: Site;
  let instructor: SitePerson;
  let page: Page;

  before(async () => {
    site = await startSite({ mount: '/lms' });
    instructor = await site.addPerson({ roles: ['instructor'] });
  });
  beforeEach(async () => {
    page = await (await newContext()).newPage();
    await site.signIn(page, instructor);
    await page.goto(`${site.base}/author/import`);
  });
  afterEach(() => page.context().close());
  after(() => site?.remove());

  async function choose(name: string, zip: Uint8Array): Promise<void> {
    const path = await scratchPath(name);
    await writeFile(path, zip);
    await page.setInputFiles('input[type=file]', path);
  }

  it('sees what was found, publishes it, and finds it in the catalog', async () => {
    await choose('front-desk.zip', packageZip({ title: 'Front desk', files: ['lost.png'] }));
    await page.click('button[data-send]');
    await page.waitForURL('**/author/versions/*');
    expect(await page.textContent('main'))
      .to.include('SCORM 1.2')
      .and.to.include('lost.png');
    await page.click('button:text-is("Publish")');
    await page.waitForURL(/done=published/);
    await page.click('nav[aria-label="Main"] >> text=Catalog');
    expect(await page.textContent('main')).to.include('Front desk');
  });

  it('reads every fault of a refused package beside the form and can choose another', async () => {
    await choose('bad.zip', packageZip({ title: 'Bad', extra: [{ name: '../evil.txt' }, { name: '/evil.txt' }] }));
    await page.click('button[data-send]');
    await page.waitForSelector('[data-problem]:not([hidden])');
    expect(await page.textContent('[data-problem]')).to.include('2 things are wrong');
    expect(await page.locator('[data-findings] li').count()).to.equal(2);
    await choose('good.zip', packageZip({ title: 'Good after all' }));
    await page.click('button[data-send]');
    await page.waitForURL('**/author/versions/*');
  });

  it('sees percent and bytes while a slow line carries the file, and can cancel', async () => {
    const session = await page.context().newCDPSession(page);
    const conditions = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 200_000 };
    await session.send('Network.emulateNetworkConditions', conditions);
    const noise = Buffer.from(Array.from({ length: 2_000_000 }, (_, at) => (at * at * 31) >> 5));
    await choose('slow.zip', packageZip({ title: 'Slow', extra: [{ name: 'map.png', data: noise, method: 0 }] }));
    await page.click('button[data-send]');
    await page.waitForFunction(() => /[1-9]\d* %/.test(document.querySelector('[data-bytes]')?.textContent ?? ''));
    expect(await page.textContent('[data-bytes]')).to.match(/^[\d.]+ [KM]B of 1\.9 MB, \d+ %$/);
    await page.click('button[data-cancel]');
    await page.waitForSelector('[data-upload]', { state: 'hidden' });
    const kept = await site.rows('SELECT id FROM sb_course_versions WHERE source_name LIKE ?', ['%slow.zip']);
    expect(kept).to.deep.equal([]);
  });

  it('gets the same report when no script runs', async () => {
    const context = await page.context().browser()?.newContext({ javaScriptEnabled: false });
    if (!context) throw new Error('There is no browser.');
    const plain = await context.newPage();
    await site.signIn(plain, instructor);
    await plain.goto(`${site.base}/author/import`);
    const path = await scratchPath('plain.zip');
    await writeFile(path, packageZip({ title: 'Plain' }));
    await plain.setInputFiles('input[type=file]', path);
    await plain.click('button[data-send]');
    await plain.waitForURL('**/author/versions/*?done=found');
    await context.close();
  });

  it('uploads a package of another maker', async function () {
    const path = join(SHARED_PACKAGES, 'packages/golf2004_3rd_SeqSimpleRemediation.zip');
    if (!existsSync(path)) this.skip();
    await page.setInputFiles('input[type=file]', path);
    await page.click('button[data-send]');
    await page.waitForURL('**/author/versions/*');
    expect(await page.textContent('main')).to.include('SCORM 2004 3rd Edition');
  });
});
