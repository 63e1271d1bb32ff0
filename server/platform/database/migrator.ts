import { DataTypes, QueryTypes, type Sequelize } from 'sequelize';
import { Umzug } from 'umzug';
import type { Migrator, Tx } from '../contract.ts';
import type { Migration } from './migration.ts';
import { liftPatience, whilePostgresStarts } from './postgres.ts';

type Write = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

/** Makes umzug run `migrations` through the one way to write; two processes that start at once wait for each other. */
export function createMigrator(
  sequelize: Sequelize,
  tablePrefix: string,
  migrations: readonly Migration[],
  write: Write,
  forgetColumns: () => Promise<void>,
): Migrator {
  const query = sequelize.getQueryInterface();
  const table = `${tablePrefix}migrations`;
  const isPostgres = sequelize.getDialect() === 'postgres';

  const lock = async (tx: Tx): Promise<void> => {
    if (!isPostgres) return;
    // A table with many rows takes its time, and the other process that starts waits for it.
    liftPatience(tx);
    await sequelize.query('SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0', { transaction: tx });
    const replacements = { table };
    await sequelize.query('SELECT pg_advisory_xact_lock(hashtext(:table))', { replacements, transaction: tx });
  };
  const ensureTable = (): Promise<void> =>
    whilePostgresStarts(() =>
      write(async (tx) => {
        await lock(tx);
        const columns = { name: { type: DataTypes.STRING(120), primaryKey: true } };
        await query.createTable(table, columns, { transaction: tx });
      }),
    );
  const executed = async (tx: Tx | null): Promise<string[]> => {
    const names = `SELECT name FROM ${query.quoteIdentifier(table)} ORDER BY name`;
    const rows = await sequelize.query<{ name: string }>(names, { type: QueryTypes.SELECT, transaction: tx });
    return rows.map(({ name }) => name);
  };
  const step = (migration: Migration, direction: 'up' | 'down') => (): Promise<void> =>
    write(async (tx) => {
      await lock(tx);
      const isApplied = (await executed(tx)).includes(migration.name);
      if (isApplied === (direction === 'up')) return;
      await migration[direction]({ query, tx, table: (name) => tablePrefix + name });
      if (direction === 'up') await query.bulkInsert(table, [{ name: migration.name }], { transaction: tx });
      else await query.bulkDelete(table, { name: migration.name }, { transaction: tx });
    });

  const umzug = new Umzug({
    migrations: migrations.map((one) => ({ name: one.name, up: step(one, 'up'), down: step(one, 'down') })),
    storage: {
      // The step itself keeps the list, in its own transaction.
      logMigration: async () => undefined,
      unlogMigration: async () => undefined,
      executed: () => executed(null),
    },
    logger: undefined,
  });

  return {
    names: migrations.map(({ name }) => name),
    async up(to) {
      await ensureTable();
      await umzug.up(to === undefined ? {} : { to });
      await forgetColumns();
    },
    async down() {
      await ensureTable();
      await umzug.down({ to: 0 });
      await forgetColumns();
    },
    async pending() {
      const tables = await query.showAllTables();
      if (!tables.includes(table)) return migrations.map(({ name }) => name);
      return (await umzug.pending()).map(({ name }) => name);
    },
  };
}
