/** A part of a sorted list. */
export interface Slice {
  readonly limit: number;
  readonly offset: number;
  /** The list is turned round, and so are the rows that are found. */
  readonly isTurned: boolean;
}

/** Where a page is cut out: past the middle of a list of known length it is read from the end, so that fewer rows are sorted. */
export function pageSlice(offset: number, limit: number, total: number | null): Slice {
  if (total === null || offset <= total / 2) return { limit, offset, isTurned: false };
  const length = Math.max(0, Math.min(limit, total - offset));
  return { limit: length, offset: Math.max(0, total - offset - length), isTurned: true };
}

/** `name DESC, id ASC` of columns and whether they go up, turned round for a slice from the end. */
export function orderOf(keys: readonly (readonly [column: string, isUp: boolean])[], { isTurned }: Slice): string {
  return keys.map(([column, isUp]) => `${column} ${isUp === isTurned ? 'DESC' : 'ASC'}`).join(', ');
}

/** Rows in the order of the list. */
export function inOrder<Row>(rows: readonly Row[], { isTurned }: Slice): Row[] {
  return isTurned ? rows.toReversed() : [...rows];
}
