import { expect } from 'chai';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { startBrowser } from '../support/browser.ts';
import { PUPPET, scorm12Package } from '../support/sco-packages.ts';
import { openCourse, playerState, saveState, scoFrame, storedRecord, whenSaved } from '../support/player.ts';
import { startSite, type Site, type SitePerson } from '../support/site.ts';

type Disturb = (page: Page, site: Site) => Promise<() => Promise<void>>;

const COMMITS = '**/launches/*/commits';

/** What befalls the officer while the SCO goes on setting values, and how it ends. */
const DISTURBANCES: Record<string, Disturb> = {
  'the network is off': async (page) => {
    await page.context().setOffline(true);
    return () => page.context().setOffline(false);
  },
  'requests are aborted': async (page) => {
    await page.route(COMMITS, (route) => route.abort());
    return () => page.unroute(COMMITS);
  },
  'the server answers 500': async (page) => {
    await page.route(COMMITS, (route) => route.fulfill({ status: 500, body: '{"code":"INTERNAL"}' }));
    return () => page.unroute(COMMITS);
  },
  'a login page is answered as 200': async (page) => {
    await page.route(COMMITS, (route) =>
      route.fulfill({ status: 200, contentType: 'text/html', body: '<title>Free WiFi</title><form></form>' }),
    );
    return () => page.unroute(COMMITS);
  },
  'answers take ten seconds': async (page) => {
    await page.route(COMMITS, async (route) => {
      await new Promise((done) => setTimeout(done, 10_000));
      await route.continue().catch(() => undefined);
    });
    return () => page.unroute(COMMITS);
  },
  'the server restarts': async (_page, site) => {
    await site.stop();
    return () => site.start();
  },
};

