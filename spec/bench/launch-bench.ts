/// <reference lib="dom" />
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { startBrowser } from '../support/browser.ts';
import { scoFrame } from '../support/player.ts';
import { PUPPET, scorm12Package, scorm2004Package, type SpecItem } from '../support/sco-packages.ts';
import { startSite, type Site, type SitePerson } from '../support/site.ts';
import { median, table, type BenchResult } from './bench-result.ts';

const ROUNDS = 3;
const ACTIVITIES = 100;

/** What came over the wire to the browser, told by the servers' own sockets. */
interface Wire {
  /** Forgets what came before. */
  begin(): void;
  heard(request: IncomingMessage): void;
  requests(): number;
  bytes(): number;
}

function createWire(): Wire {
  const sockets = new Map<Socket, number>();
  let requests = 0;
  return {
    begin() {
      for (const socket of sockets.keys()) sockets.set(socket, socket.bytesWritten);
      requests = 0;
    },
    heard({ socket }) {
      if (!sockets.has(socket)) sockets.set(socket, socket.bytesWritten);
      requests += 1;
    },
    requests: () => requests,
    bytes: () => [...sockets].reduce((sum, [socket, before]) => sum + socket.bytesWritten - before, 0),
  };
}

/** The puppet, which also says when its Initialize was answered. */
const TIMED = PUPPET.replace(
  'window.began = window.lms.init();',
  'window.began = window.lms.init(); window.answeredAt = performance.timeOrigin + performance.now();',
);

interface Launch {
  readonly ms: number;
  readonly requests: number;
  readonly bytes: number;
}

/** From the click on the course's button to the answer of Initialize, by the clock of the browser's machine. */
async function launch(page: Page, site: Site, courseId: string, wire: Wire): Promise<Launch> {
  await page.goto(`${site.base}/courses/${courseId}`);
  wire.begin();
  const clickedAt = await page.evaluate(() => {
    const button = document.querySelector<HTMLElement>('main form[action*="/start"] button, main a[href*="/play/"]');
    if (button === null) throw new Error('The page of the course has no button that opens it.');
    const now = performance.timeOrigin + performance.now();
    button.click();
    return now;
  });
  await page.waitForURL(/\/play\//);
  const frame = await scoFrame(page);
  await frame.waitForFunction(() => 'answeredAt' in window);
  const { answeredAt, began } = await frame.evaluate(() => ({
    answeredAt: Number(Reflect.get(window, 'answeredAt')),
    began: String(Reflect.get(window, 'began')),
  }));
  if (began !== 'true') throw new Error(`Initialize answered ${began}.`);
  const seen = { ms: answeredAt - clickedAt, requests: wire.requests(), bytes: wire.bytes() };
  await page.goto('about:blank');
  return seen;
}

/** A person's first launch in a fresh profile, then one more with everything in the browser's cache. */
async function coldAndWarm(browser: Browser, site: Site, person: SitePerson, courseId: string, wire: Wire) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await site.signIn(page, person);
    const cold = await launch(page, site, courseId, wire);
    return { cold, warm: await launch(page, site, courseId, wire) };
  } finally {
    await context.close();
  }
}

const items = (count: number): SpecItem[] =>
  Array.from({ length: count }, (_, number) => ({ id: `part-${number}`, title: `Part ${number + 1}`, html: TIMED }));

/** Click to Initialize in Chromium, cold and warm, SCORM 1.2 and 2004 with a hundred activities. */
export async function launchBench(): Promise<BenchResult> {
  const wire = createWire();
  const site = await startSite({
    heard: (request) => wire.heard(request),
    contentHeard: (request) => wire.heard(request),
  });
  const browser = await startBrowser({ like: 'people' });
  try {
    const courses = {
      'SCORM 1.2, 1 activity': await site.addCourse(await scorm12Package('Short', items(1))),
      'SCORM 1.2, 100 activities': await site.addCourse(await scorm12Package('Long', items(ACTIVITIES))),
      'SCORM 2004, 100 activities': await site.addCourse(
        await scorm2004Package('Tree', items(ACTIVITIES), '<imsss:controlMode choice="true" flow="true"/>'),
      ),
    };
    const rows: (string | number)[][] = [];
    for (const [name, courseId] of Object.entries(courses)) {
      const taken: Awaited<ReturnType<typeof coldAndWarm>>[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const person = await site.addPerson({ roles: ['officer'] });
        taken.push(await coldAndWarm(browser, site, person, courseId, wire));
      }
      for (const cache of ['cold', 'warm'] as const) {
        const of = (key: keyof Launch): string => median(taken.map((one) => one[cache][key])).toFixed(0);
        rows.push([name, cache, of('ms'), of('requests'), of('bytes')]);
      }
    }
    const head = ['course', 'cache', 'click to Initialize, ms', 'requests', 'bytes on the wire'];
    return { lines: table(head, rows), floors: [] };
  } finally {
    await browser.close();
    await site.remove();
  }
}
