import { stringify } from 'csv-stringify';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { RosterImport } from './roster-service.ts';
import { itemWords } from './roster-view.ts';

const HEAD = ['line', 'email', 'name', 'what_happens', 'column', 'what_is_wrong', 'what_to_do'];

/**
 * Streams all rows of a list, in the order of their lines, with what they do or what is wrong; a cell that a spreadsheet
 * would take for a formula is escaped. Ends the target; rejects when it breaks off.
 */
export async function writeRosterReport(found: RosterImport, target: NodeJS.WritableStream): Promise<void> {
  const sheet = stringify({
    bom: true,
    header: true,
    columns: HEAD,
    escape_formulas: true,
    record_delimiter: 'windows',
    // Else only its own line end is quoted: many a reader ends a row at either sign.
    quote_record_delimiter: true,
  });
  await pipeline(Readable.from(lines(found)), sheet, target);
}

function lines({ row, plan, leftOut }: RosterImport): (string | number)[][] {
  const out = new Map(leftOut.map((one) => [one.line, one.message]));
  const good = plan.items.map((item): (string | number)[] => {
    const name = `${item.rank} ${item.givenName} ${item.familyName}`.trim();
    const missed = out.get(item.line);
    const help = missed === undefined ? '' : 'Check the list again.';
    return [item.line, item.email, name, missed === undefined ? itemWords(item) : 'Left out', '', missed ?? '', help];
  });
  const notYet = row.state === 'checked' ? 'Is not imported' : 'Was not imported';
  const bad = plan.faults.map(({ line, column, value, message, help }): (string | number)[] => {
    return [line, column === 'email' ? value : '', '', notYet, column ?? '', message, help];
  });
  return [...good, ...bad].sort(([a], [b]) => Number(a) - Number(b));
}
