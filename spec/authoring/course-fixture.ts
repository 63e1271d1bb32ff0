import { join } from 'node:path';
import { checkCourses, directoryTree, type Issue, memoryTree } from '../../server/authoring/index.ts';

const tree = directoryTree(join(import.meta.dirname, 'fixtures/courses'));

/** A small course that keeps to every rule, by path. */
export const FIXTURE: Readonly<Record<string, string>> = Object.fromEntries(
  tree.paths.map((path) => [path, tree.read(path).toString('utf8')]),
);

export const MODULE = 'hall/modules/01-hall.yaml';
export const TEST = 'hall/modules/02-test.yaml';
export const SPANISH = 'hall/modules/01-hall.es.yaml';
export const BANK = 'hall/banks/final.yaml';
export const COURSE = 'hall/course.yaml';
export const SKILLS = 'skills.yaml';

/** The fixture with one text of one file replaced; `from` has to be there. Null removes the file. */
export function changed(file: string, from: string | RegExp, to: string | null): Record<string, string> {
  if (to === null) return Object.fromEntries(Object.entries(FIXTURE).filter(([path]) => path !== file));
  const before = FIXTURE[file] ?? '';
  const after = before.replace(from, () => to);
  if (after === before) throw new Error(`${file} does not hold ${String(from)}`);
  return { ...FIXTURE, [file]: after };
}

/** What a check says of files in memory on 1 September 2026. */
export function checked(files: Readonly<Record<string, string>>, today = '2026-09-01'): readonly Issue[] {
  return checkCourses(memoryTree(files), { today }).issues;
}

/** Line of the first (second, third) place where a file holds a text, counted from 1. */
export function lineOf(text: string, needle: string, nth = 1): number {
  let offset = text.indexOf(needle);
  for (let found = 1; found < nth && offset >= 0; found += 1) offset = text.indexOf(needle, offset + 1);
  if (offset < 0) throw new Error(`not there: ${needle}`);
  return text.slice(0, offset).split('\n').length;
}

/** A seeded fault: what is replaced, and the issue that it brings with the text of its line. */
export interface Fault {
  readonly code: string;
  /** What the fault is: ends the title of the spec. */
  readonly is: string;
  readonly file: string;
  readonly from: string | RegExp;
  readonly to: string | null;
  /** Stands on the line of the issue, after the change; `nth` says at which of its places. */
  readonly line: string;
  readonly nth?: number;
  readonly severity?: 'warning';
  /** File of the issue, where it is not the one that was changed. */
  readonly where?: string;
  /** Codes of other issues that the change brings along. */
  readonly also?: readonly string[];
}

/** Issues as `code severity file:line`, to be compared whole. */
export function shortly(issues: readonly Pick<Issue, 'code' | 'severity' | 'file' | 'line'>[]): string[] {
  return issues.map(({ code, severity, file, line }) => `${code} ${severity} ${file}:${line}`);
}
