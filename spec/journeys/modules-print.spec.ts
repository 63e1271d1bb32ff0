/// <reference lib="dom" />
import { join } from 'node:path';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { closeSharedBrowser } from '../support/browser.ts';
import { moduleCalled } from '../support/modules/module-checks.ts';
import { startModuleHost, type ModuleHost } from '../support/modules/module-host.ts';
import { visitModule, type ModuleVisit } from '../support/modules/module-visit.ts';

const FIXTURES = join(import.meta.dirname, '../authoring/fixtures');
const COURSES = [
  ['courses', 'hall', 'hall-talk'],
  ['blocks', 'office', 'office-talk'],
] as const;

describe('a module on paper', function () {
  this.timeout(180_000);
  let host: ModuleHost;
  let visit: ModuleVisit;
  let page: Page;

  async function open([root, folder, id]: (typeof COURSES)[number]): Promise<void> {
    host = await startModuleHost('scorm2004-4', folder, join(FIXTURES, root));
    visit = await visitModule(host, id);
    ({ page } = visit);
    await page.goto(`${host.base}/${id}.html`);
    await page.locator('.actions .main').first().click();
    await page.emulateMedia({ media: 'print' });
  }
  const say = (event: string): Promise<unknown> =>
    page.evaluate((name) => window.dispatchEvent(new Event(name)), event);
  /** Blocks that are seen, by id. */
  const seen = (): Promise<string[]> =>
    page
      .locator('.block')
      .evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().height > 0).map(({ id }) => id));
  const showSection = (title: string): Promise<void> =>
    page.locator('.parts button', { hasText: title }).evaluate((button: HTMLElement) => button.click());

  afterEach(async () => {
    await visit.close();
    await host.close();
  });
  after(() => closeSharedBrowser());

  for (const course of COURSES) {
    it(`shows every block, with its fold-outs open for as long as it is printed: ${course[2]}`, async () => {
      await open(course);
      let folds = 0;
      for (const { title, blocks } of moduleCalled(host.course, course[2]).module.sections) {
        await showSection(title);
        await page.locator('h2', { hasText: title }).waitFor();
        const shut = await page.locator('details:not([open])').count();
        folds += shut;
        await say('beforeprint');
        expect(await seen()).to.deep.equal(blocks.map(({ id }) => id));
        expect(await page.locator('details:not([open])').count()).to.equal(0);
        await say('afterprint');
        expect(await page.locator('details:not([open])').count()).to.equal(shut);
      }
      if (course[2] === 'hall-talk') expect(folds).to.be.at.least(4);
    });
  }

  it('is the worksheet alone until the print is over, also where print() returns at once', async () => {
    await open(COURSES[0]);
    await showSection('Practice');
    const all = await seen();
    await page.evaluate(() => (window.print = () => undefined));
    await page.emulateMedia({ media: 'screen' });
    await page.getByRole('button', { name: 'Print this worksheet' }).click();
    await page.emulateMedia({ media: 'print' });
    expect(await seen()).to.deep.equal(['mou']);
    await say('afterprint');
    expect(await seen()).to.deep.equal(all);
  });
});
