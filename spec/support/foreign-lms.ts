/// <reference lib="dom" />
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser, Frame, Locator, Page } from 'playwright-core';
import { buildCourse, directoryTree, readCourses, type BuiltCourse } from '../../server/authoring/index.ts';
import { scoreOf } from '../../server/standards/index.ts';
import { installCourses } from '../../server/install-courses.ts';
import { startDispatchLms, type DispatchLms } from './dispatch-lms.ts';
import { playing, until } from './dispatch-runs.ts';
import { moduleCalled, takeAndCheck } from './modules/module-checks.ts';
import { servePackage } from './modules/module-host.ts';
import { visitOwn } from './modules/own-visit.ts';
import { takeOwn } from './modules/own-checks.ts';
import { ScriptedOfficer, type Manner } from './modules/scripted-officer.ts';
import { startSite, type Site, type SitePerson } from './site.ts';

/** Standards of dispatch packages. */
type DispatchTarget = 'scorm12' | 'scorm2004-4';
/** Standards of full packages. */
type PackageTarget = DispatchTarget | 'scorm2004-3';

/** How a course or a part of it ended. */
interface Ended {
  readonly score: number | null;
  readonly completion: string;
  readonly success: string;
}

/** How everything ended on our own server. */
interface EndedHere {
  readonly modules: ReadonlyMap<string, Ended>;
  readonly course: Ended;
}

/** Our server with a course that was written on it, somebody who may take packages from it, and an LMS of somebody else. */
export interface ForeignWorld {
  readonly site: Site;
  readonly lms: DispatchLms;
  readonly course: BuiltCourse;
  /** Modules in their order. */
  readonly modules: readonly string[];
  /** Takes all modules that open on our own server (a test may wait until others are passed); resolves how each of them ended, and the whole course. */
  takeHere(manner: Manner): Promise<EndedHere>;
  /** The full package as the page hands it out. */
  download(target: PackageTarget): Promise<Buffer>;
  /** Makes a dispatch package by its page and takes it from there. */
  dispatch(target: DispatchTarget): Promise<Buffer>;
  /** Takes them by a dispatch package in the LMS; resolves how the LMS says that the course ended. */
  takeThere(target: DispatchTarget, manner: Manner): Promise<Ended>;
  close(): Promise<void>;
}

/** Opens both, the courses below a folder installed as the first start does it. */
export async function openForeignWorld(browser: Browser, root: string, folder: string): Promise<ForeignWorld> {
  const [site, lms] = await Promise.all([startSite({ mount: '/training', root }), startDispatchLms()]);
  await installCourses(site.app, root);
  const tree = directoryTree(join(root, 'courses'));
  const { courses, skills } = readCourses(tree, folder);
  const [files] = courses;
  if (files === undefined) throw new Error(`There is no course ${folder}.`);
  const course = buildCourse(files, skills?.data ?? null, tree);
  const modules = course.parts.flatMap((part) => part.modules.map(({ id }) => id));
  const boss = await site.addPerson({ roles: ['administrator', 'instructor'] });
  const [row] = await site.rows<{ id: string }>('select id from sb_courses where title = ?', [course.title]);
  const courseId = row?.id ?? '';
  const context = await browser.newContext();
  const desk = await context.newPage();
  await site.signIn(desk, boss);

  return {
    site,
    lms,
    course,
    modules,
    async takeHere(manner) {
      const person = await site.addPerson({ roles: ['officer'] });
      const visit = await visitOwn(site, browser, { person, courseId });
      const ended = new Map<string, Ended>();
      for (const id of modules) {
        if (await isShut(visit.page.mainFrame(), id)) break;
        await takeOwn(visit, { course }, id, { manner });
        const { score, completion, success } = await visit.stored(id);
        ended.set(id, { score, completion, success });
      }
      await visit.close();
      return { modules: ended, course: await standingOf(site, person) };
    },
    async download(target) {
      await desk.goto(`${site.base}/organisation/doors/download`);
      await desk.selectOption('[name=courseId]', courseId);
      await desk.selectOption('[name=target]', target);
      return downloadBy(desk, () => desk.getByRole('button', { name: 'Download the package' }).click());
    },
    dispatch: (target) => makeDispatchAt(desk, site, { courseId, standard: target, lms: lms.origin }),
    async takeThere(target, manner) {
      const learner = `${target} ${manner}`;
      const elsewhere = await browser.newContext();
      const page = await elsewhere.newPage();
      await page.goto(lms.page(learner, { package: target, shape: 'direct' }));
      await page.click('#open');
      const player = await playing({ stubPage: page });
      for (const id of modules) {
        if (await isShut(player, id)) break;
        const frame = await openModule(page, player, id);
        const officer = new ScriptedOfficer(page, frame, moduleCalled(course, id), { manner });
        await officer.takeModule();
        await officer.leave();
        await player.waitForFunction(() => document.documentElement.dataset['saveState'] === 'saved');
      }
      await player.locator('#exit').click();
      await until(() => lms.recordOf(learner).calls.some(({ method }) => /Finish$|Terminate$/.test(method)), 60_000);
      await elsewhere.close();
      return endedBy(lms.recordOf(learner).values);
    },
    async close() {
      await context.close();
      await lms.close();
      await site.remove();
    },
  };
}

