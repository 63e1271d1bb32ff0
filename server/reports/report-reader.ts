import { QueryTypes } from 'sequelize';
import type { Database, Tx } from '../platform/index.ts';

/** Reads rows by SQL over the tables of the rooms below; the reports write none. */
export function createReportReader({ sequelize, tablePrefix }: Database) {
  return {
    /** A table by its name without prefix, quoted. */
    table: (name: string): string => sequelize.getQueryInterface().quoteIdentifier(tablePrefix + name),

    select: async <Row extends object>(
      tx: Tx | null,
      sql: string,
      replacements: Readonly<Record<string, unknown>>,
    ): Promise<Row[]> =>
      sequelize.query<Row>(sql, { replacements: { ...replacements }, type: QueryTypes.SELECT, transaction: tx }),
  };
}

/** See `createReportReader`. */
export type ReportReader = ReturnType<typeof createReportReader>;

/** What a database gives for a moment: SQLite has none of its own. */
export type StoredMoment = string | Date;

/** A moment out of either database. */
export function momentOf(value: StoredMoment): Date;
export function momentOf(value: StoredMoment | null): Date | null;
export function momentOf(value: StoredMoment | null): Date | null {
  return value === null ? null : new Date(value);
}
