import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { ITEM_COLUMNS, OPTION_COLUMNS, unescapeFormula } from './csv-columns.ts';
import { IssueList, type ExchangeIssue } from './exchange-issue.ts';
import type { RawItem } from './raw-item.ts';

const NEEDED = ['prompt', 'option_1', 'option_2', 'option_3', 'correct'];

/** Reads a sheet of items: comma, semicolon or tab, any line ends, quoted cells; the first line names the columns. */
export function readCsv(text: string): { items: RawItem[]; issues: ExchangeIssue[] } {
  const issues = new IssueList();
  const rows = rowsOf(text, issues);
  const [head, ...records] = rows;
  if (head === undefined) {
    if (issues.all.length === 0) issues.error(1, 'CSV_EMPTY', 'There is nothing in this file.');
    return { items: [], issues: issues.all };
  }
  const names = head.cells.map((cell) =>
    cell
      .trim()
      .toLowerCase()
      .replaceAll(/[\s-]+/g, '_'),
  );
  const missing = NEEDED.filter((name) => !names.includes(name));
  const twice = names.filter((name, at) => ITEM_COLUMNS.includes(name) && names.indexOf(name) !== at);
  for (const name of missing) issues.error(head.line, 'CSV_COLUMN', `The first line lacks the column ${name}.`);
  for (const name of new Set(twice)) issues.error(head.line, 'CSV_COLUMN', `The column ${name} stands there twice.`);
  for (const name of names.filter((one) => one !== '' && !ITEM_COLUMNS.includes(one)))
    issues.warn(head.line, 'CSV_COLUMN', `The column “${name.slice(0, 60)}” means nothing here and is passed over.`);
  if (missing.length + twice.length > 0) return { items: [], issues: issues.all };
  const items = records.map(({ line, cells }) => {
    if (cells.length > names.length)
      issues.warn(
        line,
        'CSV_CELLS',
        'It has more cells than the first line has columns: are cells with commas quoted?',
      );
    const cell = (name: string): string => unescapeFormula(cells[names.indexOf(name)] ?? '').trimEnd();
    return itemOf(cell, line);
  });
  return { items, issues: issues.all };
}

function itemOf(cell: (name: string) => string, line: number): RawItem {
  const ids = cell('option_ids').split(/\s+/);
  const right = rightOf(cell('correct'));
  const options = OPTION_COLUMNS.map(({ text, why }, at) => ({
    id: ids[at] ?? '',
    text: cell(text)
      .replaceAll(/[\t\r\n]+/g, ' ')
      .trim(),
    isRight: at + 1 === right,
    why: cell(why),
  }));
  return {
    file: '',
    line,
    id: cell('id').trim(),
    objective: cell('objective').trim(),
    kind: cell('kind').trim().toLowerCase(),
    difficulty: cell('difficulty'),
    tags: cell('tags')
      .split(/[,;|]/)
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
    prompt: cell('prompt'),
    options: options.filter(({ text }) => text !== ''),
    rationale: cell('rationale'),
    isRetired: /^(?:yes|true|1|x)$/i.test(cell('retired').trim()),
  };
}

/** A number, or the letter of the option; 0 where it is neither. */
function rightOf(written: string): number {
  const word = written.trim().toLowerCase();
  if (/^[1-5]$/.test(word)) return Number(word);
  return /^[a-e]$/.test(word) ? word.charCodeAt(0) - 96 : 0;
}

/** What the parser says of each row: its cells, and the line on which it ends. */
const csvRecords = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }));

function rowsOf(source: string, issues: IssueList): { line: number; cells: string[] }[] {
  // The parser counts a line end of two signs inside quotes as two lines.
  const text = source.replaceAll(/\r\n?/g, '\n');
  try {
    const records: unknown = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      info: true,
      max_record_size: 100_000,
    });
    return csvRecords
      .parse(records)
      .filter(({ record }) => record.some((cell) => cell.trim() !== ''))
      .map(({ record, info }) => {
        const breaksIn = record.reduce((sum, cell) => sum + (cell.match(/\n/g)?.length ?? 0), 0);
        return { line: info.lines - breaksIn, cells: record };
      });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const at: unknown = error['lines'];
    const message = 'The sheet cannot be read from here on: look for a quotation mark that is opened and never closed.';
    issues.error(typeof at === 'number' ? at : 1, 'CSV_UNREADABLE', message);
    return [];
  }
}

/** The sign that divides the first line most often. */
function delimiterOf(text: string): string {
  const [first = ''] = text.trimStart().split(/[\r\n]/, 1);
  const count = (sign: string): number => first.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}
