import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import type { Browser, BrowserContext, Frame, Page } from 'playwright-core';
import { startBrowser } from '../support/browser.ts';
import { hostileSco } from '../support/hostile-sco.ts';
import { openCourse, playerState, scoFrame, whenSaved } from '../support/player.ts';
import { PUPPET, scorm12Package } from '../support/sco-packages.ts';
import { startSite, type Site, type SitePerson } from '../support/site.ts';

/** Attempts whose failure the content itself notices. */
const REFUSED = [
  'read cookies of the page above',
  'read own cookies',
  'read the page above',
  'read the launch token',
  'read the outbox',
  'call the app with the session',
  'post to the app with the session',
  'frame the app',
  'register a service worker',
  'register a service worker from data',
  'open a window',
  'send data out by fetch',
  'send data out by a socket',
  'send data out by an event stream',
  'send data out by a worker',
  'send data out by an image',
  'send data out by an image of the app',
  'send data out by a script',
  'send data out by a style',
];

interface HostileWindow {
  attempts: Record<string, string>;
  attack(): Promise<unknown>;
  fillCookieJar(): void;
  leaveBy: Record<'self' | 'parent', () => void>;
}

describe('a hostile package', function () {
  this.timeout(120_000);
  let site: Site;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let officer: SitePerson;
  let courseId: string;
  let collector: Server;
  let attempts: Record<string, string>;
  /** What reached the attacker's server. */
  const leaked: string[] = [];
  /** What reached the app from content, and with which cookies the content origin was asked. */
  const atApp: string[] = [];
  const contentCookies: string[] = [];

  before(async () => {
    collector = createServer((req, res) => {
      leaked.push(req.url ?? '');
      res.setHeader('Access-Control-Allow-Origin', '*');
      res.end();
    });
    collector.on('upgrade', (req, socket) => {
      leaked.push(req.url ?? '');
      socket.destroy();
    });
    await new Promise<void>((done) => collector.listen(0, '127.0.0.1', done));
    const { port } = collector.address() as AddressInfo;
    site = await startSite({ heard: ({ method = '', url = '' }) => atApp.push(`${method} ${url}`) });
    const html = hostileSco({ appOrigin: site.origin, base: '', collector: `http://127.0.0.1:${port}` });
    courseId = await site.addCourse(
      await scorm12Package('Hostile', [{ id: 'bad', title: 'Bad', html }], { 'worker.js': 'self.onfetch = () => {};' }),
    );
    officer = await site.addPerson({ roles: ['officer'] });
    browser = await startBrowser({ like: 'people' });
    context = await browser.newContext();
    page = await context.newPage();
    page.on('request', async (request) => {
      if (!request.url().startsWith(site.contentOrigin)) return;
      const { cookie } = await request.allHeaders().catch(() => ({ cookie: 'not to be seen' }));
      if (cookie !== undefined) contentCookies.push(cookie);
    });
    await site.signIn(page, officer);
    await openCourse(page, site, courseId);
    const sco = await hostileFrame();
    await sco.evaluate(() => (window as unknown as HostileWindow).attack());
    attempts = await sco.evaluate(() => (window as unknown as HostileWindow).attempts);
  });
  after(async () => {
    await browser?.close();
    await site?.remove();
    collector?.closeAllConnections();
    await new Promise((done) => collector?.close(done));
  });

  async function hostileFrame(): Promise<Frame> {
    const sco = await scoFrame(page);
    await sco.waitForFunction(() => 'attack' in window);
    return sco;
  }

  for (const name of REFUSED) {
    it(`cannot ${name}`, () => {
      expect(attempts[name], name).to.match(/^refused/);
    });
  }

  it('sends nothing out: no request and no connection reaches the attacker', () => {
    expect(Object.keys(attempts)).to.include.members(['send data out by a ping', 'send data out by a form']);
    expect(leaked).to.deep.equal([]);
  });

  it('makes no request of its own to the app', () => {
    expect(atApp.filter((line) => /leak|logout|GET \/account/.test(line))).to.deep.equal([]);
  });

  it('opens no window and does not navigate the top page', async () => {
    expect(context.pages()).to.have.length(1);
    expect(page.url()).to.contain('/play/');
    expect(await playerState(page)).to.equal('playing');
  });

  it('is asked for without any cookie of the person', () => {
    expect(contentCookies).to.deep.equal([]);
  });

  it('cannot make the app act for the person: nothing was launched by its request', async () => {
    const rows = await site.rows('select id from sb_launches where person_id = ?', [officer.id]);
    expect(rows).to.have.length(1);
  });

  it('cannot speak to the page in the name of the API frame', async () => {
    await whenSaved(page);
    const tracks = await site.rows<{ completion: string; success: string }>('select * from sb_sco_tracks');
    expect(tracks.filter(({ success }) => success !== 'unknown')).to.deep.equal([]);
  });

  it('cannot commit for another launch, or with a token of its own', async () => {
    const [launch] = await site.rows<{ id: string }>('select id from sb_launches where person_id = ?', [officer.id]);
    const before = await site.rows('select id from sb_commits');
    const answer = await page.request.post(`${site.base}/launches/${launch?.id}/commits`, {
      headers: { authorization: 'Bearer made-up', 'content-type': 'application/json' },
      data: '{"seq":99}',
    });
    expect(answer.status()).to.equal(401);
    expect(await site.rows('select id from sb_commits')).to.deep.equal(before);
  });

  it('cannot sign the person out or block other courses by filling the cookie jar', async () => {
    await (await hostileFrame()).evaluate(() => (window as unknown as HostileWindow).fillCookieJar());
    const answer = await page.request.get(`${site.base}/account`);
    expect(answer.url()).to.match(/\/account$/);
    expect(answer.status()).to.equal(200);
    expect((await context.cookies(site.contentOrigin)).map(({ name }) => name)).to.deep.equal([]);
    const other = await site.addCourse(await scorm12Package('Other', [{ id: 'good', title: 'Good', html: PUPPET }]));
    await openCourse(page, site, other);
    expect(await (await scoFrame(page)).textContent('h1')).to.equal('Puppet');
  });

  it('cannot send data out by navigating its own frame or the API frame', async () => {
    await openCourse(page, site, courseId);
    const sco = await hostileFrame();
    const refusal = await sco.evaluate(() => {
      try {
        (window as unknown as HostileWindow).leaveBy.parent();
        return null;
      } catch (fault) {
        return String(fault);
      }
    });
    expect(refusal).to.contain('does not have permission');
    const gone = page.waitForEvent('framenavigated', (frame) => !frame.url().endsWith('bad.html'));
    await sco.evaluate(() => (window as unknown as HostileWindow).leaveBy.self());
    await gone;
    expect(leaked).to.deep.equal([]);
    expect(page.url()).to.contain('/play/');
  });
});
