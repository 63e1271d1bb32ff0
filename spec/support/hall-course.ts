import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Schoolbeat } from '../../server/app.ts';
import {
  answersOf,
  buildCourse,
  DEFAULT_POLICY,
  directoryTree,
  filesOf,
  packCourse,
  partsOf,
  readCourses,
  type BuiltCourse,
} from '../../server/authoring/index.ts';
import { newId, sha256Hex } from '../../server/platform/index.ts';
import type { CourseAnswers } from '../../server/standards/module/play.ts';
import { scratchPath } from './databases.ts';

/** SCOs of the fixture course. */
export const TALK = 'hall-talk';
export const TEST = 'hall-test';

const FIXTURES = join(import.meta.dirname, '../authoring/fixtures/courses');
const STAND_INS = ['assets/module.js', 'assets/module.css', 'LICENSE.txt'];
const FONTS = ['fonts/bitter-latin-wght-normal.woff2', 'fonts/public-sans-latin-wght-normal.woff2'];

/** The run-time where only the server is looked at. */
const STAND_IN: ReadonlyMap<string, Buffer> = new Map(
  [...STAND_INS, ...FONTS].map((path) => [path, Buffer.from(`stand-in of ${path}`)]),
);

/** The fixture course `hall` as it was built, in the library of a server that grades it. */
export interface HallCourse {
  readonly courseId: string;
  readonly answers: CourseAnswers;
}

/** Builds the fixture course and installs it; its test opens at any time, since it stands in the part that it would wait for. */
export async function installHall(
  app: Schoolbeat,
  runtime: ReadonlyMap<string, Buffer> = STAND_IN,
  root = FIXTURES,
): Promise<HallCourse> {
  const tree = directoryTree(root);
  const { courses, skills } = readCourses(tree);
  const [files] = courses;
  if (files === undefined) throw new Error('The fixture course is not there.');
  const course: BuiltCourse = buildCourse(files, skills?.data ?? null, tree);
  const path = await scratchPath(`${course.id}.zip`);
  const all = filesOf(course, tree, files.folder, new Map(runtime));
  await writeFile(path, await packCourse(course, 'own', all, { ...DEFAULT_POLICY, testAfterModules: false }));
  const answers = answersOf(course);
  const built = { sourceSha256: sha256Hex(newId()), answers, parts: partsOf(files) };
  const { courseId } = await app.packages.install(path, undefined, built);
  return { courseId, answers };
}

/** Right answers of every question of the fixture, by block, as a response. */
export const RIGHT: Readonly<Record<string, string>> = {
  q1: 'b',
  q2: 'c',
  q3: 'a',
  q4: 'b',
  q5: 'c',
  q6: 'bench,library',
  q7: 'late:school,knife:officer,cap:school',
  q9: 'greet,why,ask',
  q10: '4',
  q11: 'Principal',
};
