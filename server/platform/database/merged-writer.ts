import type { Tx, WritePriority } from '../contract.ts';
import { isFaultOfAll } from './database-faults.ts';
import { refuseInsideWrite } from './write-context.ts';

type Write = <T>(work: (tx: Tx) => Promise<T>, priority?: WritePriority) => Promise<T>;

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

interface MergeOptions {
  /** Items in one batch; 64 by default. */
  readonly most: number;
  readonly priority: WritePriority;
  /** Batches under way at once. */
  readonly lanes: number;
}

/** Hands items that wait to `handle` together; when a batch fails its items are tried one by one. */
export function mergedWriter<Item, Result>(
  write: Write,
  owner: object,
  handle: (items: Item[], tx: Tx) => Promise<Result[]>,
  { most, priority, lanes }: MergeOptions,
): (item: Item) => Promise<Result> {
  const waiting: Waiting<Item, Result>[] = [];
  let running = 0;

  const handleExactly = async (items: Item[], tx: Tx): Promise<Result[]> => {
    const results = await handle(items, tx);
    if (results.length !== items.length) throw new Error('A merged write must answer each of its items.');
    return results;
  };

  const runSingly = async (batch: Waiting<Item, Result>[]): Promise<void> => {
    for (const one of batch) {
      await write((tx) => handleExactly([one.item], tx), priority).then(
        (results) => results.forEach(one.resolve),
        (error: unknown) => one.reject(error),
      );
    }
  };

  const runBatch = async (): Promise<void> => {
    let batch: Waiting<Item, Result>[] = [];
    let isHandled = false;
    try {
      const results = await write(async (tx) => {
        // Taken only now, so that whoever came while this batch stood in the queue goes with it.
        if (batch.length === 0) batch = waiting.splice(0, most);
        isHandled = false;
        const handled =
          batch.length === 0
            ? []
            : await handleExactly(
                batch.map(({ item }) => item),
                tx,
              );
        isHandled = true;
        return handled;
      }, priority);
      results.forEach((result, place) => batch[place]?.resolve(result));
    } catch (error) {
      if (batch.length === 0) batch = waiting.splice(0, most);
      // Handled and yet failed: COMMIT itself did, and a second try is the caller's to decide.
      if (isHandled || batch.length === 1 || isFaultOfAll(error)) for (const one of batch) one.reject(error);
      else await runSingly(batch);
    }
  };

  const drain = async (): Promise<void> => {
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) await runBatch();
    running -= 1;
  };

  return async (item) => {
    refuseInsideWrite(owner);
    return new Promise<Result>((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (running >= lanes) return;
      running += 1;
      void drain();
    });
  };
}
