import { writeFile } from 'node:fs/promises';
import { expect } from 'chai';
import type { BrowserContext, Frame, Page } from 'playwright-core';
import { blockThirdPartyCookies, type ThirdPartyCookies } from './browser.ts';
import { scratchPath } from './databases.ts';
import { buildDispatch, type DispatchPlace } from './dispatch-site.ts';
import { startDispatchLms, type DispatchLms, type LmsShape } from './dispatch-lms.ts';
import { actorFor } from './people.ts';
import { PUPPET, scorm12Package, scorm2004Package } from './sco-packages.ts';
import { startSite, type Site } from './site.ts';

/** Standards of dispatch packages. */
export const STANDARDS = ['scorm12', 'scorm2004-4'] as const;
export const SHAPES: readonly LmsShape[] = ['direct', 'nested', 'pop-up', 'new tab'];
export const WAYS_OUT = ['exit', 'close tab', 'navigate away'] as const;

type Standard = (typeof STANDARDS)[number];

/** Our server, an LMS of somebody else, and a dispatch package of each standard in it. */
export interface DispatchWorld {
  readonly site: Site;
  readonly lms: DispatchLms;
  readonly places: Readonly<Record<Standard, DispatchPlace>>;
  /** Makes another package and uploads it under a name. */
  addPackage(name: string, standard: Standard, like?: { seats?: number; sites?: string[] }): Promise<DispatchPlace>;
  close(): Promise<void>;
}

/** Opens both on this machine: localhost and 127.0.0.1 are two sites. */
export async function startDispatchWorld(): Promise<DispatchWorld> {
  const [site, lms] = await Promise.all([startSite({ mount: '/training' }), startDispatchLms()]);
  const item = { id: 'one', title: 'One', html: PUPPET };
  const courses = {
    scorm12: await site.app.packages.install(await onDisk(await scorm12Package('Puppet 1.2', [item]))),
    'scorm2004-4': await site.app.packages.install(await onDisk(await scorm2004Package('Puppet 2004', [item]))),
  };
  const addPackage: DispatchWorld['addPackage'] = async (
    name,
    standard,
    { seats = null, sites = [lms.origin] } = {},
  ) => {
    const { courseId } = courses[standard];
    const place = await buildDispatch(site.app, { courseId, standard, sites, ...(seats !== null && { seats }) });
    const { bytes } = await site.app.embedding.dispatch.zip(await actorFor(site.app, place.boss), place.doorId);
    await lms.upload(name, bytes, standard);
    return place;
  };
  const places = {
    scorm12: await addPackage('scorm12', 'scorm12'),
    'scorm2004-4': await addPackage('scorm2004-4', 'scorm2004-4'),
  };
  return {
    site,
    lms,
    places,
    addPackage,
    async close() {
      await lms.close();
      await site.remove();
    },
  };
}

/** The windows of one learner: the LMS, and where the package runs (the same page where it lies in a frame). */
export interface OpenPackage {
  readonly lmsPage: Page;
  readonly stubPage: Page;
}

/** Opens the LMS for a learner and the package in it; does not wait for the course. */
export async function openPackage(
  { lms }: DispatchWorld,
  context: BrowserContext,
  learner: string,
  of: { package: string; shape: LmsShape; mode?: string },
  cookies: ThirdPartyCookies = 'allowed',
): Promise<OpenPackage> {
  const lmsPage = await context.newPage();
  if (cookies === 'blocked') await blockThirdPartyCookies(lmsPage);
  await lmsPage.goto(lms.page(learner, of));
  const isApart = of.shape === 'pop-up' || of.shape === 'new tab';
  const [stubPage] = await Promise.all([isApart ? context.waitForEvent('page') : lmsPage, lmsPage.click('#open')]);
  if (cookies === 'blocked' && isApart) await blockThirdPartyCookies(stubPage);
  return { lmsPage, stubPage };
}

/** Frame of our player page in the package, once the course plays. */
export async function playing({ stubPage }: Pick<OpenPackage, 'stubPage'>): Promise<Frame> {
  const frame = await until(() => stubPage.frames().find((one) => one.url().includes('/doors/')));
  await frame.waitForFunction(() => document.documentElement.dataset['playerState'] === 'playing');
  await until(() => stubPage.frames().find((one) => one.name() === 'sco'));
  return frame;
}

interface Puppet {
  readonly lms: { set(element: string, value: string): string; get(element: string): string; commit(): string };
}

/** The part of the course that plays. */
export const scoOf = ({ stubPage }: Pick<OpenPackage, 'stubPage'>): Frame => {
  const frame = stubPage.frames().find((one) => one.name() === 'sco');
  if (frame === undefined) throw new Error('No part of the course plays.');
  return frame;
};

/** Sets elements in the course; resolves with the browser's clock before the first, ms. */
export function setInCourse(
  open: Pick<OpenPackage, 'stubPage'>,
  values: readonly (readonly [string, string])[],
): Promise<number> {
  return scoOf(open).evaluate((all) => {
    const at = Date.now();
    for (const [element, value] of all) (window as unknown as Puppet).lms.set(element, value);
    return at;
  }, values);
}

