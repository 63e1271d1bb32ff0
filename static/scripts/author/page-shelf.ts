import { ownData } from './own-data.ts';
import type { UnsentChange, UnsentShelf } from './draft-pen.ts';

/** Keeps unsent changes of one file in this browser, at once: it may be killed the next moment. */
export function pageShelf(key: string, storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): UnsentShelf {
  return {
    load() {
      const kept = storage.getItem(key);
      if (kept === null) return null;
      return ownData<{ base: number; changes: UnsentChange[] }>(JSON.parse(kept));
    },
    keep(base, changes) {
      if (changes.length === 0) storage.removeItem(key);
      else storage.setItem(key, JSON.stringify({ base, changes }));
    },
  };
}
