import { join } from 'node:path';
import {
  buildCourse,
  directoryTree,
  filesOf,
  packCourse,
  readCourses,
  readRuntime,
  sourceHash,
  type BuildPolicy,
  type BuildTarget,
} from '../../authoring/index.ts';

/** A course whose source lies on this server. */
export interface CourseOnShelf {
  /** Of everything that its package is made of: finds the version that was built from it. */
  readonly sourceSha256: string;
  /** Name of the course's folder, for file names. */
  readonly name: string;
  pack(target: BuildTarget, policy: BuildPolicy): Promise<Buffer>;
}

/** The courses below a folder with `courses/` and the built run-time, as they are now. */
export async function readShelf(root: string): Promise<CourseOnShelf[]> {
  const runtime = await readRuntime(root);
  const tree = directoryTree(join(root, 'courses'));
  const { courses, skills } = readCourses(tree);
  return courses.map((files) => ({
    sourceSha256: sourceHash(tree, files.folder, runtime),
    name: files.folder,
    pack(target, policy) {
      const course = buildCourse(files, skills?.data ?? null, tree);
      return packCourse(course, target, filesOf(course, tree, files.folder, runtime), policy);
    },
  }));
}
