import { createHash } from 'node:crypto';
import type { SourceTree } from '../source-tree.ts';
import { modulesOf, type BuiltCourse } from './build-target.ts';
import type { CourseAnswers } from '../../standards/module/index.ts';
import type { PackageFiles } from './pack-course.ts';

/** The answers of a course by SCO and language: kept by the server, never packed. */
export function answersOf(course: BuiltCourse): CourseAnswers {
  return Object.fromEntries(
    modulesOf(course).map(({ id, languages }) => [
      id,
      Object.fromEntries(languages.map((pair) => [pair.module.language, pair])),
    ]),
  );
}

/** sha256 of everything that a course's package is made of: a start that finds it installed builds nothing. */
export function sourceHash(tree: SourceTree, folder: string, runtime: PackageFiles): string {
  const hash = createHash('sha256');
  const add = (path: string, bytes: Buffer): void => {
    hash.update(`${path}\n${bytes.length}\n`).update(bytes);
  };
  for (const path of tree.paths) {
    if (path === 'skills.yaml' || path.startsWith(`${folder}/`)) add(path, tree.read(path));
  }
  for (const path of [...runtime.keys()].sort()) add(path, runtime.get(path) ?? Buffer.alloc(0));
  return hash.digest('hex');
}

/** All files of a package that do not come out of the compiler: run-time and media. */
export function filesOf(
  course: BuiltCourse,
  tree: SourceTree,
  folder: string,
  runtime: PackageFiles,
): Map<string, Buffer> {
  const media = new Set(modulesOf(course).flatMap((module) => module.media));
  return new Map([...runtime, ...[...media].map((path) => [path, tree.read(`${folder}/${path}`)] as const)]);
}
