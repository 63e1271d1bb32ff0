import { stringify } from 'csv-stringify';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ResultFacts } from '../attempts/index.ts';
import { statusWords } from './result-words.ts';

const COLUMNS: readonly { header: string; value: (row: ResultFacts) => string | number | null }[] = [
  { header: 'Person', value: (row) => row.personName },
  { header: 'Mail', value: (row) => row.email },
  { header: 'Status', value: (row) => statusWords(row.result, row.state).word },
  { header: 'Completion', value: (row) => row.result.completion },
  { header: 'Success', value: (row) => row.result.success },
  { header: 'Score', value: (row) => row.result.scoreRaw },
  { header: 'Lowest score', value: (row) => row.result.scoreMin },
  { header: 'Highest score', value: (row) => row.result.scoreMax },
  { header: 'Scaled score', value: (row) => row.result.scoreScaled },
  { header: 'Attempts', value: (row) => row.attempts },
  { header: 'Active minutes', value: (row) => Math.round(row.engagedMs / 6000) / 10 },
  { header: 'Last saved (UTC)', value: (row) => row.lastSavedAt?.toISOString() ?? null },
  { header: 'Finished (UTC)', value: (row) => row.finishedAt?.toISOString() ?? null },
];

/**
 * Streams the rows as CSV with a byte order mark, so that spreadsheets read names right; a field that a spreadsheet would
 * take for a formula is escaped. Ends the target; rejects when it breaks off.
 */
export async function writeResults(rows: AsyncIterable<ResultFacts>, target: NodeJS.WritableStream): Promise<void> {
  const sheet = stringify({
    bom: true,
    header: true,
    columns: COLUMNS.map(({ header }) => header),
    escape_formulas: true,
    record_delimiter: 'windows',
  });
  await pipeline(Readable.from(lines(rows)), sheet, target);
}

async function* lines(rows: AsyncIterable<ResultFacts>): AsyncGenerator<(string | number | null)[]> {
  for await (const row of rows) yield COLUMNS.map(({ value }) => value(row));
}

/** `results-talking-with-students.csv`: a name that every file system takes. */
export function resultsFileName(courseTitle: string): string {
  const slug = courseTitle
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return `results-${slug === '' ? 'course' : slug}.csv`;
}