/** What the course says when it asks for an element. */
export const getInCourse = (open: Pick<OpenPackage, 'stubPage'>, element: string): Promise<string> =>
  scoOf(open).evaluate((name) => (window as unknown as Puppet).lms.get(name), element);

/** What passing the course with 90 means to each standard. */
export const PASSING: Readonly<Record<Standard, readonly (readonly [string, string])[]>> = {
  scorm12: [
    ['cmi.core.score.raw', '90'],
    ['cmi.core.lesson_status', 'passed'],
  ],
  'scorm2004-4': [
    ['cmi.score.min', '0'],
    ['cmi.score.max', '100'],
    ['cmi.score.raw', '90'],
    ['cmi.score.scaled', '0.9'],
    ['cmi.success_status', 'passed'],
    ['cmi.completion_status', 'completed'],
  ],
};

/** What the LMS then has. */
export const PASSED: Readonly<Record<Standard, Readonly<Record<string, string>>>> = {
  scorm12: {
    'cmi.core.lesson_status': 'passed',
    'cmi.core.score.raw': '90',
    'cmi.core.score.min': '0',
    'cmi.core.score.max': '100',
    'cmi.core.exit': 'suspend',
  },
  'scorm2004-4': {
    'cmi.completion_status': 'completed',
    'cmi.success_status': 'passed',
    'cmi.score.raw': '90',
    'cmi.score.scaled': '0.9',
    'cmi.exit': 'suspend',
  },
};

/** Waits for something to be there. */
export async function until<T>(look: () => T | null | undefined | false, ms = 20_000): Promise<T> {
  for (const end = Date.now() + ms; Date.now() < end; await new Promise((done) => setTimeout(done, 20))) {
    const found = look();
    if (found !== null && found !== undefined && found !== false) return found;
  }
  throw new Error(`It did not happen within ${ms} ms: ${String(look)}`);
}

/** True once an LMS has all these values of a learner. */
export function hasValues(
  { lms }: Pick<DispatchWorld, 'lms'>,
  learner: string,
  wanted: Readonly<Record<string, string>>,
): boolean {
  const { values } = lms.recordOf(learner);
  return Object.entries(wanted).every(([element, value]) => values[element] === value);
}

/** One case of the matrix. */
export interface Run {
  readonly standard: Standard;
  readonly shape: LmsShape;
  readonly way: (typeof WAYS_OUT)[number];
  readonly cookies: ThirdPartyCookies;
  readonly learner: string;
}

function tryCookie(): string {
  document.cookie = 'probe=1; SameSite=None; Secure; Path=/';
  return document.cookie;
}

/**
 * One run of the matrix: opens the course in the LMS, passes it, leaves, and holds the LMS to what it must have. Resolves with
 * the time from the course's word to the LMS's commit, ms.
 */
export async function playRun(
  world: DispatchWorld,
  context: BrowserContext,
  { standard, shape, way, cookies, learner }: Run,
): Promise<number> {
  const open = await openPackage(world, context, learner, { package: standard, shape }, cookies);
  const player = await playing(open);
  // The run is worth its name: our page in the frame may keep a cookie, or may not.
  expect(await player.evaluate(tryCookie)).to.equal(cookies === 'allowed' ? 'probe=1' : '');
  const at = await setInCourse(open, PASSING[standard]);
  await until(() => hasValues(world, learner, PASSED[standard]));
  const commits = world.lms.recordOf(learner).calls.filter((call) => call.method.endsWith('Commit'));
  const took = (commits.at(-1)?.at ?? Number.NaN) - at;
  await leave(world, open, player, way);
  await until(() => isEnded(world, learner) || way === 'close tab');
  const { calls, values } = world.lms.recordOf(learner);
  expect(values).to.include(PASSED[standard]);
  const ends = calls.filter(({ method }) => /Finish$|Terminate$/.test(method));
  expect(ends.length).to.be.within(way === 'close tab' ? 0 : 1, 1);
  // Nothing is called after the end, nothing was refused, and the session is to be resumed before its first commit.
  if (ends[0] !== undefined) expect(calls.at(-1)).to.equal(ends[0]);
  expect(calls.filter(({ error }) => error !== '0' && error !== '403')).to.deep.equal([]);
  const firstCommit = calls.findIndex(({ method }) => method.endsWith('Commit'));
  const exit = calls.findIndex(({ element, value }) => element.endsWith('exit') && value === 'suspend');
  expect(exit).to.be.within(0, firstCommit - 1);
  for (const page of new Set([open.lmsPage, open.stubPage])) await page.close();
  return took;
}

const isEnded = ({ lms }: DispatchWorld, learner: string): boolean =>
  lms.recordOf(learner).calls.some(({ method }) => /Finish$|Terminate$/.test(method));

async function leave(
  { lms }: DispatchWorld,
  { stubPage }: OpenPackage,
  player: Frame,
  way: (typeof WAYS_OUT)[number],
): Promise<void> {
  if (way === 'exit') await player.locator('#exit').click();
  else if (way === 'close tab') await stubPage.close();
  else await stubPage.goto(`${lms.origin}/elsewhere`);
}

async function onDisk(zip: Buffer): Promise<string> {
  const path = await scratchPath('course.zip');
  await writeFile(path, zip);
  return path;
}
