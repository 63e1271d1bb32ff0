import { DataTypes, type ModelAttributeColumnOptions, type QueryInterface, type Transaction } from 'sequelize';

/** What a migration is given: the query interface, the transaction it runs in, and the prefix of the tables. */
export interface MigrationContext {
  readonly query: QueryInterface;
  readonly tx: Transaction;
  /** `people` -> `sb_people` */
  readonly table: (name: string) => string;
}

/** One numbered step; it imports no model and is never changed once on main. */
export interface Migration {
  readonly name: string;
  up(context: MigrationContext): Promise<void>;
  down(context: MigrationContext): Promise<void>;
}

type Column = ModelAttributeColumnOptions;

/** Identifier made by `newId()`: 26 characters, sorts by time. */
export const id = (): Column => ({ type: DataTypes.STRING(26), primaryKey: true, allowNull: false });
/** Identifier of another row, without a foreign key (rows that outlive what they name). */
export const plainId = (allowNull = false): Column => ({ type: DataTypes.STRING(26), allowNull });
export const string = (length = 255, allowNull = false): Column => ({ type: DataTypes.STRING(length), allowNull });
export const text = (allowNull = false): Column => ({ type: DataTypes.TEXT, allowNull });
export const blob = (allowNull = true): Column => ({ type: DataTypes.BLOB, allowNull });
export const integer = (fallback?: number): Column =>
  fallback === undefined
    ? { type: DataTypes.INTEGER, allowNull: true }
    : { type: DataTypes.INTEGER, allowNull: false, defaultValue: fallback };
/** Integer of milliseconds. */
export const duration = (): Column => ({ type: DataTypes.INTEGER, allowNull: false, defaultValue: 0 });
/** Bytes: beyond 2 GiB in PostgreSQL too. */
export const bytes = (): Column => ({ type: DataTypes.DOUBLE, allowNull: false, defaultValue: 0 });
/** Integer beyond 2^31, exact up to 2^53. */
export const largeInteger = (fallback: number): Column => ({
  type: DataTypes.DOUBLE,
  allowNull: false,
  defaultValue: fallback,
});
export const real = (): Column => ({ type: DataTypes.DOUBLE, allowNull: true });
export const flag = (fallback: boolean): Column => ({
  type: DataTypes.BOOLEAN,
  allowNull: false,
  defaultValue: fallback,
});
/** UTC moment with milliseconds. */
export const moment = (allowNull = false): Column => ({ type: DataTypes.DATE(3), allowNull });

/** Foreign key to the id of `table` (already prefixed); rows are never deleted from under it. */
export const reference = (table: string, allowNull = false): Column => ({
  type: DataTypes.STRING(26),
  allowNull,
  references: { model: table, key: 'id' },
  onDelete: 'RESTRICT',
  onUpdate: 'RESTRICT',
});

/** Creates a table and its indexes; index names carry the table's own name, so two prefixes live in one database. */
export async function createTable(
  { query, tx, table }: MigrationContext,
  name: string,
  columns: Record<string, Column>,
  indexes: readonly { fields: string[]; unique?: boolean }[] = [],
): Promise<void> {
  await query.createTable(table(name), columns, { transaction: tx });
  for (const index of indexes) await addIndex({ query, tx, table }, name, index);
}

/** Adds an index under a name that carries the table's own. */
export async function addIndex(
  { query, tx, table }: MigrationContext,
  name: string,
  { fields, unique = false }: { readonly fields: string[]; readonly unique?: boolean },
): Promise<void> {
  await query.addIndex(table(name), fields, { name: indexName(table(name), fields), unique, transaction: tx });
}

/** Drops what {@link addIndex} added. */
export async function dropIndex(
  { query, tx, table }: MigrationContext,
  name: string,
  fields: readonly string[],
): Promise<void> {
  await query.removeIndex(table(name), indexName(table(name), fields), { transaction: tx });
}

const indexName = (table: string, fields: readonly string[]): string => `${table}_${fields.join('_')}`.slice(0, 60);

/** Drops tables in the order given. */
export async function dropTables({ query, tx, table }: MigrationContext, names: readonly string[]): Promise<void> {
  for (const name of names) await query.dropTable(table(name), { transaction: tx });
}

/** Adds columns to a table that may have rows: each is nullable or has a fallback. */
export async function addColumns(
  { query, tx, table }: MigrationContext,
  name: string,
  columns: Record<string, Column>,
): Promise<void> {
  for (const [column, definition] of Object.entries(columns)) {
    await query.addColumn(table(name), column, definition, { transaction: tx });
  }
}

/** Drops columns in place; `removeColumn` of Sequelize makes the table again on SQLite and loses indexes and references. */
export async function dropColumns(
  { query, tx, table }: MigrationContext,
  name: string,
  columns: readonly string[],
): Promise<void> {
  for (const column of columns) {
    const [quotedTable, quotedColumn] = [table(name), column].map((word) => query.quoteIdentifier(word, true));
    await query.sequelize.query(`ALTER TABLE ${quotedTable} DROP COLUMN ${quotedColumn}`, { transaction: tx });
  }
}
