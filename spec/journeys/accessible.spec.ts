import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect } from 'chai';
import type { BrowserContext, Page } from 'playwright-core';
import { closeSharedBrowser, newContext } from '../support/browser.ts';
import { openCourse, whenState } from '../support/player.ts';
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

/** Violations of WCAG 2.2 A and AA on the page as it stands; package content is its author's. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const found = await page.evaluate(() =>
    (window as unknown as AxeWindow).axe.run(
      { exclude: [['iframe']] },
      { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], iframes: false },
    ),
  );
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

const LOOKS = [
  { name: 'wide and light', phone: false, dark: false },
  { name: 'wide and dark', phone: false, dark: true },
  { name: 'on a phone, light', phone: true, dark: false },
  { name: 'on a phone, dark', phone: true, dark: true },
];

describe('accessibility', function () {
  this.timeout(240_000);
  let site: Site;
  let courseId: string;
  let treeId: string;
  let officer: SitePerson;
  let leader: SitePerson;
  let attemptId: string;

  before(async () => {
    site = await startSite();
    officer = await site.addPerson({ roles: ['officer'] });
    leader = await site.addPerson({ roles: ['instructor', 'supervisor', 'administrator'] });
    courseId = await site.addCourse(await scorm12Package('One part', [{ id: 'one', title: 'One', html: PUPPET }]));
    treeId = await site.addCourse(
      await scorm2004Package('Two parts', [
        { id: 'one', title: 'One', html: PUPPET },
        { id: 'two', title: 'Two', html: PUPPET },
      ]),
    );
    const context = await newContext();
    const page = await context.newPage();
    await site.signIn(page, officer);
    await openCourse(page, site, courseId);
    await context.close();
    const [attempt] = await site.rows<{ id: string }>('select id from sb_attempts');
    attemptId = attempt?.id ?? '';
  });
  after(async () => {
    await closeSharedBrowser();
    await site?.remove();
  });

  const pagesFor = (): Record<string, { paths: string[]; person: SitePerson | null }> => ({
    'signed out': { person: null, paths: ['/login', '/reset', '/help', '/nothing-here'] },
    officer: {
      person: officer,
      paths: [
        '/my',
        '/my/history',
        '/catalog',
        `/courses/${courseId}`,
        `/courses/${treeId}`,
        '/account',
        `/attempts/${attemptId}`,
      ],
    },
    'instructor and leader': {
      person: leader,
      paths: [
        '/author',
        '/author/import',
        `/courses/${courseId}/results`,
        `/attempts/${attemptId}`,
        `/attempts/${attemptId}/log`,
        '/results',
        '/admin/people',
      ],
    },
  });

  for (const look of LOOKS) {
    it(`finds no violation on any page, ${look.name}`, async () => {
      const found: string[] = [];
      for (const [who, { person, paths }] of Object.entries(pagesFor())) {
        const context = await newContext(look);
        const page = await context.newPage();
        if (person) await site.signIn(page, person);
        for (const path of paths) {
          await page.goto(site.base + path);
          found.push(...(await violations(page)).map((one) => `${path} (${who}): ${one}`));
          found.push(...(await sideways(page)).map((one) => `${path} (${who}): ${one}`));
        }
        await context.close();
      }
      expect(found).to.deep.equal([]);
    });

    it(`finds no violation in the player, ${look.name}`, async () => {
      const found: string[] = [];
      const person = await site.addPerson({ roles: ['officer'] });
      const context: BrowserContext = await newContext(look);
      const page = await context.newPage();
      await site.signIn(page, person);
      const note = async (state: string): Promise<void> => {
        found.push(...(await violations(page)).map((one) => `${state}: ${one}`));
        found.push(...(await sideways(page)).map((one) => `${state}: ${one}`));
      };
      await openCourse(page, site, treeId);
      await note('playing');
      await context.setOffline(true);
      await page.waitForTimeout(300);
      await note('offline');
      await context.setOffline(false);
      const second = await context.newPage();
      await second.goto(page.url());
      await whenState(second, 'conflict');
      found.push(...(await violations(second)).map((one) => `conflict: ${one}`));
      await second.close();
      await context.close();
      expect(found).to.deep.equal([]);
    });
  }
});

/** A page never scrolls sideways. */
async function sideways(page: Page): Promise<string[]> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  return over > 1 ? [`scrolls sideways by ${over}px`] : [];
}
