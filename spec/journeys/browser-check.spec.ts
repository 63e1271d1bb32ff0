import { expect } from 'chai';
import type { BrowserContext, Page } from 'playwright-core';
import { closeSharedBrowser, newContext } from '../support/browser.ts';
import { CHECK_WORDS } from '../../static/scripts/reports/check-words.ts';
import { startSite, type Site } from '../support/site.ts';

describe('the browser check on the help page', function () {
  this.timeout(240_000);

  let site: Site;
  let context: BrowserContext;
  before(async () => {
    site = await startSite();
  });
  after(async () => {
    await closeSharedBrowser();
    await site.remove();
  });
  beforeEach(async () => {
    context = await newContext();
  });
  afterEach(() => context.close());

  const verdict = async (page: Page): Promise<string> => {
    const line = page.locator('#verdict', { hasText: /can play|did not pass/ });
    await line.waitFor();
    return line.innerText();
  };

  it('says that this browser can play courses, without signing in', async () => {
    const page = await context.newPage();
    await page.goto(`${site.base}/help`);
    expect(await verdict(page)).to.equal('This browser can play courses.');
    expect(await page.innerText('[data-check=content]')).to.contain(`Opens from ${site.contentOrigin}.`);
  });

  it('names the address of the content when a filter blocks it', async () => {
    const page = await context.newPage();
    await page.route(`${site.contentOrigin}/**`, (request) => request.abort());
    await page.clock.install();
    await page.goto(`${site.base}/help`);
    await page.clock.fastForward(30_000);
    expect(await verdict(page)).to.contain('One check did not pass.');
    expect(await page.innerText('[data-check=content]')).to.contain(`${site.contentOrigin} does not answer.`);
  });

  it('says what to do when nothing can be kept on the device', async () => {
    const page = await context.newPage();
    await page.addInitScript(() => {
      indexedDB.open = () => {
        throw new DOMException('storage is off', 'SecurityError');
      };
    });
    await page.goto(`${site.base}/help`);
    expect(await verdict(page)).to.contain('One check did not pass.');
    expect(await page.innerText('[data-check=storage]')).to.contain('Leave private browsing');
  });

  it('speaks Spanish on a Spanish page', async () => {
    const page = await context.newPage();
    await site.signIn(page, await site.addPerson({ roles: ['officer'] }));
    await page.goto(`${site.base}/account`);
    await page.check('input[name=locale][value=es]');
    await page.locator('form:has(input[name=locale]) button').first().click();
    await page.waitForLoadState();
    await page.goto(`${site.base}/help`);
    await page.getByText('Este navegador puede mostrar los cursos.').waitFor();
    const seen = await page.innerText('#checks');
    const english = Object.values(CHECK_WORDS).flatMap(([words]) => (/^[^{]+$/.test(words) ? [words] : []));
    expect(english.filter((words) => seen.includes(words))).to.deep.equal([]);
  });
});
