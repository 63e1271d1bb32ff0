import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect } from 'chai';
import type { BrowserContext, Page } from 'playwright-core';
import { closeSharedBrowser, newContext } from '../support/browser.ts';
import { openCourse, scoFrame, whenPlaying, whenSaved, whenState } from '../support/player.ts';
import { PUPPET, scorm12Package, scorm2004Package } from '../support/sco-packages.ts';
import { startSite, type Site, type SitePerson } from '../support/site.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeWindow {
  axe: {
    run(
      context: object,
      options: object,
    ): Promise<{ violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[] }>;
  };
}

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Violations of WCAG 2.2 A and AA on the page as it stands; package content is its author's. */
async function violations(page: Page, rules = RULES): Promise<string[]> {
  await page.evaluate(AXE);
  const found = await page.evaluate(
    (runOnly) =>
      (window as unknown as AxeWindow).axe.run({ exclude: [['iframe']] }, { runOnly: [...runOnly], iframes: false }),
    rules,
  );
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

const COMMITS = '**/launches/*/commits';
/** The narrowest screen that pages are made for. */
const NARROW = 320;

const LOOKS = [
  { name: 'wide', phone: false },
  { name: 'on a phone', phone: true },
];

describe('accessibility', function () {
  this.timeout(240_000);
  let site: Site;
  let single: string;
  let tree: string;
  let choice: string;
  let officer: SitePerson;
  let leader: SitePerson;
  let attemptId: string;
  let registrationId: string;
  let versionId: string;

  before(async () => {
    site = await startSite();
    officer = await site.addPerson({ roles: ['officer'] });
    leader = await site.addPerson({ roles: ['officer', 'instructor', 'supervisor', 'administrator'] });
    const two = ['one', 'two'].map((id) => ({ id, title: `Part ${id}`, html: PUPPET }));
    single = await site.addCourse(await scorm12Package('One part', [{ id: 'one', title: 'One', html: PUPPET }]));
    tree = await site.addCourse(await scorm2004Package('Two parts', two));
    const byChoice = '<imsss:controlMode choice="true" flow="false"/>';
    choice = await site.addCourse(await scorm2004Package('By choice', two, byChoice));
    await finishAttempt();
    const [attempt] = await site.rows<{ id: string; registration_id: string; version_id: string }>(
      'select id, registration_id, version_id from sb_attempts',
    );
    attemptId = attempt?.id ?? '';
    registrationId = attempt?.registration_id ?? '';
    versionId = attempt?.version_id ?? '';
  });
  after(async () => {
    await closeSharedBrowser();
    await site?.remove();
  });

  /** One attempt with answers, a score and an end, so that no page is empty. */
  async function finishAttempt(): Promise<void> {
    const context = await newContext();
    const page = await context.newPage();
    await site.signIn(page, officer);
    await openCourse(page, site, single);
    await set(page, {
      'cmi.interactions.0.id': 'question-1',
      'cmi.interactions.0.type': 'choice',
      'cmi.interactions.0.correct_responses.0.pattern': 'a',
      'cmi.interactions.0.student_response': 'b',
      'cmi.interactions.0.result': 'wrong',
      'cmi.objectives.0.id': 'objective-1',
      'cmi.objectives.0.status': 'passed',
      'cmi.core.score.raw': '80',
      'cmi.core.lesson_status': 'passed',
    });
    await (await scoFrame(page)).evaluate(() => (window as unknown as Puppet).lms.end());
    await whenState(page, 'ended');
    await whenSaved(page);
    await context.close();
  }

  const pagesFor = (): Record<string, { paths: string[]; person: SitePerson | null }> => ({
    'signed out': { person: null, paths: ['/login', '/reset', '/reset/not-a-token', '/help', '/nothing-here'] },
    officer: {
      person: officer,
      paths: [
        '/my',
        '/my/history',
        '/catalog',
        '/account',
        '/nothing-here',
        '/admin/people',
        `/courses/${single}`,
        `/courses/${tree}`,
        `/attempts/${attemptId}`,
        `/play/${registrationId}/done`,
      ],
    },
    'instructor and leader': {
      person: leader,
      paths: [
        '/my',
        '/author',
        '/author/import',
        `/author/versions/${versionId}`,
        `/courses/${single}`,
        `/courses/${single}/results`,
        `/courses/${tree}/results`,
        `/attempts/${attemptId}`,
        `/attempts/${attemptId}/log`,
        `/registrations/${registrationId}/log`,
        '/results',
        '/admin/people',
        '/admin/people/new',
        `/admin/people/${officer.id}`,
        '/admin/audit',
        '/admin/system',
      ],
    },
  });

  for (const look of LOOKS) {
    /** Looks at a page as it stands, light and dark, and on phones once more at the narrowest width. */
    async function faultsOf(page: Page, name: string): Promise<string[]> {
      // At rest: a colour that is still fading from light to dark has a contrast of its own.
      await page.emulateMedia({ reducedMotion: 'reduce' });
      const faults = [...(await violations(page)), ...(await sideways(page))];
      await page.emulateMedia({ colorScheme: 'dark' });
      faults.push(...(await violations(page, ['color-contrast'])).map((fault) => `dark: ${fault}`));
      await page.emulateMedia({ colorScheme: 'light' });
      const size = page.viewportSize();
      if (look.phone && size) {
        await page.setViewportSize({ ...size, width: NARROW });
        faults.push(...(await sideways(page)).map((fault) => `at ${NARROW}px: ${fault}`));
        await page.setViewportSize(size);
      }
      return faults.map((fault) => `${name}: ${fault}`);
    }

    it(`finds no violation on any page, light and dark, ${look.name}`, async () => {
      const found: string[] = [];
      for (const [who, { person, paths }] of Object.entries(pagesFor())) {
        const context = await newContext(look);
        const page = await context.newPage();
        if (person) await site.signIn(page, person);
        for (const path of paths) {
          await page.goto(site.base + path);
          found.push(...(await faultsOf(page, `${path} (${who})`)));
        }
        if (person === leader) {
          await page.goto(`${site.base}/author/import`);
          const broken = { name: 'broken.zip', mimeType: 'application/zip', buffer: Buffer.from('this is no zip') };
          await page.setInputFiles('#package', broken);
          await page.click('[data-send]');
          await page.locator('.findings li').first().waitFor();
          found.push(...(await faultsOf(page, 'a refused import')));
        }
        await context.close();
      }
      expect(found).to.deep.equal([]);
    });

    it(`finds no violation in any state of the player, light and dark, ${look.name}`, async () => {
      const found: string[] = [];
      const person = await site.addPerson({ roles: ['officer'] });
      const context: BrowserContext = await newContext(look);
      const page = await context.newPage();
      const note = async (state: string, where = page): Promise<void> => {
        found.push(...(await faultsOf(where, state)));
      };
      await site.signIn(page, person);

      await page.goto(`${site.base}/play/${await site.register(page, choice)}`);
      await whenState(page, 'choosing');
      await note('choosing');

      await openCourse(page, site, tree);
      await note('playing');
      if (look.phone) {
        await page.click('#drawer-open');
        await note('contents open');
        await page.keyboard.press('Escape');
      }
      await set(page, { 'cmi.suspend_data': 'x'.repeat(70_000) }, 'false');
      await page.getByText('The part cannot keep its place.').waitFor();
      await note('too long to keep');

      await context.setOffline(true);
      await set(page, { 'cmi.location': 'offline' });
      await whenWord(page, 'device');
      await note('offline');
      await page.click('#exit');
      await page.getByRole('dialog', { name: 'Leave before everything is sent?' }).waitFor();
      await note('leaving with unsent work');
      await context.setOffline(false);
      await page.getByRole('button', { name: 'Stay and send' }).click();
      await page.waitForURL(/\/my$/);

      await openCourse(page, site, tree);
      const second = await context.newPage();
      await second.goto(page.url());
      await whenState(second, 'conflict');
      await note('open elsewhere', second);
      await second.getByRole('button', { name: 'Continue here' }).click();
      await whenPlaying(second);
      await set(page, { 'cmi.location': 'too late' });
      await whenState(page, 'conflict');
      await note('continued elsewhere');

      await page.goto(`${site.base}/my`);
      await leaveBy(second, 'suspendAll', 'suspended');
      await note('suspended', second);
      await openCourse(second, site, tree);
      await leaveBy(second, 'exitAll', 'ended');
      await note('ended', second);

      await openCourse(page, site, tree);
      await page.route(COMMITS, (route) =>
        route.fulfill({ status: 401, contentType: 'application/json', body: '{"code":"LAUNCH_TOKEN_EXPIRED"}' }),
      );
      await context.clearCookies();
      await set(page, { 'cmi.location': 'signed out' });
      await page.getByRole('dialog', { name: 'Sign in to go on' }).waitFor();
      await note('signed out');
      await context.close();
      expect(found).to.deep.equal([]);
    });

    it(`finds no violation in review, at the end of a course and where it cannot open, light and dark, ${look.name}`, async () => {
      const found: string[] = [];
      const context = await newContext(look);
      const page = await context.newPage();
      await site.signIn(page, officer);
      await page.goto(`${site.base}/play/${registrationId}?mode=review`);
      await whenPlaying(page);
      found.push(...(await faultsOf(page, 'review')));
      await (await scoFrame(page)).evaluate(() => (window as unknown as Puppet).lms.end());
      await whenState(page, 'ended');
      found.push(...(await faultsOf(page, 'end of the review')));
      await page.route('**/launches', (route) => route.abort());
      await page.goto(`${site.base}/play/${registrationId}?again=1`);
      await whenState(page, 'error');
      found.push(...(await faultsOf(page, 'error')));
      await context.close();
      expect(found).to.deep.equal([]);
    });
  }
});

/** Sets elements in the content object on the stage. */
async function set(page: Page, values: Record<string, string>, answer = 'true'): Promise<void> {
  const sco = await scoFrame(page);
  const answers = await sco.evaluate(
    (given) => Object.entries(given).map(([element, value]) => (window as unknown as Puppet).lms.set(element, value)),
    values,
  );
  expect(answers).to.deep.equal(Object.keys(values).map(() => answer));
}

/** Leaves by a button that stands under the contents, which are a drawer on phones. */
async function leaveBy(page: Page, control: string, state: string): Promise<void> {
  if (await page.isVisible('#drawer-open')) await page.click('#drawer-open');
  await page.click(`[data-nav="${control}"]`);
  await whenState(page, state);
  await whenSaved(page);
}

async function whenWord(page: Page, word: string): Promise<void> {
  await page.waitForFunction((wanted) => document.documentElement.dataset['saveState'] === wanted, word);
}

/** A page never scrolls sideways. */
async function sideways(page: Page): Promise<string[]> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  return over > 1 ? [`scrolls sideways by ${over}px`] : [];
}

interface Puppet {
  lms: { set(element: string, value: string): string; end(): string };
}
