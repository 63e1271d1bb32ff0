import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Schoolbeat } from './app.ts';
import {
  answersOf,
  buildCourse,
  DEFAULT_POLICY,
  directoryTree,
  filesOf,
  packCourse,
  partsOf,
  readCourses,
  readRuntime,
  sourceHash,
} from './authoring/index.ts';
import { PACKAGE_ROOT } from './package-root.ts';

/** Titles of the courses that a start has built; empty where everything was installed already. */
export type Installed = readonly string[];

/**
 * Builds the courses of `courses/` for this server and installs them in the library, their answers kept apart. What was built
 * from the same source and run-time before is left as it is, and not built again; an older release left its parts untold.
 */
export async function installCourses(app: Schoolbeat, root: string = PACKAGE_ROOT): Promise<Installed> {
  const runtime = await readRuntime(root);
  const tree = directoryTree(join(root, 'courses'));
  const { courses, skills } = readCourses(tree);
  const folder = await mkdtemp(join(tmpdir(), 'schoolbeat-courses-'));
  const installed: string[] = [];
  try {
    for (const files of courses) {
      const sourceSha256 = sourceHash(tree, files.folder, runtime);
      const parts = partsOf(files);
      const known = await app.packages.answers.builtFrom(sourceSha256);
      if (known !== null) {
        if ((await app.packages.parts.of(known)).length === 0) await app.packages.parts.keep(known, parts);
        continue;
      }
      const course = buildCourse(files, skills?.data ?? null, tree);
      const path = join(folder, `${course.id}.zip`);
      await writeFile(
        path,
        await packCourse(course, 'own', filesOf(course, tree, files.folder, runtime), DEFAULT_POLICY),
      );
      await app.packages.install(path, undefined, { sourceSha256, answers: answersOf(course), parts });
      installed.push(course.title);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return installed;
}
