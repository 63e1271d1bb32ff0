import { parse } from 'csv-parse';
import { Readable } from 'node:stream';
import { AppError } from '../../platform/index.ts';

/** Bytes of the largest list. */
export const ROSTER_BYTES = 2 * 1024 * 1024;
/** Rows of the longest list, its head not counted. */
export const ROSTER_ROWS = 5_000;

/** Columns by their names in the first line. */
export const ROSTER_COLUMNS = [
  'given_name',
  'family_name',
  'rank',
  'email',
  'roles',
  'school',
  'placed_from',
  'placed_until',
] as const;

/** Name of a column. */
export type RosterColumn = (typeof ROSTER_COLUMNS)[number];

const NEEDED: readonly RosterColumn[] = ['given_name', 'email'];

/** One row as it was written. */
export interface RosterLine {
  /** Line of the file on which the row begins, from 1. */
  readonly line: number;
  readonly cells: Readonly<Record<RosterColumn, string>>;
  /** Cells of the row, and columns of the head. */
  readonly width: number;
}

/** A list as it was read. */
export interface RosterSheet {
  readonly lines: readonly RosterLine[];
  /** Columns that mean nothing here and are passed over. */
  readonly unknown: readonly string[];
  readonly columns: number;
}

/**
 * Reads a list of people: comma, semicolon or tab, any line ends, quoted cells, with or without a byte order mark, UTF-8,
 * UTF-16 or the code page of older spreadsheets. Throws AppError `ROSTER_EMPTY`, `ROSTER_COLUMNS`, `ROSTER_TOO_LONG`,
 * `ROSTER_UNREADABLE` (422).
 */
export async function readRoster(source: Buffer | string): Promise<RosterSheet> {
  // The parser counts a line end of two signs inside quotes as two lines.
  const text = (typeof source === 'string' ? source : decode(source)).replaceAll(/\r\n?/g, '\n');
  const parser = parse({
    bom: true,
    delimiter: delimiterOf(text),
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    info: true,
    max_record_size: 20_000,
  });
  const records: AsyncIterable<{ record: string[]; info: { lines: number } }> = Readable.from(pieces(text)).pipe(
    parser,
  );
  let head: Head | null = null;
  const lines: RosterLine[] = [];
  try {
    for await (const { record, info } of records) {
      const cells = record.map((cell) => cell.trim());
      if (cells.every((cell) => cell === '')) continue;
      if (head === null) {
        head = readHead(cells);
        continue;
      }
      if (lines.length === ROSTER_ROWS) throw tooLong();
      const breaks = record.reduce((sum, cell) => sum + (cell.match(/\n/g)?.length ?? 0), 0);
      lines.push({ line: info.lines - breaks, cells: pick(head.places, cells), width: cells.length });
    }
  } catch (cause) {
    throw cause instanceof AppError ? cause : unreadable(cause);
  }
  if (head === null || lines.length === 0) throw empty();
  return { lines, unknown: head.unknown, columns: head.columns };
}

interface Head {
  readonly places: ReadonlyMap<RosterColumn, number>;
  readonly unknown: readonly string[];
  readonly columns: number;
}

function readHead(cells: readonly string[]): Head {
  const names = cells.map((cell) => cell.toLowerCase().replaceAll(/[\s-]+/g, '_'));
  const known = new Set<string>(ROSTER_COLUMNS);
  const twice = names.filter((name, at) => known.has(name) && names.indexOf(name) !== at);
  const missing = NEEDED.filter((name) => !names.includes(name));
  if (missing.length + twice.length > 0) {
    const faults = [
      ...missing.map((name) => `The column ${name} is missing.`),
      ...twice.map((name) => `The column ${name} stands there twice.`),
    ];
    throw new AppError('ROSTER_COLUMNS', 422, faults.join(' '), {
      help: `The first line names the columns: ${ROSTER_COLUMNS.join(', ')}.`,
      field: 'list',
    });
  }
  const places = new Map(ROSTER_COLUMNS.flatMap((name) => (names.includes(name) ? [[name, names.indexOf(name)]] : [])));
  const unknown = cells.filter((cell, at) => cell !== '' && !known.has(names[at] ?? ''));
  return { places, unknown, columns: cells.length };
}

function pick(places: ReadonlyMap<RosterColumn, number>, cells: readonly string[]): Record<RosterColumn, string> {
  const cell = (name: RosterColumn): string => cells[places.get(name) ?? -1] ?? '';
  return {
    given_name: cell('given_name'),
    family_name: cell('family_name'),
    rank: cell('rank'),
    email: cell('email'),
    roles: cell('roles'),
    school: cell('school'),
    placed_from: cell('placed_from'),
    placed_until: cell('placed_until'),
  };
}

/** Spreadsheets write UTF-16 with a mark, or their old code page without one; what is no UTF-8 is taken for the latter. */
function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** The sign that divides the first line most often. */
function delimiterOf(text: string): string {
  const [first = ''] = text.trimStart().split('\n', 1);
  const count = (sign: string): number => first.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

function* pieces(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += 65_536) yield text.slice(at, at + 65_536);
}

function empty(): AppError {
  return new AppError('ROSTER_EMPTY', 422, 'There is nobody in this list.', {
    help: 'Its first line names the columns, each further line one person.',
    field: 'list',
  });
}

function tooLong(): AppError {
  const most = ROSTER_ROWS.toLocaleString('en-US');
  return new AppError('ROSTER_TOO_LONG', 422, `The list has more than ${most} people.`, {
    help: 'Divide it into several lists.',
    field: 'list',
  });
}

function unreadable(cause: unknown): AppError {
  const at: unknown = typeof cause === 'object' && cause !== null && 'lines' in cause ? cause.lines : null;
  const where = typeof at === 'number' ? ` from line ${at} on` : '';
  return new AppError(
    'ROSTER_UNREADABLE',
    422,
    `The list cannot be read${where}.`,
    {
      help: 'Look for a quotation mark that is opened and never closed, or save the list as CSV again.',
      field: 'list',
    },
    { cause },
  );
}
