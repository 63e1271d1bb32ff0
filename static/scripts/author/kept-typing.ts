import type { DraftEdit } from '../../../server/standards/module/draft-edit.ts';
import type { KeptText } from './source-queue.ts';

const DATABASE = 'schoolbeat-drafts';
const STORE = 'kept';
/** Where the browser cannot say which windows live: one that has written nothing for so long is gone, ms. */
const SILENT_MS = 20_000;

/** What one window of this browser has not seen acknowledged. */
export interface KeptTyping {
  /** Opaque: whose it is. */
  readonly owner: string;
  readonly draftId: string;
  readonly path: string;
  readonly window: string;
  /** ms since 1970. */
  readonly at: number;
  readonly edits: readonly DraftEdit[];
  /** The text of the whole file, where it is written as such. */
  readonly text?: KeptText;
}

/** Kept typing on this device. */
export interface KeptStore {
  /** Keeps the edits of this window, or its text; no edit and no text forgets them. Failure is told by `false`. */
  keep(edits: readonly DraftEdit[], text?: KeptText | null): Promise<boolean>;
  /** What windows that are gone have left behind of this file. */
  left(): Promise<readonly KeptTyping[]>;
  forget(row: KeptTyping): Promise<boolean>;
}

/** Opens the store for a file of a draft; a browser that keeps nothing answers false and finds nothing. */
export function openKeptStore(of: Pick<KeptTyping, 'owner' | 'draftId' | 'path'>): KeptStore {
  // Nothing else of what a page hands in lands on the disk with each key.
  const place = { owner: of.owner, draftId: of.draftId, path: of.path };
  const window = crypto.randomUUID();
  const opened = openDatabase().catch(() => null);
  // Held as long as the window lives, however it ends.
  if ('locks' in navigator) void navigator.locks.request(lockName(window), () => new Promise(() => undefined));

  async function run<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T | null> {
    const database = await opened;
    if (database === null) return null;
    return new Promise((resolve) => {
      // To the disk, not only to the system: a browser that is killed has it all the same.
      const transaction = database.transaction(STORE, mode, { durability: 'strict' });
      const request = work(transaction.objectStore(STORE));
      transaction.addEventListener('complete', () => resolve(request.result));
      transaction.addEventListener('abort', () => resolve(null));
      if (mode === 'readwrite') transaction.commit();
    });
  }

  return {
    async keep(edits, text = null) {
      const row: KeptTyping = { ...place, window, at: Date.now(), edits, ...(text !== null && { text }) };
      const key = keyOf(row);
      if (edits.length > 0 || text !== null) return (await run('readwrite', (store) => store.put(row, key))) !== null;
      return (await run('readwrite', (store) => store.delete(key))) !== null;
    },
    async left() {
      const rows: KeptTyping[] = (await run<KeptTyping[]>('readonly', (store) => store.getAll())) ?? [];
      const living = await livingWindows();
      const isGone = (row: KeptTyping): boolean =>
        living === null ? Date.now() - row.at > SILENT_MS : !living.has(lockName(row.window));
      return rows
        .filter(({ owner, draftId, path }) => owner === place.owner && draftId === place.draftId && path === place.path)
        .filter((row) => row.window !== window && isGone(row))
        .sort((one, other) => one.at - other.at);
    },
    async forget(row) {
      return (await run('readwrite', (store) => store.delete(keyOf(row)))) !== null;
    },
  };
}

const lockName = (window: string): string => `schoolbeat-draft-${window}`;

async function livingWindows(): Promise<ReadonlySet<string> | null> {
  if (!('locks' in navigator)) return null;
  const { held = [] } = await navigator.locks.query();
  return new Set(held.map(({ name = '' }) => name));
}

function keyOf({ owner, draftId, path, window }: KeptTyping): IDBValidKey {
  return [owner, draftId, path, window];
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.addEventListener('upgradeneeded', () => request.result.createObjectStore(STORE));
    request.addEventListener('success', () => {
      request.result.addEventListener('versionchange', () => request.result.close());
      resolve(request.result);
    });
    request.addEventListener('error', () => reject(request.error ?? new Error('The browser keeps no data.')));
  });
}
