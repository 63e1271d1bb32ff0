import type { ResultFacts } from '../attempts/index.ts';
import { statusWords } from './result-words.ts';
import { writeSheet, type SheetColumn } from './write-sheet.ts';

const COLUMNS: readonly SheetColumn<ResultFacts>[] = [
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

/** Streams the rows as a sheet. */
export function writeResults(rows: AsyncIterable<ResultFacts>, target: NodeJS.WritableStream): Promise<void> {
  return writeSheet(COLUMNS, rows, target);
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
