import type { Actor } from '../../people/index.ts';
import { sayMoment } from '../../platform/index.ts';
import type { NamedComment } from './review-service.ts';

/** A comment as the editor shows it at its block. */
export interface ShownComment {
  readonly id: string;
  /** Null: about the whole file. */
  readonly blockId: string | null;
  readonly words: string;
  readonly by: string;
  /** “Nov 23, 10:42 AM”, in the zone of the reader. */
  readonly made: string;
  /** Who resolved it; null while it is open. */
  readonly resolvedBy: string | null;
}

/** The comments about one file, oldest first. */
export function commentsView(actor: Actor, comments: readonly NamedComment[], path: string): ShownComment[] {
  return comments
    .filter((one) => one.path === path)
    .map(({ id, blockId, words, by, madeAt, resolvedAt, resolvedName }) => ({
      id,
      blockId,
      words,
      by,
      made: sayMoment('en', actor.timeZone, madeAt),
      resolvedBy: resolvedAt === null ? null : (resolvedName ?? ''),
    }));
}
