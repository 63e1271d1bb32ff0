import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { allBlocks, isRequired } from '../../server/standards/module/play.ts';
import { DEFAULT_POLICY } from '../../server/authoring/index.ts';
import { closeSharedBrowser } from '../support/browser.ts';
import { checkBarriers, checkWidth } from '../support/modules/page-checks.ts';
import { moduleCalled, takeAndCheck, takeWithReturns } from '../support/modules/module-checks.ts';
import { startModuleHost, type ModuleHost } from '../support/modules/module-host.ts';
import { visitModule } from '../support/modules/module-visit.ts';
import { expectedScore, ScriptedOfficer } from '../support/modules/scripted-officer.ts';

const FIXTURES = join(import.meta.dirname, '../authoring/fixtures/courses');
const OTHERS = join(import.meta.dirname, '../authoring/fixtures/blocks');
/** Bytes on the wire of the first section from a cold cache, as any server sends them: text packed. */
const FIRST_SECTION_LIMIT = 150_000;
/** Bytes of the run-time with its styles, packed. */
const RUN_TIME_LIMIT = 45_000;

describe('modules in somebody else’s system', function () {
  this.timeout(180_000);
  let old: ModuleHost;
  let modern: ModuleHost;
  let blocks: ModuleHost;
  let others: ModuleHost;
  /** Every kind of block lies in these. */
  const everyBlock = () =>
    [
      [blocks, 'hall-talk'],
      [others, 'office-talk'],
    ] as const;

  before(async () => {
    [old, modern, blocks, others] = await Promise.all([
      startModuleHost('scorm12', 'student'),
      startModuleHost('scorm2004-4', 'student'),
      startModuleHost('scorm2004-3', 'hall', FIXTURES),
      startModuleHost('scorm12', 'office', OTHERS),
    ]);
  });
  after(async () => {
    await Promise.all([old, modern, blocks, others].map((host) => host.close()));
    await closeSharedBrowser();
  });

  it('record the best path in SCORM 1.2 as the source counts it', async () => {
    await takeAndCheck(old, 'st-1', { manner: 'best' });
  });

  it('record the worst path in SCORM 2004 as the source counts it', async () => {
    await takeAndCheck(modern, 'st-3', { manner: 'worst' });
  });

  it('pass and fail the final test at its mark', async () => {
    await takeAndCheck(old, 'st-final', { manner: 'best' });
    await takeAndCheck(modern, 'st-final', { manner: 'worst' });
  });

  for (const target of ['scorm12', 'scorm2004-4'] as const) {
    it(`tell a failed test as incomplete where they were built so: ${target}`, async () => {
      const policy = { ...DEFAULT_POLICY, incompleteUntilPassed: true };
      const host = await startModuleHost(target, 'hall', FIXTURES, policy);
      try {
        await takeAndCheck(host, 'hall-test', { manner: 'worst' });
        await takeAndCheck(host, 'hall-test', { manner: 'best' });
      } finally {
        await host.close();
      }
    });
  }

  it('stand still as soon as a question is shown, so that a quick tap meets what it aimed at', async () => {
    const visit = await visitModule(modern, 'st-final', { phone: true });
    try {
      await visit.page.setViewportSize({ width: 390, height: 420 });
      await visit.frame.locator('.actions .main').first().click();
      await visit.frame.locator('.test .actions .main').click();
      const forward = visit.frame.locator('.test .actions .main', { hasText: 'Question 2 of 20' });
      await forward.scrollIntoViewIfNeeded();
      const tops = await forward.evaluate(async (button: HTMLElement) => {
        button.click();
        const found = [`${window.top?.scrollY} ${window.scrollY}`];
        for (let frame = 0; frame < 30; frame += 1) {
          await new Promise((resolve) => requestAnimationFrame(resolve));
          found.push(`${window.top?.scrollY} ${window.scrollY}`);
        }
        return [...new Set(found)];
      });
      expect(tops).to.have.length(1);
    } finally {
      await visit.close();
    }
  });

  it('play every kind of block by keyboard alone', async () => {
    for (const [host, id] of everyBlock()) await takeAndCheck(host, id, { manner: 'best', byKeyboard: true });
  });

  it('go on at the same place with the same answers after every block, and call as a strict system wants it', async function () {
    this.timeout(600_000);
    for (const [host, id] of everyBlock()) {
      const required = allBlocks(moduleCalled(host.course, id).module).filter(isRequired);
      expect(await takeWithReturns(host, id), id).to.equal(required.length);
    }
  });

  it('say that nothing is recorded where there is no system', async () => {
    const visit = await visitModule(modern, 'st-1');
    try {
      await visit.page.goto(`${modern.base}/st-1.html`);
      await visit.page.getByText('nothing is recorded').waitFor();
      const answers = moduleCalled(modern.course, 'st-1');
      const officer = new ScriptedOfficer(visit.page, visit.page.mainFrame(), answers, { manner: 'best' });
      await officer.takeModule();
      await visit.page.getByText(`Score ${expectedScore(answers, 'best')} of 100`).waitFor();
      expect(visit.errors).to.deep.equal([]);
    } finally {
      await visit.close();
    }
  });

  it('run by a script and styles of 45 kB at most, packed', () => {
    const sizes = ['assets/module.js', 'assets/module.css'].map(
      (path) => gzipSync(modern.files.get(path) ?? Buffer.alloc(0)).length,
    );
    expect(Math.min(...sizes)).to.be.above(1000);
    expect(sizes.reduce((sum, size) => sum + size, 0)).to.be.at.most(RUN_TIME_LIMIT);
  });

  it('show their first section within the weight that a patrol car can load', async () => {
    const modules = modern.course.parts.flatMap((part) => part.modules);
    expect(modules.length).to.be.at.least(9);
    for (const { id } of modules) {
      const before = new Map(modern.sent);
      const visit = await visitModule(modern, id);
      try {
        await visit.frame.locator('.actions .main').first().click();
        await visit.page.waitForLoadState('networkidle');
        const [first] = moduleCalled(modern.course, id).module.sections;
        await visit.frame.locator('h2', { hasText: first?.title ?? '' }).waitFor();
      } finally {
        await visit.close();
      }
      const paths = [...modern.sent].filter(([path, length]) => modern.files.has(path) && length !== before.get(path));
      expect(paths.map(([path]) => path)).to.include.members(['assets/module.js', `${id}.html`]);
      const onTheWire = paths.map(([path]) => {
        const bytes = modern.files.get(path) ?? Buffer.alloc(0);
        return path.endsWith('.woff2') ? bytes.length : gzipSync(bytes).length;
      });
      expect(
        onTheWire.reduce((sum, length) => sum + length, 0),
        id,
      ).to.be.at.most(FIRST_SECTION_LIMIT);
    }
  });

  for (const look of [
    { name: 'light', dark: false, phone: false },
    { name: 'dark on a phone', dark: true, phone: true },
  ]) {
    it(`have no barrier that axe finds, in every block: ${look.name}`, async () => {
      for (const [host, id] of everyBlock()) await checkBarriers(host, id, look);
    });
  }

  it('never scroll sideways at 320 pixels', async () => {
    for (const [host, id] of everyBlock()) await checkWidth(host, id);
  });
});
