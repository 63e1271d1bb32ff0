import { formatSource } from './format-source.ts';
import type { Issue } from './issue.ts';
import { readYaml } from './read-yaml.ts';
import { kindOf } from './source-kinds.ts';
import type { SourceTree } from './source-tree.ts';

/** A source file that is not in the canonical form, and what it would be. */
export interface Unformatted {
  readonly path: string;
  readonly text: string;
  /** First line that changes. */
  readonly line: number;
}

/** Every source file of a course, or of all, whose text is not canonical; files that are not YAML are left alone. */
export function unformattedFiles(tree: SourceTree, only?: string): Unformatted[] {
  return tree.paths
    .filter((path) => kindOf(path) !== undefined && (only === undefined || path.startsWith(`${only}/`)))
    .flatMap((path): Unformatted[] => {
      const bytes = tree.read(path);
      if (readYaml(path, bytes).file === null) return [];
      const before = bytes.toString('utf8');
      const text = formatSource(path, before);
      return text === before ? [] : [{ path, text, line: firstDifference(before, text) }];
    });
}

/** One warning for each file that `courses:format` would change. */
export function formatIssues(tree: SourceTree, only?: string): Issue[] {
  return unformattedFiles(tree, only).map(({ path: file, line }) => ({
    file,
    severity: 'warning',
    code: 'NOT_FORMATTED',
    message: 'The file is not in its canonical form: run npm run courses:format.',
    line,
    column: 1,
  }));
}

function firstDifference(before: string, after: string): number {
  const lines = after.split('\n');
  const at = before.split('\n').findIndex((line, index) => line !== lines[index]);
  return at < 0 ? lines.length : at + 1;
}
