import type { CoursesRead } from './course-files.ts';
import type { Issue } from './issue.ts';
import { formatIssues } from './check-format.ts';
import { lintCourses } from './lint/lint-courses.ts';
import { readCourses } from './read-courses.ts';
import type { SourceTree } from './source-tree.ts';

/** What a check is told from outside. */
export interface CheckOptions {
  /** Folder of the only course to check. */
  readonly only?: string | undefined;
  /** Today, `2026-09-01`: a legal review may have run out. */
  readonly today: string;
}

/** What came of a check: the courses as far as they could be read, and all issues in the order of files and lines. */
export interface Checked {
  readonly read: CoursesRead;
  readonly issues: readonly Issue[];
}

/** Reads and checks all courses of a tree. */
export function checkCourses(tree: SourceTree, options: CheckOptions): Checked {
  const read = readCourses(tree, options.only);
  return {
    read,
    issues: [...read.issues, ...lintCourses(read, tree, options.today), ...formatIssues(tree, options.only)].sort(
      inReadingOrder,
    ),
  };
}

function inReadingOrder(left: Issue, right: Issue): number {
  if (left.file !== right.file) return left.file < right.file ? -1 : 1;
  return left.line - right.line || left.column - right.column;
}
