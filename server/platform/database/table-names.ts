import { QueryTypes } from 'sequelize';
import type { Database, Tx } from '../contract.ts';

/** Names of this instance's tables without prefix, each after those that it refers to; the list of steps is left out. */
export async function tableNames(database: Database, tx: Tx): Promise<string[]> {
  const { tablePrefix } = database;
  const query = database.sequelize.getQueryInterface();
  const all = await query.showAllTables({ transaction: tx });
  // Another instance's prefix may begin with ours: its own list of steps gives it away.
  const others = all
    .filter((name) => name.endsWith('migrations') && name !== `${tablePrefix}migrations`)
    .map((name) => name.slice(0, -'migrations'.length))
    .filter((prefix) => prefix.startsWith(tablePrefix));
  const own = all
    .filter((name) => name.startsWith(tablePrefix) && name !== `${tablePrefix}migrations`)
    .filter((name) => !others.some((prefix) => name.startsWith(prefix)))
    .sort();
  const references = await referencesOf(database, tx, own);
  const ordered = new Set<string>();
  const place = (table: string): void => {
    for (const { child, parent } of references) {
      if (child === table && parent !== table && !ordered.has(parent)) place(parent);
    }
    ordered.add(table);
  };
  own.forEach(place);
  return [...ordered].map((table) => table.slice(tablePrefix.length));
}

interface Reference {
  readonly child: string;
  readonly parent: string;
}

/** Sequelize asks PostgreSQL for them one table at a time, a tenth of a second each. */
async function referencesOf({ dialect, sequelize }: Database, tx: Tx, tables: readonly string[]): Promise<Reference[]> {
  const sql =
    dialect === 'postgres'
      ? `SELECT child.relname AS child, parent.relname AS parent FROM pg_constraint
         JOIN pg_class child ON child.oid = conrelid JOIN pg_class parent ON parent.oid = confrelid
         WHERE contype = 'f' AND child.relname IN (:tables) AND child.relnamespace = current_schema()::regnamespace`
      : `SELECT child.name AS child, keys."table" AS parent FROM sqlite_master child
         JOIN pragma_foreign_key_list(child.name) keys WHERE child.type = 'table' AND child.name IN (:tables)`;
  const replacements = { tables: tables.length > 0 ? tables : [''] };
  return sequelize.query<Reference>(sql, { type: QueryTypes.SELECT, replacements, transaction: tx });
}
