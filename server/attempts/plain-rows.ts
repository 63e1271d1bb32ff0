import type { RowModel } from '../platform/index.ts';

/** The plain data of a row, null where there is none. SQLite parses moments and flags for instances, not for `raw` queries. */
export function plainRow<Row extends object>(found: RowModel<Row> | null): Row | null {
  return found === null ? null : found.get({ plain: true });
}

/** The plain data of rows. */
export function plainRows<Row extends object>(found: readonly RowModel<Row>[]): Row[] {
  return found.map((row) => row.get({ plain: true }));
}
