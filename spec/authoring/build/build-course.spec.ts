import { expect } from 'chai';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BUILD_TARGETS,
  buildCourse,
  DEFAULT_POLICY,
  directoryTree,
  packCourse,
  readCourses,
  type BuildTarget,
  type BuiltCourse,
} from '../../../server/authoring/index.ts';
import { sha256Hex } from '../../../server/platform/index.ts';
import { checkPackage } from '../../../server/packages/check-package.ts';
import { readManifest, type Activity } from '../../../server/standards/index.ts';
import { longestState, STATE_LIMIT } from '../../../server/standards/module/play.ts';
import { courseResult } from '../../../server/standards/scorm2004/index.ts';
import { ROOT } from '../../architecture/rooms.ts';
import { HeadlessPlayer, newPerson } from '../../standards/scorm2004/headless-player.ts';
import { parseXml } from '../../support/xml.ts';
import { readZip } from '../../support/zip.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures/courses');
const STAND_INS = ['assets/module.js', 'assets/module.css', 'LICENSE.txt'];
const FONTS = ['fonts/bitter-latin-wght-normal.woff2', 'fonts/public-sans-latin-wght-normal.woff2'];
const FILES = new Map(
  [...STAND_INS, ...FONTS, 'media/hall.svg', 'media/clip.mp4', 'media/clip.en.vtt'].map((path) => [
    path,
    Buffer.from(`stand-in of ${path}`),
  ]),
);

function build(): BuiltCourse {
  const tree = directoryTree(FIXTURES);
  const { courses, skills } = readCourses(tree);
  return buildCourse(courses[0]!, skills?.data ?? null, tree);
}

/** What a SCO says that is done. */
const PASSED = { 'cmi.completion_status': 'completed', 'cmi.success_status': 'passed', 'cmi.exit': 'suspend' };

function student(): BuiltCourse {
  const tree = directoryTree(join(ROOT, 'courses'));
  const { courses, skills } = readCourses(tree, 'student');
  return buildCourse(courses[0]!, skills?.data ?? null, tree);
}

async function zipOf(target: BuildTarget, policy = DEFAULT_POLICY): Promise<Buffer> {
  return packCourse(build(), target, FILES, policy);
}

/** Texts that only somebody who knows the answers can say. */
function secrets(course: BuiltCourse): string[] {
  const found: string[] = [];
  const collect = (value: unknown, name: string): void => {
    if (typeof value === 'string' && ['why', 'feedback', 'lesson', 'right', 'wrong'].includes(name) && value !== '') {
      found.push(value);
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, child] of Object.entries(value)) collect(child, name === 'why' ? 'why' : key);
    }
  };
  for (const { modules } of course.parts) for (const { languages } of modules) collect(languages[0].key, '');
  return found;
}

