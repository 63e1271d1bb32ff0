import { z } from 'zod';
import { AppError } from '../../platform/index.ts';

const DEFAULT_LIMIT = 50;
const MOST = 200;

/** How every list is asked for. */
export const pageQuery = z.strictObject({
  after: z.string().max(200).default('').describe('`next` of the page before; nothing for the first one.'),
  limit: z.coerce.number().int().min(1).max(MOST).default(DEFAULT_LIMIT).describe('Items on the page at most.'),
});

/** How every list is answered. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    next: z.string().nullable().describe('Where the list goes on; null where it ends.'),
  });

/** A page whose rows were read one too many, so that it knows whether there are more. */
export function page<Row, Item>(
  rows: readonly Row[],
  limit: number,
  cursorOf: (row: Row) => string,
  itemOf: (row: Row) => Item,
): { items: Item[]; next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(itemOf), next: rows.length > limit && last !== undefined ? cursorOf(last) : null };
}

/** A page of a list that is short enough to be read whole, in the order of ids. */
export function pageOfAll<Row extends { readonly id: string }, Item>(
  rows: readonly Row[],
  { after, limit }: { readonly after: string; readonly limit: number },
  itemOf: (row: Row) => Item,
): { items: Item[]; next: string | null } {
  const later = rows.filter(({ id }) => id > after).toSorted((one, other) => (one.id < other.id ? -1 : 1));
  return page(later, limit, ({ id }) => id, itemOf);
}

/** A place between moments: `2026-11-23T10:42:00.000Z~<id>`. */
export const momentCursor = (at: Date, id: string): string => `${at.toISOString()}~${id}`;

/** Reads {@link momentCursor}; throws AppError `CURSOR_INVALID` (422). */
export function readMomentCursor(text: string): { since: Date; afterId: string } {
  const [at = '', id = ''] = text.split('~');
  const since = new Date(at);
  if (Number.isNaN(since.getTime()) || !/^[0-9a-z]{26}$/.test(id)) {
    throw new AppError('CURSOR_INVALID', 422, 'This is no place in the list.', {
      help: 'Send `next` of the page before, as it came.',
      field: 'after',
    });
  }
  return { since, afterId: id };
}
