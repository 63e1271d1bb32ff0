import { DatabaseError, type ModelStatic } from 'sequelize';
import type { Database, Tx } from '../contract.ts';
import { AppError } from '../errors/app-error.ts';
import type { RowModel } from './define-model.ts';
import { runKept } from './kept-statements.ts';
import { plainColumns, type Bound, type PlainColumn } from './plain-columns.ts';
import { postgresDialect, sqliteDialect, type OnConflict, type Statement } from './plain-statements.ts';
import type { SqliteConnection } from './sqlite.ts';

type Name<Row> = Extract<keyof Row, string>;
type Key = string | number;

interface FindOptions<Row, Columns> {
  /** All where none are named. */
  readonly columns?: readonly Columns[];
  readonly order?: readonly Name<Row>[];
  readonly lock?: boolean;
}

/** Rows of a table read and written as plain objects, a statement for any number of them: for paths that run all day. */
export interface PlainTable<Row extends object> {
  /** Rows whose columns `by` have one of `keys`; locked for this transaction where `lock` says so. */
  find<Columns extends Name<Row> = Name<Row>>(
    tx: Tx,
    by: readonly Name<Row>[],
    keys: readonly (readonly Key[])[],
    options?: FindOptions<Row, Columns>,
  ): Promise<Pick<Row, Columns>[]>;
  /** Adds rows; rejects when a key is stored already. */
  append(tx: Tx, rows: readonly Row[]): Promise<void>;
  /** Adds rows but those whose key is stored already. */
  appendNew(tx: Tx, rows: readonly Row[]): Promise<void>;
  /** Adds rows, or takes them over whole where their id is stored already. */
  put(tx: Tx, rows: readonly Row[]): Promise<void>;
  /** Writes some columns of rows that are stored. */
  change(tx: Tx, rows: readonly Row[], columns: readonly Name<Row>[]): Promise<void>;
}

/** The plain rows of a model, whose first attribute is the key `id`. */
export function plainTable<Row extends object>(
  dialect: Database['dialect'],
  model: ModelStatic<RowModel<Row>>,
): PlainTable<Row> {
  const isSqlite = dialect === 'sqlite';
  const write = isSqlite ? sqliteDialect : postgresDialect;
  const run = isSqlite ? runOnSqlite : runOnPostgres;
  const table = model.tableName;
  const all = plainColumns(dialect, model);
  const pick = (names: readonly string[]): PlainColumn[] =>
    names.map((name) => {
      const column = all.find(({ attribute }) => attribute === name);
      if (column === undefined) throw new Error(`${table} has no column ${name}.`);
      return column;
    });
  const inParts = async (
    tx: Tx,
    rows: readonly Row[],
    columns: readonly PlainColumn[],
    make: (rows: Bound[][]) => Statement,
  ): Promise<void> => {
    const most = Math.floor(write.mostValues / columns.length);
    for (let at = 0; at < rows.length; at += most) {
      const part = rows.slice(at, at + most);
      await run(tx, make(part.map((row) => columns.map((one) => one.bind(Reflect.get(row, one.attribute) ?? null)))));
    }
  };
  const insert = (tx: Tx, rows: readonly Row[], on: OnConflict): Promise<void> =>
    inParts(tx, rows, all, (part) => write.insert(table, all, part, on));

  return {
    async find<Columns extends Name<Row> = Name<Row>>(
      tx: Tx,
      by: readonly Name<Row>[],
      keys: readonly (readonly Key[])[],
      { columns, order = [], lock = false }: FindOptions<Row, Columns> = {},
    ) {
      if (keys.length === 0) return [];
      const wanted = columns === undefined ? all : pick(columns);
      const lookup = { columns: wanted, by: pick(by), keys, order: pick(order), isLocking: lock };
      const rows = await run(tx, write.select(table, lookup));
      return rows.map((found) => {
        // Typed by the columns that were asked for; nothing is copied.
        const row: Pick<Row, Columns> = Object.setPrototypeOf(readValues(wanted, found), Object.prototype);
        return row;
      });
    },
    append: (tx, rows) => insert(tx, rows, 'fail'),
    appendNew: (tx, rows) => insert(tx, rows, 'leave'),
    put: (tx, rows) => insert(tx, rows, 'replace'),
    change(tx, rows, names) {
      const columns = pick(['id', ...names]);
      return inParts(tx, rows, columns, (part) => write.update(table, columns, part));
    },
  };
}

function readValues(columns: readonly PlainColumn[], found: Record<string, unknown>): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const { attribute, field, read } of columns) values[attribute] = read(found[field]);
  return values;
}

async function runOnSqlite(tx: Tx, { sql, values }: Statement): Promise<Record<string, unknown>[]> {
  refuseFinished(tx);
  const connection: SqliteConnection = Reflect.get(tx, 'connection');
  return told(sql, runKept(connection, sql, values));
}

/** What a plain statement needs of the driver. */
interface PostgresClient {
  query(sql: string, values: Bound[]): Promise<{ rows: Record<string, unknown>[] }>;
}

/** Without a name: a pooler between us and PostgreSQL may not know prepared ones. */
async function runOnPostgres(tx: Tx, { sql, values }: Statement): Promise<Record<string, unknown>[]> {
  refuseFinished(tx);
  const client: PostgresClient = Reflect.get(tx, 'connection');
  const { rows } = await told(sql, client.query(sql, [...values]));
  return rows;
}

function refuseFinished(tx: Tx): void {
  if (Reflect.get(tx, 'finished') !== undefined) {
    throw new AppError('TRANSACTION_OVER', 500, 'The transaction is over: you can no longer use it.');
  }
}

/** Failures as Sequelize tells them, so that whoever looks for a deadlock finds it. */
async function told<T>(sql: string, work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    throw error instanceof Error ? new DatabaseError(Object.assign(error, { sql })) : error;
  });
}
