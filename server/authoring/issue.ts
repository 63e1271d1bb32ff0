import type { SourcePath } from '../standards/module/index.ts';

/** Where a value stands in its file: keys and positions from the root. */
export type Path = SourcePath;

/** Position in a text file, both counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** One thing to mend in a source file. `error` stops the build; `warning` asks for a second look. */
export interface Issue extends Place {
  /** From the root of `courses/`. */
  readonly file: string;
  readonly severity: 'error' | 'warning';
  /** Stable, in capitals; specs and the author's guide name it. */
  readonly code: string;
  /** Says what to do. */
  readonly message: string;
}

/** A path as an author reads it: `sections[0].blocks[2].options`. */
export function sayPath(path: Path): string {
  return path.reduce<string>(
    (said, key) => (typeof key === 'number' ? `${said}[${key}]` : said === '' ? key : `${said}.${key}`),
    '',
  );
}
