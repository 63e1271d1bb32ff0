import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** Root of the repository. */
export const ROOT = join(import.meta.dirname, '../..');

/** Rooms from the ground up; rooms on one row never import each other. */
export const ROWS: readonly (readonly string[])[] = [
  ['platform'],
  ['standards', 'people'],
  ['agencies'],
  ['packages'],
  ['attempts'],
  ['player', 'authoring', 'training'],
  ['reports'],
  ['embedding'],
];

/** All TypeScript files below a folder of the repository, as paths from the root. */
export function sourceFiles(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .map((file) => join(folder, file));
}

/** Relative imports of a file, resolved to paths from the root. */
export function importsOf(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const found = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, path]) => path ?? '');
  return found.map((path) => relative(ROOT, resolve(ROOT, dirname(file), path)));
}

/** Packages and Node modules that a file imports, by their names. */
export function packagesOf(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^'.][^']*)'/g)].map(([, name]) => name ?? '');
}

/** Room of a path below server/, '' for the files of the composition level. */
export function roomOf(file: string): string {
  const [top, room, ...rest] = file.split('/');
  return top === 'server' && room !== undefined && rest.length > 0 ? room : '';
}

/** Number of lines of a file. */
export function lineCount(file: string): number {
  return readFileSync(join(ROOT, file), 'utf8').split('\n').length - 1;
}

/** Names of the folders below a folder. */
export function foldersIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder)).filter((name) => statSync(join(ROOT, folder, name)).isDirectory());
}
