import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  BUILD_TARGETS,
  buildCourse,
  directoryTree,
  filesOf,
  packCourse,
  readCourses,
  readRuntime,
  type BuildPolicy,
} from './authoring/index.ts';

/** Where packages are built from and to. */
export interface BuildDesk {
  /** Root of the product: `courses/` and the built run-time lie below it. */
  readonly root: string;
  /** Folder that the zips are written to. */
  readonly out: string;
  /** What the packages do otherwise, where an agency's own LMS wants it. */
  readonly policy: BuildPolicy;
  readonly say: (line: string) => void;
}

/** Builds the packages of all courses or of one, for every target that runs in another system; says name, size and sha256. */
export async function buildPackages({ root, out, policy, say }: BuildDesk, only?: string): Promise<void> {
  const runtime = await readRuntime(root);
  const tree = directoryTree(join(root, 'courses'));
  const { courses, skills } = readCourses(tree, only);
  mkdirSync(out, { recursive: true });
  for (const files of courses) {
    const course = buildCourse(files, skills?.data ?? null, tree);
    for (const target of BUILD_TARGETS.filter((one) => one !== 'own')) {
      const zip = await packCourse(course, target, filesOf(course, tree, files.folder, runtime), policy);
      const name = `${course.id}-${target}.zip`;
      writeFileSync(join(out, name), zip);
      const sha256 = createHash('sha256').update(zip).digest('hex');
      say(`${name}  ${Math.ceil(zip.length / 1024)} KiB  sha256 ${sha256}`);
    }
  }
}
