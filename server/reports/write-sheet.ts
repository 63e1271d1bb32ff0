import { stringify } from 'csv-stringify';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** A column of a sheet. */
export interface SheetColumn<Row> {
  readonly header: string;
  readonly value: (row: Row) => string | number | null;
}

/**
 * Streams rows as CSV with a byte order mark, so that spreadsheets read names right; a field that a spreadsheet would
 * take for a formula is escaped. Ends the target; rejects when it breaks off.
 */
export async function writeSheet<Row>(
  columns: readonly SheetColumn<Row>[],
  rows: AsyncIterable<Row> | Iterable<Row>,
  target: NodeJS.WritableStream,
): Promise<void> {
  const sheet = stringify({
    bom: true,
    header: true,
    columns: columns.map(({ header }) => header),
    escape_formulas: true,
    record_delimiter: 'windows',
    // Else only its own line end is quoted: many a reader ends a row at either sign.
    quote_record_delimiter: true,
  });
  await pipeline(Readable.from(lines(columns, rows)), sheet, target);
}

async function* lines<Row>(
  columns: readonly SheetColumn<Row>[],
  rows: AsyncIterable<Row> | Iterable<Row>,
): AsyncGenerator<(string | number | null)[]> {
  for await (const row of rows) yield columns.map(({ value }) => value(row));
}

/** Headers of an answer that a browser saves as a sheet. */
export function sheetHeaders(fileName: string): Record<string, string> {
  return {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="${fileName}"`,
    'Cache-Control': 'no-store',
  };
}