describe('nothing of the officer is lost', function () {
  this.timeout(180_000);
  let site: Site;
  let browser: Browser;
  let officer: SitePerson;
  let courseId: string;

  before(async () => {
    site = await startSite();
    browser = await startBrowser({ like: 'people' });
    officer = await site.addPerson({ roles: ['officer'] });
    courseId = await site.addCourse(await scorm12Package('Puppet course', [{ id: 'one', title: 'One', html: PUPPET }]));
  });
  after(async () => {
    await browser?.close();
    await site?.remove();
  });

  async function begin(person = officer, context?: BrowserContext): Promise<{ page: Page; context: BrowserContext }> {
    const own = context ?? (await browser.newContext());
    const page = await own.newPage();
    await site.signIn(page, person);
    await openCourse(page, site, courseId);
    return { page, context: own };
  }

  async function set(page: Page, element: string, value: string): Promise<void> {
    const answer = await (
      await scoFrame(page)
    ).evaluate(([e, v]) => (window as unknown as Puppet).lms.set(e, v), [element, value] as const);
    expect(answer).to.equal('true');
  }

  for (const [what, disturb] of Object.entries(DISTURBANCES)) {
    it(`keeps what was set while ${what}, and tells the truth about it`, async () => {
      const person = await site.addPerson({ roles: ['officer'] });
      const { page, context } = await begin(person);
      await set(page, 'cmi.core.lesson_location', 'before');
      await whenSaved(page);
      const undo = await disturb(page, site);
      await set(page, 'cmi.core.lesson_location', 'during');
      await set(page, 'cmi.suspend_data', 'x'.repeat(3000));
      await set(page, 'cmi.core.score.raw', '85');
      await page.waitForFunction(() => document.documentElement.dataset['saveState'] !== 'saved', undefined, {
        timeout: 15_000,
      });
      if (what !== 'answers take ten seconds') {
        await page.waitForFunction(
          () => /device|failed/.test(document.documentElement.dataset['saveState'] ?? ''),
          undefined,
          { timeout: 45_000 },
        );
        expect((await storedRecord(site, person))['cmi.core.lesson_location']).to.equal('before');
      }
      await undo();
      await whenSaved(page, 60_000);
      const record = await storedRecord(site, person);
      expect(record['cmi.core.lesson_location']).to.equal('during');
      expect(record['cmi.suspend_data']).to.equal('x'.repeat(3000));
      expect(record['cmi.core.score.raw']).to.equal('85');
      await context.close();
    });
  }

  it('goes on after the session has ended, without losing the frame', async () => {
    const person = await site.addPerson({ roles: ['officer'] });
    const { page, context } = await begin(person);
    await context.clearCookies();
    await set(page, 'cmi.core.lesson_location', 'after sign-out');
    await whenSaved(page, 30_000);
    expect((await storedRecord(site, person))['cmi.core.lesson_location']).to.equal('after sign-out');
    await context.close();
  });

  it('keeps what was set before the tab was closed in the middle', async () => {
    const person = await site.addPerson({ roles: ['officer'] });
    const { page, context } = await begin(person);
    await set(page, 'cmi.core.lesson_location', 'closing');
    await page.close({ runBeforeUnload: true });
    const again = await context.newPage();
    await openCourse(again, site, courseId);
    await whenSaved(again);
    expect((await storedRecord(site, person))['cmi.core.lesson_location']).to.equal('closing');
    await context.close();
  });

  it('sends 100 kB of unsent data at the next launch in the same browser', async () => {
    const person = await site.addPerson({ roles: ['officer'] });
    const { page, context } = await begin(person);
    await whenSaved(page);
    await context.route(COMMITS, (route) => route.abort());
    for (let index = 0; index < 40; index += 1) {
      await set(page, `cmi.interactions.${index}.id`, `question-${index}`);
      await set(page, `cmi.interactions.${index}.student_response`, 'r'.repeat(250));
      await set(page, `cmi.objectives.${index}.id`, `objective-${index}-${'o'.repeat(200)}`);
    }
    await set(page, 'cmi.suspend_data', 's'.repeat(4096));
    await page.close({ runBeforeUnload: true });
    await context.unroute(COMMITS);
    const again = await context.newPage();
    await openCourse(again, site, courseId);
    await whenSaved(again);
    const record = await storedRecord(site, person);
    expect(record['cmi.interactions.39.id']).to.equal('question-39');
    expect(record['cmi.suspend_data']).to.equal('s'.repeat(4096));
    await context.close();
  });

  it('asks which of two windows goes on, and freezes the other without losing its work', async () => {
    const person = await site.addPerson({ roles: ['officer'] });
    const { page, context } = await begin(person);
    await set(page, 'cmi.core.lesson_location', 'first window');
    await whenSaved(page);
    const second = await context.newPage();
    await second.goto(page.url());
    await second.waitForFunction(() => document.documentElement.dataset['playerState'] === 'conflict');
    await second.getByRole('button', { name: 'Continue here' }).click();
    await second.waitForFunction(() => document.documentElement.dataset['playerState'] === 'playing');
    const resumed = await (
      await scoFrame(second)
    ).evaluate(() => (window as unknown as Puppet).lms.get('cmi.core.lesson_location'));
    expect(resumed).to.equal('first window');
    await set(second, 'cmi.core.lesson_location', 'second window');
    await whenSaved(second);
    await set(page, 'cmi.core.lesson_location', 'too late').catch(() => undefined);
    await page.waitForFunction(() => document.documentElement.dataset['playerState'] === 'conflict', undefined, {
      timeout: 60_000,
    });
    expect((await storedRecord(site, person))['cmi.core.lesson_location']).to.equal('second window');
    await context.close();
  });

  it('never sends or shows one person’s work to the next person on the same browser', async () => {
    const first = await site.addPerson({ roles: ['officer'] });
    const second = await site.addPerson({ roles: ['officer'] });
    const { page, context } = await begin(first);
    await whenSaved(page);
    await context.route(COMMITS, (route) => route.abort());
    await set(page, 'cmi.core.lesson_location', 'mine alone');
    await page.close({ runBeforeUnload: true });
    await context.unroute(COMMITS);
    await context.clearCookies();
    const theirs = await begin(second, context);
    const seen = await (
      await scoFrame(theirs.page)
    ).evaluate(() => (window as unknown as Puppet).lms.get('cmi.core.lesson_location'));
    expect(seen).to.equal('');
    await set(theirs.page, 'cmi.core.lesson_location', 'theirs');
    await whenSaved(theirs.page);
    expect((await storedRecord(site, second))['cmi.core.lesson_location']).to.equal('theirs');
    await theirs.page.close();
    await context.clearCookies();
    const back = await begin(first, context);
    await whenSaved(back.page);
    expect((await storedRecord(site, first))['cmi.core.lesson_location']).to.equal('mine alone');
    await context.close();
  });

  it('records by its own clock when the browser’s is a day wrong', async () => {
    const person = await site.addPerson({ roles: ['officer'] });
    const context = await browser.newContext();
    await context.clock.install({ time: Date.now() + 86_400_000 });
    const { page } = await begin(person, context);
    await context.clock.resume();
    await set(page, 'cmi.core.lesson_location', 'tomorrow');
    await whenSaved(page);
    expect((await storedRecord(site, person))['cmi.core.lesson_location']).to.equal('tomorrow');
    const [row] = await site.rows<{ received_at: string }>(
      'select c.received_at from sb_commits c join sb_launches l on l.id = c.launch_id where l.person_id = ? order by c.position desc',
      [person.id],
    );
    const received = new Date(row?.received_at ?? 0).getTime();
    expect(Math.abs(received - Date.now())).to.be.below(3_600_000);
    expect(await playerState(page)).to.equal('playing');
    expect(await saveState(page)).to.equal('saved');
    await context.close();
  });
});

interface Puppet {
  lms: { set(element: string, value: string): string; get(element: string): string; end(): string };
}