describe('building a course', () => {
  let folder = '';
  let count = 0;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'schoolbeat-build-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  async function textsOf(zip: Buffer): Promise<Map<string, string>> {
    const path = join(folder, `${(count += 1)}.zip`);
    await writeFile(path, zip);
    const files = await readZip(path);
    return new Map([...files].map(([name, bytes]) => [name, Buffer.from(bytes).toString('utf8')]));
  }

  for (const target of BUILD_TARGETS) {
    it(`passes our own package check without a finding: ${target}`, async () => {
      const path = join(folder, `${target}.zip`);
      await writeFile(path, await zipOf(target));
      const file = await open(path);
      try {
        const check = await checkPackage(file);
        expect(check.issues).to.deep.equal([]);
      } finally {
        await file.close();
      }
    });

    it(`gives the same bytes twice: ${target}`, async () => {
      expect((await zipOf(target)).equals(await zipOf(target))).to.equal(true);
    });
  }

  it('gives the same sha256 for two builds of the course on the student, each read anew', async () => {
    for (const target of BUILD_TARGETS) {
      const [one, other] = await Promise.all([0, 1].map(() => packCourse(student(), target, FILES, DEFAULT_POLICY)));
      expect(sha256Hex(one ?? ''), target).to.equal(sha256Hex(other ?? 'none'));
    }
  });

  it('writes no entry with a data descriptor', async () => {
    const zip = await zipOf('scorm12');
    const flags: number[] = [];
    for (let at = zip.indexOf('PK\u0003\u0004'); at >= 0; at = zip.indexOf('PK\u0003\u0004', at + 4)) {
      flags.push(zip.readUInt16LE(at + 6));
    }
    expect(flags.length).to.be.at.least(8);
    expect(flags.filter((bits) => (bits & 8) !== 0)).to.deep.equal([]);
  });

  it('tells the edition of each target', async () => {
    const editions = await Promise.all(
      BUILD_TARGETS.map(async (target) => {
        const files = await textsOf(await zipOf(target));
        return readManifest(parseXml(files.get('imsmanifest.xml') ?? '')).structure?.edition;
      }),
    );
    expect(editions).to.deep.equal(['2004-4th', '1.2', '2004-3rd', '2004-4th']);
  });

  it('opens the test after the modules, or at any time', async () => {
    const testOf = async (policy: typeof DEFAULT_POLICY): Promise<Activity | undefined> => {
      const files = await textsOf(await zipOf('scorm2004-4', policy));
      const root = readManifest(parseXml(files.get('imsmanifest.xml') ?? '')).structure?.root;
      return root?.children[0]?.children.at(-1);
    };
    const locked = await testOf(DEFAULT_POLICY);
    expect(locked?.sequencing.preConditionRules.map(({ action }) => action)).to.deep.equal(['disabled']);
    const free = await testOf({ ...DEFAULT_POLICY, testAfterModules: false });
    expect(free?.sequencing.preConditionRules).to.deep.equal([]);
  });

  it('locks the test until the last module is passed, and gives the course the score of the test', async () => {
    const files = await textsOf(await packCourse(student(), 'own', FILES, DEFAULT_POLICY));
    const { structure } = readManifest(parseXml(files.get('imsmanifest.xml') ?? ''));
    const person = newPerson();
    const player = new HeadlessPlayer(structure!, person, 'student', true);
    const take = (id: string, score: string): string => {
      const { kind } = player.click({ type: 'choice', target: id });
      player.api?.Initialize('');
      for (const [element, value] of Object.entries({ ...PASSED, 'cmi.score.scaled': score })) {
        player.api?.SetValue(element, value);
      }
      player.api?.Terminate('');
      return kind;
    };
    const modules = ['st-1', 'st-2', 'st-3', 'st-4', 'st-5', 'st-6', 'st-7'];
    for (const id of modules) {
      expect(player.click({ type: 'choice', target: 'st-final' }).kind, `before ${id}`).to.not.equal('deliver');
      expect(take(id, '0.4')).to.equal('deliver');
    }
    expect(take('st-final', '0.9')).to.equal('deliver');
    const { completion, success, scoreScaled } = courseResult(structure!, player.engineState);
    expect({ completion, success, scoreScaled }).to.deep.equal({
      completion: 'completed',
      success: 'passed',
      scoreScaled: 0.9,
    });
    expect(person.disagreements).to.deep.equal([]);
  });

  it('carries the answers in the packages for other systems and nowhere in our own', async () => {
    const told = secrets(build());
    expect(told.length).to.be.at.least(20);
    const has = (files: Map<string, string>, secret: string): boolean =>
      [...files.values()].some((text) =>
        text.includes(JSON.stringify(secret).slice(1, -1).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e')),
      );
    const own = await textsOf(await zipOf('own'));
    expect(told.filter((secret) => has(own, secret))).to.deep.equal([]);
    const exported = await textsOf(await zipOf('scorm12'));
    expect(told.filter((secret) => !has(exported, secret))).to.deep.equal([]);
  });

  it('has no inline code or style in its pages', async () => {
    const files = await textsOf(await zipOf('scorm2004-4'));
    const pages = [...files].filter(([path]) => path.endsWith('.html'));
    expect(pages.length).to.equal(2);
    for (const [, html] of pages) {
      const markup = html.replace(/(<script type="application\/json"[^>]*>)[^<]*/, '$1');
      expect(markup).to.not.match(/<style|style=| on[a-z]+=|javascript:/);
      expect([...html.matchAll(/<script[^>]*>/g)].map(([tag]) => tag)).to.deep.equal([
        '<script src="assets/module.js" defer>',
        '<script type="application/json" id="module-data">',
      ]);
    }
  });

  it('keeps the longest state of each module within SCORM 1.2', () => {
    for (const { modules } of build().parts) {
      for (const { languages } of modules) expect(longestState(languages[0].module)).to.be.at.most(STATE_LIMIT);
    }
  });

  it('says things in the other language and keeps ids, order and answers', () => {
    const [english, spanish] = build().parts[0]!.modules[0]!.languages;
    expect(spanish?.module.language).to.equal('es');
    expect(spanish?.module.title).to.not.equal(english.module.title);
    expect(spanish?.module.stamp).to.equal(english.module.stamp);
    const idsOf = (value: unknown): string =>
      JSON.stringify(value, (name, one: unknown) => (name === 'id' || typeof one === 'object' ? one : undefined));
    expect(idsOf(spanish?.module.sections)).to.equal(idsOf(english.module.sections));
    expect(Object.keys(spanish?.key.blocks ?? {})).to.deep.equal(Object.keys(english.key.blocks));
  });
});
