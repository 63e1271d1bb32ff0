import { QueryTypes } from 'sequelize';
import type { Database, Tx } from '../contract.ts';

const PAGE = 500;

/** One row as it lies in the table. */
export type PlainRow = Record<string, unknown>;

/** All rows of a table in the order of its key, a page at a time. */
export async function* rowsOf(database: Database, tx: Tx, name: string): AsyncGenerator<PlainRow> {
  const query = database.sequelize.getQueryInterface();
  const table = database.tablePrefix + name;
  const key = await keyOf(database, tx, table);
  const quoted = [table, key].map((word) => query.quoteIdentifier(word, true));
  let after: unknown = null;
  for (;;) {
    const where = after === null ? '' : `WHERE ${quoted[1]} > :after`;
    const sql = `SELECT * FROM ${quoted[0]} ${where} ORDER BY ${quoted[1]} LIMIT ${PAGE}`;
    const options = { type: QueryTypes.SELECT, replacements: { after }, transaction: tx } as const;
    const rows = await database.sequelize.query<PlainRow>(sql, options);
    yield* rows;
    if (rows.length < PAGE) return;
    after = rows.at(-1)?.[key];
  }
}

async function keyOf(database: Database, tx: Tx, table: string): Promise<string> {
  const columns = await database.sequelize.getQueryInterface().describeTable(table, { transaction: tx } as object);
  const key = Object.entries(columns).find(([, { primaryKey }]) => primaryKey);
  if (key === undefined) throw new Error(`The table ${table} has no key.`);
  return key[0];
}
