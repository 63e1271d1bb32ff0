import { ownData } from './own-data.ts';
import type { UnsentChange, UnsentShelf } from './draft-pen.ts';

type Keeps = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Said where the browser keeps nothing: it is full, or was told not to. */
export const UNKEPT = 'This browser has no room to keep it: leave the page open until it is saved.';

/** Unsent text of a whole file, and the revision on which it was typed. */
export interface UnsentText {
  readonly base: number;
  readonly text: string;
}

interface Slot<Kept> {
  load(): Kept | null;
  /** Null takes it off. False: the browser has not kept it. */
  keep(kept: Kept | null): boolean;
}

/** Key of what a person has not sent of a file; `owner` names the person, opaque. */
export function shelfKey({ owner, draft, path }: { owner: string; draft: string; path: string }): string {
  return `unsent ${owner} ${draft} ${path}`;
}

/** Keeps unsent changes of one file in this browser, at once: it may be killed the next moment. */
export function pageShelf(key: string, storage: Keeps): UnsentShelf {
  const slot = openSlot<{ base: number; changes: readonly UnsentChange[] }>(key, storage);
  return {
    load: () => slot.load(),
    keep: (base, changes) => slot.keep(changes.length === 0 ? null : { base, changes }),
  };
}

/** Keeps the unsent text of one file in this browser. */
export const textShelf = (key: string, storage: Keeps): Slot<UnsentText> =>
  openSlot<UnsentText>(`text ${key}`, storage);

function openSlot<Kept>(key: string, storage: Keeps): Slot<Kept> {
  return {
    load() {
      const kept = storage.getItem(key);
      return kept === null ? null : ownData<Kept>(JSON.parse(kept));
    },
    keep(kept) {
      if (kept === null) storage.removeItem(key);
      else {
        try {
          storage.setItem(key, JSON.stringify(kept));
        } catch (fault) {
          // A full storage throws; what was kept before stays, older than what is typed.
          if (!(fault instanceof DOMException)) throw fault;
          return false;
        }
      }
      return true;
    },
  };
}
