import type { OutboxPlace, OutboxRow } from './outbox-queue.ts';

const DATABASE = 'schoolbeat-outbox';
const STORE = 'rows';

/** Rows on this device. Every promise resolves after the transaction has completed, not before. */
export interface OutboxStore {
  /** Puts a row and removes those that it makes needless, in one transaction that is begun in this very turn. */
  put(row: OutboxRow, needless: readonly OutboxPlace[]): Promise<void>;
  remove(place: OutboxPlace): Promise<void>;
  /** Where rows lie; says nothing of what is in them. */
  places(): Promise<OutboxPlace[]>;
  /** The rows of one launch in their order. */
  rowsOf(launchId: string): Promise<OutboxRow[]>;
}

/** Opens the store; rejects where the browser keeps nothing (private windows, blocked storage). */
export async function openOutboxStore(factory: IDBFactory): Promise<OutboxStore> {
  const database = await openDatabase(factory);
  const run = <T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T> | null): Promise<T | null> =>
    new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = work(transaction.objectStore(STORE));
      transaction.addEventListener('complete', () => resolve(request === null ? null : request.result));
      transaction.addEventListener('abort', () => {
        reject(transaction.error ?? new Error('The transaction was aborted.'));
      });
      // The page may be gone in the next turn: nothing waits for a request to come back.
      if (mode === 'readwrite') transaction.commit();
    });
  return {
    async put(row, needless) {
      await run('readwrite', (store) => {
        for (const place of needless) store.delete(keyOf(place));
        return store.put(row, keyOf(row));
      });
    },
    async remove(place) {
      await run('readwrite', (store) => store.delete(keyOf(place)));
    },
    async places() {
      const keys = (await run('readonly', (store) => store.getAllKeys())) ?? [];
      return keys.flatMap(placeOf);
    },
    async rowsOf(launchId) {
      const rows: OutboxRow[] = (await run('readonly', (store) => store.getAll())) ?? [];
      return rows.filter((row) => row.launchId === launchId).sort((a, b) => a.seq - b.seq);
    },
  };
}

function openDatabase(factory: IDBFactory): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = factory.open(DATABASE, 1);
    request.addEventListener('upgradeneeded', () => request.result.createObjectStore(STORE));
    request.addEventListener('success', () => {
      // A later version of the page in another window must not wait for this one.
      request.result.addEventListener('versionchange', () => request.result.close());
      resolve(request.result);
    });
    request.addEventListener('error', () => reject(request.error ?? new Error('The browser keeps no data.')));
  });
}

function keyOf({ owner, attemptId, scoId, launchId, seq }: OutboxPlace): IDBValidKey {
  return [owner, attemptId, scoId, launchId, seq];
}

function placeOf(key: IDBValidKey): OutboxPlace[] {
  if (!Array.isArray(key)) return [];
  const [owner, attemptId, scoId, launchId, seq] = key;
  const isPlace = typeof owner === 'string' && typeof attemptId === 'string' && typeof scoId === 'string';
  if (!isPlace || typeof launchId !== 'string' || typeof seq !== 'number') return [];
  return [{ owner, attemptId, scoId, launchId, seq }];
}
