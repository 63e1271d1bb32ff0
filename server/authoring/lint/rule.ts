import type { Finding, Rule } from '../../standards/module/index.ts';
import type { SourceFile } from '../course-files.ts';
import type { Issue, Path } from '../issue.ts';

export type { Finding, Rule };

/** Runs a table of rules over one subject of one file. */
export function applyRules<Subject>(
  rules: readonly Rule<Subject>[],
  subject: Subject,
  { path: file, placeOf }: Pick<SourceFile<unknown>, 'path' | 'placeOf'>,
): Issue[] {
  return rules.flatMap(({ code, severity, find }) =>
    [...find(subject)].map(({ at, message }) => ({ file, severity, code, message, ...placeOf(at) })),
  );
}

/** Findings for all but the first of equal values. */
export function findRepeated(
  entries: readonly { readonly value: string; readonly at: Path }[],
  say: (value: string) => string,
): Finding[] {
  const seen = new Set<string>();
  return entries.flatMap(({ value, at }) => {
    if (seen.has(value)) return [{ at, message: say(value) }];
    seen.add(value);
    return [];
  });
}
