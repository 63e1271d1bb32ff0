import { expect } from 'chai';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { startBrowser } from '../support/browser.ts';
import { hostileSco } from '../support/hostile-sco.ts';
import { openCourse } from '../support/player.ts';
import { scorm12Package } from '../support/sco-packages.ts';
import { startSite, type Site, type SitePerson } from '../support/site.ts';

describe('a hostile package', function () {
  this.timeout(120_000);
  let site: Site;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let officer: SitePerson;
  let outcome: Record<string, string>;
  const leaked: string[] = [];

  before(async () => {
    site = await startSite();
    browser = await startBrowser({ like: 'people' });
    context = await browser.newContext();
    const html = hostileSco(site.origin, '');
    const courseId = await site.addCourse(
      await scorm12Package('Hostile', [{ id: 'bad', title: 'Bad', html }], { 'worker.js': 'self.onfetch = () => {};' }),
    );
    officer = await site.addPerson({ roles: ['officer'] });
    page = await context.newPage();
    page.on('request', (request) => {
      if (request.url().includes('leak')) leaked.push(request.url());
    });
    await site.signIn(page, officer);
    await openCourse(page, site, courseId);
    const frame = page.frame({ name: 'sco' });
    await frame?.waitForFunction(() => 'attack' in window);
    await frame?.evaluate(() => (window as unknown as { attack(): Promise<unknown> }).attack());
    outcome = (await page
      .frame({ name: 'sco' })
      ?.evaluate(() => (window as unknown as { attempts: Record<string, string> }).attempts)) as Record<string, string>;
  });
  after(async () => {
    await browser?.close();
    await site?.remove();
  });

  const refused = [
    'read cookies of the page above',
    'read own cookies',
    'read the page above',
    'call the app with the session',
    'frame the app',
    'register a service worker',
    'open a window',
    'send data out by fetch',
    'send data out by image',
    'navigate the top page',
    'read the launch token',
  ];
  for (const name of refused) {
    it(`cannot ${name}`, () => {
      expect(outcome[name], name).to.match(/^refused/);
    });
  }

  it('cannot make the app act for the person: nothing was launched by its request', async () => {
    const rows = await site.rows('select id from sb_launches where person_id = ?', [officer.id]);
    expect(rows).to.have.length(1);
  });

  it('sends nothing out: what it asked for never left the browser', async () => {
    expect(leaked.filter((url) => url.startsWith('http://127.0.0.1:9'))).to.deep.equal([]);
    expect(page.url()).to.contain('/play/');
  });

  it('cannot sign the person out by filling the cookie jar', async () => {
    const answer = await page.request.get(`${site.base}/account`);
    expect(answer.url()).to.match(/\/account$/);
    expect(answer.status()).to.equal(200);
  });

  it('cannot commit for another launch, or with a token of its own', async () => {
    const [launch] = await site.rows<{ id: string }>('select id from sb_launches where person_id = ?', [officer.id]);
    const answer = await page.request.post(`${site.base}/launches/${launch?.id}/commits`, {
      headers: { authorization: 'Bearer made-up', 'content-type': 'application/json' },
      data: '{"seq":1}',
    });
    expect(answer.status()).to.be.oneOf([400, 401, 422]);
    const rows = await site.rows('select id from sb_commits where launch_id = ? and seq = 1 and sco_id <> ?', [
      launch?.id,
      'bad',
    ]);
    expect(rows).to.deep.equal([]);
  });
});
