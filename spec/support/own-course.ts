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
  type BuildPolicy,
  type BuiltCourse,
} from '../../server/authoring/index.ts';
import { newId, sha256Hex } from '../../server/platform/index.ts';
import type { CourseAnswers } from '../../server/standards/module/play.ts';
import { ROOT } from '../architecture/rooms.ts';
import { scratchPath } from './databases.ts';

const STAND_INS = ['assets/module.js', 'assets/module.css', 'LICENSE.txt'];
const FONTS = ['fonts/bitter-latin-wght-normal.woff2', 'fonts/public-sans-latin-wght-normal.woff2'];

/** The run-time where only the server is looked at. */
const STAND_IN: ReadonlyMap<string, Buffer> = new Map(
  [...STAND_INS, ...FONTS].map((path) => [path, Buffer.from(`stand-in of ${path}`)]),
);

/** A course of ours as it was built, in the library of a server that grades it. */
export interface OwnCourse {
  readonly courseId: string;
  readonly course: BuiltCourse;
  readonly answers: CourseAnswers;
}

/** Where the source of a course lies, and how it is built. */
export interface OwnSource {
  readonly root?: string;
  readonly folder: string;
  readonly runtime?: ReadonlyMap<string, Buffer>;
  readonly policy?: Partial<BuildPolicy>;
}

/** Builds a course for our own server and installs it, as the first start does. */
export async function installOwn(
  app: Schoolbeat,
  { root = join(ROOT, 'courses'), folder, runtime = STAND_IN, policy = {} }: OwnSource,
): Promise<OwnCourse> {
  const tree = directoryTree(root);
  const { courses, skills } = readCourses(tree, folder);
  const [files] = courses;
  if (files === undefined) throw new Error(`There is no course ${folder}.`);
  const course = buildCourse(files, skills?.data ?? null, tree);
  const path = await scratchPath(`${course.id}.zip`);
  const all = filesOf(course, tree, folder, new Map(runtime));
  await writeFile(path, await packCourse(course, 'own', all, { ...DEFAULT_POLICY, ...policy }));
  const answers = answersOf(course);
  const built = { sourceSha256: sha256Hex(newId()), answers, parts: partsOf(files) };
  const { courseId } = await app.packages.install(path, undefined, built);
  return { courseId, course, answers };
}
