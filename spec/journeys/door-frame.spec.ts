import { createServer, type Server } from 'node:http';
import { expect } from 'chai';
import type { BrowserContext, Frame, Page } from 'playwright-core';
import { closeSharedBrowser, newContext } from '../support/browser.ts';
import { buildDoorAt, handOverAt, type DoorPlace } from '../support/door-site.ts';
import { PUPPET, scorm12Package } from '../support/sco-packages.ts';
import { startSite, type Site } from '../support/site.ts';

interface Puppet {
  readonly lms: { set(element: string, value: string): string };
}

interface Embedding {
  readonly news: Record<string, unknown>[];
}

/** A page of somebody else's LMS that shows an address in a frame and keeps what it is told. */
async function startLms(): Promise<{ origin: string; server: Server }> {
  const server = createServer((req, res) => {
    const address = new URL(req.url ?? '/', 'http://x').searchParams.get('frame') ?? '';
    res.setHeader('Content-Type', 'text/html');
    const frame = `<iframe name="course" width="1000" height="700" src="${address.replaceAll('&', '&amp;')}"></iframe>`;
    const listen = `const news = []; addEventListener('message', (e) => news.push(e.data)); window.told = { news };`;
    res.end(`<!doctype html><title>LMS</title><h1>LMS</h1><script>${listen}</script>${address === '' ? '' : frame}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return { origin: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, server };
}

describe('a course in a frame of another LMS', function () {
  this.timeout(120_000);
  let site: Site;
  let lms: { origin: string; server: Server };
  let door: DoorPlace;
  let courseId: string;
  let context: BrowserContext;

  before(async () => {
    [site, lms] = await Promise.all([startSite({ mount: '/training' }), startLms()]);
    door = await buildDoorAt(site.app, { frameAncestors: [lms.origin] });
    const course = await scorm12Package('Puppet course', [{ id: 'one', title: 'One', html: PUPPET }]);
    courseId = await site.addCourse(course, door.agencyId);
    context = await newContext();
  });
  after(async () => {
    await context?.close();
    lms?.server.closeAllConnections();
    lms?.server.close();
    await site?.remove();
    await closeSharedBrowser();
  });

  const comeIn = async (subject: string, returnUrl: string | null = null): Promise<string> => {
    const { code } = await handOverAt(site.app, door, { subject, returnUrl, courseId });
    return `${site.base}/doors/${door.doorId}/play#c=${code}`;
  };

  async function frameAt(page: Page, address: string): Promise<Frame> {
    await page.goto(`${lms.origin}/?frame=${encodeURIComponent(address)}`);
    return courseFrame(page);
  }

  async function courseFrame(page: Page): Promise<Frame> {
    const frame = page.frame({ name: 'course' });
    if (frame === null) throw new Error('The LMS shows no frame.');
    return frame;
  }

  const whenState = (frame: Frame, state: string) =>
    frame.waitForFunction((wanted) => document.documentElement.dataset['playerState'] === wanted, state);

  /** Sets an element of the part that plays in a frame. */
  async function set(page: Page, name: string, value: string): Promise<void> {
    const sco = page.frames().find((frame) => frame.name() === 'sco');
    await sco?.evaluate(([n, v]) => (window as unknown as Puppet).lms.set(n, v), [name, value] as const);
  }

  it('plays without a cookie, tells the LMS how it stands, survives a reload, and hands nobody the code', async () => {
    const page = await context.newPage();
    const address = await comeIn('officer-1');
    let frame = await frameAt(page, address);
    await whenState(frame, 'playing');
    expect(frame.url()).to.equal(address.replace(/#.*$/, ''));
    await set(page, 'cmi.core.lesson_location', '7');
    await set(page, 'cmi.core.score.raw', '90');
    await set(page, 'cmi.core.lesson_status', 'passed');
    await page.waitForFunction(() =>
      (window as unknown as { told: Embedding }).told.news.some((one) => one['success'] === 'passed'),
    );
    const news = await page.evaluate(() => (window as unknown as { told: Embedding }).told.news.at(-1));
    expect(news).to.include({ type: 'schoolbeat', status: 'completed', success: 'passed', scoreRaw: 90, attempt: 1 });
    await frame.waitForFunction(() => document.documentElement.dataset['saveState'] === 'saved');
    await frame.evaluate(() => location.reload()).catch(() => undefined);
    frame = await courseFrame(page);
    await whenState(frame, 'playing');
    expect(await context.cookies()).to.deep.equal([]);
    const [track] = await site.rows<{ location: string }>('select location from sb_sco_tracks');
    expect(track).to.include({ location: '7' });
    await page.close();
  });

  it('asks whether to continue where another browser has it open, and says at the end what can be done', async () => {
    const [page, other] = [await context.newPage(), await newContext()];
    const first = await frameAt(page, await comeIn('officer-2'));
    await whenState(first, 'playing');
    const elsewhere = await other.newPage();
    const second = await frameAt(elsewhere, await comeIn('officer-2'));
    await whenState(second, 'conflict');
    await second.getByRole('button', { name: 'Continue here' }).click();
    await whenState(second, 'playing');
    await second.locator('#exit').click();
    await second.getByRole('heading', { name: 'You can close this' }).waitFor();
    expect(await second.locator('#panel a').count()).to.equal(0);
    await other.close();
    await page.close();
  });

  it('leads back to the address that the LMS named, over all frames', async () => {
    const page = await context.newPage();
    const frame = await frameAt(page, await comeIn('officer-3', `${lms.origin}/?back=1`));
    await whenState(frame, 'playing');
    await frame.locator('#exit').click();
    await page.waitForURL(`${lms.origin}/?back=1`);
    await page.close();
  });

  it('says what to do where the way in was used, and where there is none', async () => {
    const page = await context.newPage();
    const address = await comeIn('officer-4');
    await whenState(await frameAt(page, address), 'playing');
    const other = await newContext();
    const late = await other.newPage();
    const used = await frameAt(late, address);
    await used.getByText('This link into the course was used already.').waitFor();
    await used.getByText('Open the course in your LMS again.').waitFor();
    const none = await frameAt(late, address.replace(/#.*$/, ''));
    await none.getByRole('heading', { name: 'Open the course in your LMS again' }).waitFor();
    await other.close();
    await page.close();
  });

  it('is shown in no frame of a site that the door does not name', async () => {
    const stranger = await startLms();
    const page = await context.newPage();
    const refused = page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'));
    await page.goto(`${stranger.origin}/?frame=${encodeURIComponent(await comeIn('officer-5'))}`);
    await refused;
    stranger.server.closeAllConnections();
    stranger.server.close();
    await page.close();
  });
});
