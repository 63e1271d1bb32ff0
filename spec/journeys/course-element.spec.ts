import { createServer, type Server } from 'node:http';
import { expect } from 'chai';
import type { BrowserContext, Frame, Page } from 'playwright-core';
import { closeSharedBrowser, newContext } from '../support/browser.ts';
import { PUPPET, scorm12Package } from '../support/sco-packages.ts';
import { startSite, type Site, type SitePerson } from '../support/site.ts';

interface Puppet {
  readonly lms: { set(element: string, value: string): string };
}

interface Intranet {
  readonly told: Record<string, unknown>[];
}

/** An intranet with a strict policy of its own: scripts and frames of our server, and no style but by property. */
async function startIntranet(base: string): Promise<{ origin: string; server: Server }> {
  const { origin: ours } = new URL(base);
  const server = createServer((req, res) => {
    const link = new URL(req.url ?? '/', 'http://x').searchParams.get('link') ?? '';
    res.setHeader('Content-Type', 'text/html');
    res.setHeader(
      'Content-Security-Policy',
      `default-src 'none'; script-src ${ours} 'nonce-spec'; frame-src ${ours}; base-uri 'none'`,
    );
    const element =
      link === '' ? '' : `<schoolbeat-course course="Puppet course" src="${link.replaceAll('&', '&amp;')}">`;
    res.end(`<!doctype html><html lang="en"><title>Intranet</title><h1>Intranet</h1>
      <script nonce="spec">window.told = []; addEventListener('schoolbeat-status', (e) => told.push(e.detail));</script>
      <script src="${base}/component/schoolbeat.js"></script>${element}</schoolbeat-course></html>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return { origin: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, server };
}

describe('a course on a page of the intranet', function () {
  this.timeout(120_000);
  let site: Site;
  let intranet: { origin: string; server: Server };
  let context: BrowserContext;
  let officer: SitePerson;
  let courseId: string;
  let key: string;

  before(async () => {
    site = await startSite({ mount: '/training' });
    intranet = await startIntranet(site.base);
    courseId = await site.addCourse(await scorm12Package('Puppet course', [{ id: 'one', title: 'One', html: PUPPET }]));
    officer = await site.addPerson({ roles: ['officer'] });
    key = await makeKey(intranet.origin);
    context = await newContext();
  });
  after(async () => {
    await context?.close();
    intranet?.server.closeAllConnections();
    intranet?.server.close();
    await site?.remove();
    await closeSharedBrowser();
  });

  /** As an administrator does it on the page. */
  async function makeKey(origins: string): Promise<string> {
    const administrator = await site.addPerson({ roles: ['administrator'] });
    const desk = await newContext();
    const page = await desk.newPage();
    await site.signIn(page, administrator);
    await page.goto(`${site.base}/organisation/api`);
    await page.getByText('Make a key', { exact: true }).click();
    await page.getByLabel('What it is for').fill('Intranet');
    await page.getByLabel(/Open courses for people of the agency/).check();
    await page.getByLabel('Pages on which it opens courses').fill(origins);
    await page.getByRole('button', { name: 'Make the key' }).click();
    const made = (await page.locator('[data-secret]').textContent()) ?? '';
    await desk.close();
    return made;
  }

  async function link(): Promise<string> {
    const answer = await fetch(`${site.base}/api/launch-links`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ personId: officer.id, courseId }),
    });
    const body = (await answer.json()) as { url: string };
    expect(answer.status, JSON.stringify(body)).to.equal(201);
    return body.url;
  }

  async function open(page: Page, url: string): Promise<Frame> {
    await page.goto(`${intranet.origin}/?link=${encodeURIComponent(url)}`);
    const place = url.replace(/#.*$/, '');
    for (;;) {
      const found = page.frames().find((frame) => frame.url().startsWith(place));
      if (found !== undefined) return found;
      await page.waitForEvent('framenavigated');
    }
  }

  const whenState = (frame: Frame, state: string) =>
    frame.waitForFunction((wanted) => document.documentElement.dataset['playerState'] === wanted, state);

  const told = (page: Page) => page.evaluate(() => (window as unknown as { told: Intranet['told'] }).told);

  it('plays without a cookie, says how it stands as an event, and is on the record of the person', async () => {
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('console', (line) => {
      if (line.type() === 'error') faults.push(line.text());
    });
    const frame = await open(page, await link());
    await whenState(frame, 'playing');
    const sco = page.frames().find((one) => one.name() === 'sco');
    await sco?.evaluate(() => {
      const { lms } = window as unknown as Puppet;
      lms.set('cmi.core.score.raw', '90');
      lms.set('cmi.core.lesson_status', 'passed');
    });
    await page.waitForFunction(() =>
      (window as unknown as { told: Intranet['told'] }).told.some((one) => one['success'] === 'passed'),
    );
    expect((await told(page)).at(-1)).to.include({ status: 'completed', success: 'passed', scoreRaw: 90, attempt: 1 });
    expect(await context.cookies()).to.deep.equal([]);
    await frame.waitForFunction(() => document.documentElement.dataset['saveState'] === 'saved');
    const [row] = await site.rows<{ person_id: string; door: string }>('select person_id, door from sb_registrations');
    expect(row).to.deep.equal({ person_id: officer.id, door: 'catalogue' });
    const element = page.locator('schoolbeat-course');
    expect((await element.boundingBox())?.height).to.be.at.least(480);
    expect(faults, 'no policy is broken').to.deep.equal([]);
    await page.close();
  });

  it('takes the word of its own frame alone', async () => {
    const page = await context.newPage();
    const frame = await open(page, await link());
    await frame.waitForFunction(() => document.documentElement.dataset['playerState'] !== 'loading');
    const before = (await told(page)).length;
    await page.evaluate(() => {
      window.postMessage({ type: 'schoolbeat', status: 'completed', success: 'passed', scoreRaw: 100 }, '*');
    });
    // Messages come in their order: once this one is here, the other was heard.
    await page.evaluate(
      () =>
        new Promise<void>((done) => {
          addEventListener('message', ({ data }) => data === 'last' && done());
          window.postMessage('last', '*');
        }),
    );
    expect((await told(page)).slice(before).filter((one) => one['scoreRaw'] === 100)).to.deep.equal([]);
    await page.close();
  });

  it('is shown on no page that the key does not name', async () => {
    const page = await context.newPage();
    const other = intranet.origin.replace('127.0.0.1', 'localhost');
    const refused = page.waitForEvent('console', (line) => /frame-ancestors/.test(line.text()));
    await page.goto(`${other}/?link=${encodeURIComponent(await link())}`);
    await refused;
    await page.close();
  });
});
