import { createHash } from 'node:crypto';
import type { CourseAnswers } from '../../standards/module/index.ts';
import { buildCourse } from '../build/build-course.ts';
import {
  BUILD_TARGETS,
  modulesOf,
  type BuildPolicy,
  type BuildTarget,
  type BuiltCourse,
} from '../build/build-target.ts';
import { answersOf, filesOf, sourceHash } from '../build/built-answers.ts';
import { partsOf, type CoursePart } from '../build/course-parts.ts';
import { modulePage } from '../build/module-page.ts';
import { packCourse, type PackageFiles } from '../build/pack-course.ts';
import { checkCourses } from '../check-courses.ts';
import type { Issue } from '../issue.ts';
import { readCourses } from '../read-courses.ts';
import type { SourceTree } from '../source-tree.ts';

/** A tree as it crosses from one process to another; files without bytes are only known by their size. */
export interface PlainTree {
  readonly files: readonly { readonly path: string; readonly size: number; readonly bytes: Uint8Array | null }[];
}

/** What the process is asked; `folder` is that of the course. */
export type ApartTask =
  | { readonly kind: 'check'; readonly tree: PlainTree; readonly folder: string; readonly today: string }
  | {
      readonly kind: 'build';
      readonly tree: PlainTree;
      readonly folder: string;
      readonly today: string;
      readonly targets: readonly BuildTarget[];
      readonly policy: BuildPolicy;
      readonly runtime: PackageFiles;
    }
  | { readonly kind: 'page'; readonly tree: PlainTree; readonly folder: string; readonly module: string };

/** One package that was built. */
export interface BuiltPackage {
  readonly target: BuildTarget;
  readonly zip: Uint8Array;
  readonly sha256: string;
}

/** A course that was built, and everything that the server keeps of it. */
export interface BuiltDraft {
  readonly id: string;
  readonly title: string;
  readonly packages: readonly BuiltPackage[];
  readonly answers: CourseAnswers;
  readonly parts: readonly CoursePart[];
  readonly sourceSha256: string;
}

/** Issues of a draft; a build is null where one of them is an error. */
export interface ApartAnswer {
  readonly issues: readonly Issue[];
  readonly built: BuiltDraft | null;
  /** Page of a module that grades itself; null where it cannot be compiled. */
  readonly page: string | null;
}

/** Does one task on this thread. */
export async function doApartTask(task: ApartTask): Promise<ApartAnswer> {
  const tree = treeOf(task.tree);
  const { folder } = task;
  if (task.kind === 'page') return { issues: [], built: null, page: pageFor(tree, folder, task.module) };
  const { read, issues } = checkCourses(tree, { only: folder, today: task.today });
  const isBroken = issues.some(({ severity }) => severity === 'error');
  const files = read.courses[0];
  if (task.kind === 'check' || isBroken || files === undefined) return { issues, built: null, page: null };
  const course = buildCourse(files, read.skills?.data ?? null, tree);
  const packages: BuiltPackage[] = [];
  for (const target of BUILD_TARGETS.filter((one) => task.targets.includes(one))) {
    const zip = await packCourse(course, target, filesOf(course, tree, folder, task.runtime), task.policy);
    packages.push({ target, zip, sha256: createHash('sha256').update(zip).digest('hex') });
  }
  const { id, title } = course;
  const sourceSha256 = sourceHash(tree, folder, task.runtime);
  const built = { id, title, packages, answers: answersOf(course), parts: partsOf(files), sourceSha256 };
  return { issues, built, page: null };
}

/** The page of one module, whatever is wrong with the others: of those, only what can be read is there. */
function pageFor(tree: SourceTree, folder: string, name: string): string | null {
  const { courses, skills } = readCourses(tree, folder);
  const files = courses[0];
  const source = files?.modules.find(({ source: one }) => one.name === name)?.source;
  const course = files?.course ?? null;
  if (files === undefined || course === null || source === undefined) return null;
  // A pre-test counts for the draw of the final test, as far as it can be read.
  const names = new Set(files.modules.map(({ source: one }) => one.name));
  const parts = course.data.parts.map((part) => ({ ...part, modules: part.modules.filter((one) => names.has(one)) }));
  const isNamed = parts.some(({ modules }) => modules.includes(name));
  const all = isNamed ? parts : [...parts, { id: 'loose', title: 'Loose', modules: [name] }];
  const built: BuiltCourse = buildCourse(
    { ...files, course: { ...course, data: { ...course.data, parts: all } } },
    skills?.data ?? null,
    tree,
  );
  const module = modulesOf(built).find(({ id }) => id === source.data.id);
  return module === undefined
    ? null
    : modulePage(module, 'scorm12', { incompleteUntilPassed: false, testAfterModules: false });
}

/** A tree as it crosses; of media, only texts go along where `withMedia` is false. */
export function plainTree(tree: SourceTree, withMedia: boolean): PlainTree {
  return {
    files: tree.paths.map((path) => {
      const isRead = withMedia || TEXT.test(path);
      return { path, size: tree.size(path), bytes: isRead ? tree.read(path) : null };
    }),
  };
}

const TEXT = /\.(yaml|svg|vtt|md)$/;

function treeOf({ files }: PlainTree): SourceTree {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return {
    paths: files.map(({ path }) => path),
    size: (path) => byPath.get(path)?.size ?? 0,
    read: (path) => Buffer.from(byPath.get(path)?.bytes ?? new Uint8Array(0)),
  };
}