/** The file that a click on a page brings. */
export async function downloadBy(page: Page, click: () => Promise<void>): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent('download'), click()]);
  return readFile(await download.path());
}

/** Makes a dispatch package by its page, as an administrator who is signed in there, and takes it from there. */
export async function makeDispatchAt(
  page: Page,
  { base }: Pick<Site, 'base'>,
  { courseId, standard, lms }: { courseId: string; standard: DispatchTarget; lms: string },
): Promise<Buffer> {
  await page.goto(`${base}/organisation/doors/dispatch/new`);
  await page.fill('[name=title]', `County ${standard}`);
  await page.selectOption('[name=courseId]', courseId);
  await page.selectOption('[name=standard]', standard);
  await page.fill('[name=sites]', lms);
  await page.getByRole('button', { name: 'Make the package' }).click();
  await page.getByText('The package is ready.').waitFor();
  return downloadBy(page, () => page.getByRole('link', { name: 'Download the package' }).click());
}

const entryOf = (player: Frame, id: string): Locator => player.locator(`[data-activity="${id}"]`);

const isShut = async (player: Frame, id: string): Promise<boolean> =>
  (await entryOf(player, id).getAttribute('aria-disabled')) === 'true';

/** A module in the player of a dispatch package, once it stands. */
async function openModule(page: Page, player: Frame, id: string): Promise<Frame> {
  const entry = entryOf(player, id);
  if ((await entry.getAttribute('aria-current')) === null) await entry.click();
  const frame = await until(() => page.frames().find((one) => one.url().endsWith(`/${id}.html`)));
  await frame.locator('.body').waitFor();
  return frame;
}

/** The attempt of somebody who made one. */
async function standingOf(site: Site, person: SitePerson): Promise<Ended> {
  const [row] = await site.rows<{ raw: number | null; scaled: number | null; completion: string; success: string }>(
    `select a.score_raw as raw, a.score_scaled as scaled, a.completion, a.success from sb_attempts a
     join sb_registrations r on r.id = a.registration_id where r.person_id = ?`,
    [person.id],
  );
  if (row === undefined) throw new Error('There is no attempt.');
  const { raw: scoreRaw, scaled: scoreScaled, completion, success } = row;
  // A course that was begun is incomplete to an LMS until it is completed.
  const isDone = completion === 'completed';
  return { score: scoreOf({ scoreRaw, scoreScaled }), completion: isDone ? completion : 'incomplete', success };
}

/** How the record in an LMS says that something ended. */
function endedBy(record: Readonly<Record<string, string>>): Ended {
  const score = record['cmi.core.score.raw'] ?? record['cmi.score.raw'];
  const status = record['cmi.core.lesson_status'];
  return {
    score: score === undefined ? null : Number(score),
    completion: record['cmi.completion_status'] ?? (status === 'incomplete' ? 'incomplete' : 'completed'),
    success: record['cmi.success_status'] ?? (status === 'passed' || status === 'failed' ? status : 'unknown'),
  };
}

/** Takes the full package as the page hands it out on a bare host page and holds every module to what ended on our own server. */
export async function checkDownloaded(
  world: ForeignWorld,
  target: PackageTarget,
  manner: Manner,
  here: EndedHere,
): Promise<void> {
  const host = await servePackage(await world.download(target), { course: world.course, target });
  try {
    for (const id of here.modules.keys()) {
      const { record } = await takeAndCheck(host, id, { manner });
      expect({ target, id, ...endedBy(record) }).to.deep.equal({ target, id, ...here.modules.get(id) });
    }
  } finally {
    await host.close();
  }
}

/** The same with the dispatch package, which tells the LMS of the whole course. */
export async function checkDispatched(
  world: ForeignWorld,
  target: DispatchTarget,
  manner: Manner,
  here: EndedHere,
): Promise<void> {
  await world.lms.upload(target, await world.dispatch(target), target);
  expect({ target, ...(await world.takeThere(target, manner)) }).to.deep.equal({ target, ...here.course });
}
