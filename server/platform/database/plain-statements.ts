import type { Bound, PlainColumn } from './plain-columns.ts';
import { encodeArray } from './postgres-arrays.ts';

/** A statement with the values of its places. */
export interface Statement {
  readonly sql: string;
  readonly values: readonly Bound[];
}

/** What becomes of a row whose key is stored already. */
export type OnConflict = 'fail' | 'leave' | 'replace';

/** A read of rows by lists of keys. */
export interface Lookup {
  readonly columns: readonly PlainColumn[];
  readonly by: readonly PlainColumn[];
  readonly keys: readonly (readonly Bound[])[];
  readonly order: readonly PlainColumn[];
  readonly isLocking: boolean;
}

/** How a database writes the statements of plain tables: one statement, however many rows. */
export interface PlainDialect {
  select(table: string, lookup: Lookup): Statement;
  insert(
    table: string,
    columns: readonly PlainColumn[],
    rows: readonly (readonly Bound[])[],
    on: OnConflict,
  ): Statement;
  /** The first column is the key. */
  update(table: string, columns: readonly PlainColumn[], rows: readonly (readonly Bound[])[]): Statement;
  /** Values that one statement takes at most. */
  readonly mostValues: number;
}

const quote = (name: string): string => `"${name}"`;
const list = (columns: readonly PlainColumn[]): string => columns.map(({ field }) => quote(field)).join(', ');
const orderOf = ({ order }: Lookup): string => (order.length === 0 ? '' : ` ORDER BY ${list(order)}`);
const keyOf = (by: readonly PlainColumn[]): string => (by.length === 1 ? list(by) : `(${list(by)})`);

function conflict(columns: readonly PlainColumn[], on: OnConflict): string {
  if (on === 'fail') return '';
  if (on === 'leave') return ' ON CONFLICT DO NOTHING';
  const [key, ...others] = columns.map(({ field }) => quote(field));
  return ` ON CONFLICT (${key}) DO UPDATE SET ${others.map((name) => `${name} = excluded.${name}`).join(', ')}`;
}

/** SQLite: keys come as one JSON text, rows as places; a text is the same for the same number of rows. */
export const sqliteDialect: PlainDialect = {
  mostValues: 32_000,
  select(table, lookup) {
    const { columns, by, keys } = lookup;
    const parts = by.length === 1 ? 'value' : by.map((_column, at) => `json_extract(value, '$[${at}]')`).join(', ');
    const wanted = by.length === 1 ? keys.map(([key]) => key) : keys;
    const where = `${keyOf(by)} IN (SELECT ${parts} FROM json_each(?))`;
    const sql = `SELECT ${list(columns)} FROM ${quote(table)} WHERE ${where}${orderOf(lookup)}`;
    return { sql, values: [JSON.stringify(wanted)] };
  },
  insert(table, columns, rows, on) {
    const sql = `INSERT INTO ${quote(table)} (${list(columns)}) VALUES ${places(rows)}${conflict(columns, on)}`;
    return { sql, values: rows.flat() };
  },
  update(table, columns, rows) {
    const [key, ...others] = columns.map(({ field }) => quote(field));
    const changes = others.map((name, at) => `${name} = rows.column${at + 2}`).join(', ');
    const where = `${quote(table)}.${key} = rows.column1`;
    const sql = `UPDATE ${quote(table)} SET ${changes} FROM (VALUES ${places(rows)}) AS rows WHERE ${where}`;
    return { sql, values: rows.flat() };
  },
};

function places(rows: readonly (readonly Bound[])[]): string {
  const row = `(${rows[0]?.map(() => '?').join(', ') ?? ''})`;
  return Array.from(rows, () => row).join(', ');
}

/** PostgreSQL: a list for each column, so that the text is the same for any number of rows. */
export const postgresDialect: PlainDialect = {
  mostValues: 1_000_000,
  select(table, lookup) {
    const { columns, by, keys, isLocking } = lookup;
    const where =
      by.length === 1 ? `${keyOf(by)} = ANY(${lists(by)})` : `${keyOf(by)} IN (SELECT * FROM unnest(${lists(by)}))`;
    const lock = isLocking ? ' FOR UPDATE' : '';
    const sql = `SELECT ${list(columns)} FROM ${quote(table)} WHERE ${where}${orderOf(lookup)}${lock}`;
    return { sql, values: byColumn(by, keys) };
  },
  insert(table, columns, rows, on) {
    const from = `SELECT * FROM unnest(${lists(columns)})`;
    const sql = `INSERT INTO ${quote(table)} (${list(columns)}) ${from}${conflict(columns, on)}`;
    return { sql, values: byColumn(columns, rows) };
  },
  update(table, columns, rows) {
    const [key, ...others] = columns.map(({ field }) => quote(field));
    const changes = others.map((name) => `${name} = rows.${name}`).join(', ');
    const from = `unnest(${lists(columns)}) AS rows (${list(columns)})`;
    const sql = `UPDATE ${quote(table)} SET ${changes} FROM ${from} WHERE ${quote(table)}.${key} = rows.${key}`;
    return { sql, values: byColumn(columns, rows) };
  },
};

function lists(columns: readonly PlainColumn[]): string {
  return columns.map(({ type }, at) => `$${at + 1}::${type}[]`).join(', ');
}

/** A list for each column; the driver sends bytes as they are, in binary. */
function byColumn(columns: readonly PlainColumn[], rows: readonly (readonly Bound[])[]): Bound[] {
  return columns.map(({ type }, at) =>
    encodeArray(
      type,
      Array.from(rows, (row) => row[at] ?? null),
    ),
  );
}
