import { expect } from 'chai';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { createApart, type Apart } from '../../../server/authoring/apart/create-apart.ts';
import {
  buildCourse,
  BUILD_TARGETS,
  checkCourses,
  DEFAULT_POLICY,
  directoryTree,
  filesOf,
  memoryTree,
  packCourse,
  readCourses,
  readRuntime,
} from '../../../server/authoring/index.ts';
import { onSqlite } from '../../support/databases.ts';
import { openDraftWorld } from '../../support/draft-world.ts';
import { sourceRoot } from '../../support/source-root.ts';
import { changed, FIXTURE, MODULE } from '../course-fixture.ts';

const A = 'agency-a';
const B = 'agency-b';
const TODAY = '2026-09-01';
const LIMITS = { longestMs: 60_000, heapMb: 1024, mostEach: 2, most: 3, idleMs: 1000 };
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('checks and builds in a process of their own', () => {
  let apart: Apart;
  let root: string;
  before(async () => {
    root = await sourceRoot();
    apart = createApart(root);
  });
  after(() => apart.close());

  it('say the same as on this thread, one after the other', async () => {
    const files = changed(MODULE, 'alt: A long hall with lockers on both sides.', "alt: ''");
    const [good, bad] = await Promise.all([
      apart.check(A, memoryTree(FIXTURE), 'hall', TODAY),
      apart.check(A, memoryTree(files), 'hall', TODAY),
    ]);
    expect(good).to.deep.equal(checkCourses(memoryTree(FIXTURE), { only: 'hall', today: TODAY }).issues);
    expect(bad).to.deep.equal(checkCourses(memoryTree(files), { only: 'hall', today: TODAY }).issues);
    expect(bad.length).to.be.greaterThan(good.length);
    const asked = { folder: 'hall', today: TODAY, targets: BUILD_TARGETS, policy: DEFAULT_POLICY };
    expect((await apart.build(A, memoryTree(files), asked)).built).to.equal(null);
  });

  onSqlite((make) => {
    it('make of a draft the same bytes as of the same source in files, for every target', async () => {
      const world = await openDraftWorld(await make());
      const ann = await world.author();
      const tree = await world.authoring.drafts.tree(ann.actor, await world.draft(ann));
      const asked = { folder: 'hall', today: TODAY, targets: BUILD_TARGETS, policy: DEFAULT_POLICY };
      const { built } = await apart.build(A, tree, asked);
      const files = directoryTree(join(root, 'courses'));
      const runtime = await readRuntime(root);
      const read = readCourses(files, 'hall');
      const [course] = read.courses;
      if (course === undefined) throw new Error('no course');
      const made = buildCourse(course, read.skills?.data ?? null, files);
      expect(built?.packages.map(({ target }) => target)).to.deep.equal(BUILD_TARGETS);
      for (const { target, sha256: hash } of built?.packages ?? []) {
        const zip = await packCourse(made, target, filesOf(made, files, 'hall', runtime), DEFAULT_POLICY);
        expect(hash, target).to.equal(sha256(zip));
      }
    });
  });

  it('give the page of a module that plays by itself, though another module is broken', async () => {
    const files = { ...FIXTURE, 'hall/modules/02-test.yaml': 'id: [' };
    const page = await apart.page(A, memoryTree(files), 'hall', '01-hall');
    expect(page).to.contain('"target":"scorm12"').and.to.contain('A talk in the hall');
    expect(await apart.page(A, memoryTree(files), 'hall', '02-test')).to.equal(null);
  });

  it('refuse in words what takes too long or too much, and go on with the next', async () => {
    const hasty = createApart(root, { ...LIMITS, longestMs: 1 });
    const one = await hasty.check(A, memoryTree(FIXTURE), 'hall', TODAY).catch((error: unknown) => error);
    expect(one).to.include({ code: 'DRAFT_TOO_LARGE', status: 422 });
    hasty.close();
    expect(await apart.check(A, memoryTree(FIXTURE), 'hall', TODAY)).to.deep.equal([]);
  });

  it('let agencies take turns, bound what one has waiting, and say in words what waits', async () => {
    const one = createApart(root, LIMITS);
    const order: string[] = [];
    const ask = (agencyId: string, name: string) =>
      one.check(agencyId, memoryTree(FIXTURE), 'hall', TODAY).then(() => order.push(name));
    const first = [ask(A, 'A 1'), ask(A, 'A 2'), ask(A, 'A 3')];
    const refusedOf = (work: Promise<unknown>) => work.catch((error: unknown) => error);
    const most = (await refusedOf(ask(A, 'A 4'))) as Error;
    expect(most).to.include({ code: 'BUILDS_BUSY', status: 503 });
    expect(most.message).to.contain('2 of your agency and 0 of others wait now');
    const second = ask(B, 'B 1');
    const all = (await refusedOf(ask('agency-c', 'C 1'))) as Error;
    expect(all.message).to.contain('0 of your agency and 3 of others wait now');
    await Promise.all([...first, second]);
    expect(order).to.deep.equal(['A 1', 'A 2', 'B 1', 'A 3']);
    one.close();
  });

  it('start no process after the end, whoever asks or asked before', async () => {
    const processes = () => process.getActiveResourcesInfo().filter((kind) => kind === 'ProcessWrap').length;
    const before = processes();
    const one = createApart(root, LIMITS);
    const asked = { folder: 'hall', today: TODAY, targets: BUILD_TARGETS, policy: DEFAULT_POLICY };
    const codeOf = (work: Promise<unknown>) => work.catch((error: unknown) => (error as { code: string }).code);
    // One is worked on, one waits, one still reads the run-time.
    const works = [
      codeOf(one.check(A, memoryTree(FIXTURE), 'hall', TODAY)),
      codeOf(one.check(B, memoryTree(FIXTURE), 'hall', TODAY)),
      codeOf(one.build(A, memoryTree(FIXTURE), asked)),
    ];
    expect(processes()).to.equal(before + 1);
    one.close();
    works.push(codeOf(one.check(A, memoryTree(FIXTURE), 'hall', TODAY)));
    expect(await Promise.all(works)).to.deep.equal(works.map(() => 'BUILDS_BUSY'));
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(processes()).to.equal(before);
  });
});
