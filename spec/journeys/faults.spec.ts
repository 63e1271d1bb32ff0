import { expect } from 'chai';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { startBrowser } from '../support/browser.ts';
import { startFaultSite, type FaultSite, type FaultSiteOptions } from '../support/fault-site.ts';
import { startOwnPostgres } from '../support/own-postgres.ts';
import { openCourse, playerState, scoFrame, storedRecord, whenSaved } from '../support/player.ts';
import { watchTruth } from '../support/save-truth.ts';
import { scorm12Package } from '../support/sco-packages.ts';
import { mountSmallDisk, setUnchangeable } from '../support/small-disk.ts';
import { scratchPath } from '../support/databases.ts';

const LONG_MS = 300_000;

/** What is taken from under the server, and what must then be said about it. */
interface Fault {
  begin(): Promise<void>;
  end(): Promise<void>;
  readonly code: string;
  /** Part of the page's own banner. */
  readonly words: string;
  /** False while the rows cannot even be read. */
  readonly isUp: () => boolean;
}

interface Puppet {
  lms: { set(element: string, value: string): string };
}

/** An archive stays open for ten seconds after it was opened, and what lies open can be read: longer than that, ms. */
const OPEN_MS = 12_000;

describe('an officer on a server that has lost its ground', function () {
  this.timeout(900_000);
  let browser: Browser;
  let context: BrowserContext;
  let site: FaultSite | null = null;
  const undone: (() => Promise<void>)[] = [];

  before(async () => {
    browser = await startBrowser({ like: 'people' });
  });
  after(() => browser?.close());
  beforeEach(async () => {
    context = await browser.newContext();
    context.setDefaultTimeout(LONG_MS);
  });
  afterEach(async () => {
    await context.close();
    await site?.remove();
    site = null;
    for (const undo of undone.splice(0).toReversed()) await undo();
  });

  async function open(options: FaultSiteOptions): Promise<FaultSite> {
    site = await startFaultSite(options);
    return site;
  }

  async function place(page: Page, value: string): Promise<void> {
    const sco = await scoFrame(page);
    const answer = await sco.evaluate(
      (to) => (window as unknown as Puppet).lms.set('cmi.core.lesson_location', to),
      value,
    );
    expect(answer).to.equal('true');
  }

  async function play(at: FaultSite): Promise<Page> {
    const page = await context.newPage();
    await at.signIn(page, at.officer);
    await openCourse(page, at, at.courseId);
    return page;
  }

  async function live(at: FaultSite, fault: Fault): Promise<void> {
    const page = await play(at);
    const truth = watchTruth(page, at, at.officer, fault.isUp);
    await place(page, 'before');
    await truth.setTo('before');
    await truth.during(whenSaved(page, LONG_MS));

    await fault.begin();
    await place(page, 'during');
    await truth.setTo('during');
    const isOnDevice = () => document.documentElement.dataset['saveState'] === 'device';
    await truth.during(page.waitForFunction(isOnDevice, undefined, { timeout: LONG_MS }));
    const banner = page.locator('[data-banner="offline"]', { hasText: fault.words });
    await truth.during(banner.waitFor({ timeout: LONG_MS }));
    // The course itself goes on.
    await place(page, 'still going');
    await truth.setTo('still going');
    expect(await playerState(page)).to.equal('playing');
    expect(await at.untilReady(503)).to.contain(fault.code);
    const lives = await at.ask('/healthz');
    expect([lives.status, lives.text.includes(fault.code)], lives.text).to.deep.equal([200, true]);
    expect((await at.ask('/metrics')).text).to.match(
      new RegExp(`schoolbeat_errors_total\\{code="${fault.code}[A-Z_]*"\\} [1-9]`),
    );

    await fault.end();
    await truth.during(whenSaved(page, LONG_MS));
    expect(truth.lies).to.deep.equal([]);
    expect(await storedRecord(at, at.officer)).to.include({ 'cmi.core.lesson_location': 'still going' });
    await at.untilReady(200);
    expect((await at.ask('/healthz')).text).to.equal('{"ok":true,"faults":[]}');
    await page.close();
    // The same process all along, which then ends as it should.
    expect(await at.server.stop(), at.server.said()).to.equal(0);
  }

  it('works on when the disk of the database is full, and is saved when it has room again', async function () {
    const disk = await mountSmallDisk(24);
    if (disk === null) this.skip();
    undone.push(() => disk.remove());
    const at = await open({ databaseUrl: `sqlite:${join(disk.path, 'site.sqlite')}` });
    await live(at, {
      code: 'DATABASE_FULL',
      words: 'no room left',
      isUp: () => true,
      async begin() {
        // Room that the log of the database has taken already would still be used.
        await at.rows('PRAGMA wal_checkpoint(TRUNCATE)');
        await disk.fill();
      },
      end: () => disk.empty(),
    });
  });

  it('works on when the database takes no changes, and is saved when it takes them again', async function () {
    const folder = await scratchPath('rows');
    const at = await open({ databaseUrl: `sqlite:${join(folder, 'site.sqlite')}` });
    undone.push(async () => void (await setUnchangeable(folder, false)));
    if (!(await setUnchangeable(folder, true))) this.skip();
    await setUnchangeable(folder, false);
    await live(at, {
      code: 'DATABASE_',
      words: 'The server cannot save at the moment',
      isUp: () => true,
      begin: async () => void (await setUnchangeable(folder, true)),
      end: async () => void (await setUnchangeable(folder, false)),
    });
  });

  it('works on while PostgreSQL is restarted, and is saved when it is back', async () => {
    const postgres = await startOwnPostgres();
    undone.push(() => postgres.remove());
    let isUp = true;
    await live(await open({ databaseUrl: postgres.url }), {
      code: 'DATABASE_UNAVAILABLE',
      words: 'its database cannot be reached',
      isUp: () => isUp,
      async begin() {
        isUp = false;
        await postgres.stop();
      },
      async end() {
        await postgres.start();
        isUp = true;
      },
    });
  });

  it('is saved as ever while the store of course files is gone, and an author is told why nothing can be stored', async () => {
    const at = await open({});
    const page = await play(at);
    const file = (await scoFrame(page)).url().replace(/one\.html.*$/, 'extra.txt');
    await rename(at.storage, `${at.storage}.away`);
    await place(page, 'without files');
    await page.waitForFunction(() => document.documentElement.dataset['saveState'] !== 'saved');
    await whenSaved(page, LONG_MS);
    expect(await storedRecord(at, at.officer)).to.include({ 'cmi.core.lesson_location': 'without files' });
    await new Promise((resolve) => setTimeout(resolve, OPEN_MS));
    const missing = await fetch(file);
    expect([missing.status, missing.headers.get('retry-after')]).to.deep.equal([503, '5']);
    expect(await at.untilReady(503)).to.contain('STORAGE_UNAVAILABLE');
    expect((await at.ask('/healthz')).text).to.contain('STORAGE_UNAVAILABLE');

    await page.close();
    const desk = await context.newPage();
    await at.signIn(desk, at.author);
    await desk.goto(`${at.base}/author/import`);
    const buffer = await scorm12Package('Uploaded', [{ id: 'one', title: 'One' }]);
    const choose = () =>
      desk.setInputFiles('input[type=file]', { name: 'uploaded.zip', mimeType: 'application/zip', buffer });
    await choose();
    await desk.click('[data-send]');
    await desk.locator('[data-problem-text]', { hasText: 'cannot reach its store' }).waitFor({ timeout: LONG_MS });
    await desk.goto(`${at.base}/admin/system`);
    expect(await desk.textContent('main')).to.contain('STORAGE_UNAVAILABLE');

    await rename(`${at.storage}.away`, at.storage);
    await at.untilReady(200);
    expect(await (await fetch(file)).text()).to.equal('not asked for yet');
    await desk.goto(`${at.base}/author/import`);
    await choose();
    await desk.click('[data-send]');
    await desk.waitForURL(/\/author\/versions\//, { timeout: LONG_MS });
    expect(await at.server.stop(), at.server.said()).to.equal(0);
  });
});
