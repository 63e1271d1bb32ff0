import { z } from 'zod';
import type { PlainRow } from './backup-tables.ts';

const rowInput = z.record(z.string(), z.unknown());
const bytesInput = z.object({ base64: z.string() });

/** One row as a line: bytes as `{base64}`, moments as ISO 8601. */
export function toLine(row: PlainRow): string {
  const plain = Object.entries(row).map(([name, value]) => [
    name,
    value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : value,
  ]);
  return `${JSON.stringify(Object.fromEntries(plain))}\n`;
}

/** A line back into a row for columns of the given types; the two databases write moments and flags differently. */
export function fromLine(line: string, types: ReadonlyMap<string, string>): PlainRow {
  const row = rowInput.parse(JSON.parse(line));
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, fromJson(value, types.get(name) ?? '')]));
}

function fromJson(value: unknown, type: string): unknown {
  if (value === null) return null;
  if (/^(date|timestamp)/i.test(type)) return new Date(z.string().parse(value));
  if (/^(bool|tinyint)/i.test(type)) return Boolean(value);
  if (/^(blob|bytea)/i.test(type)) return Buffer.from(bytesInput.parse(value).base64, 'base64');
  return value;
}
