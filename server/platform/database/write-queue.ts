import type { Tx, WritePriority } from '../contract.ts';
import { currentWrite, refuseInsideWrite, runInWrite } from './write-context.ts';

/** What the queue asks of its connection; a savepoint undoes one work and leaves its neighbours. */
export interface WriteEngine<Group extends Tx> {
  begin(): Promise<Group>;
  /** Runs a work behind a savepoint; its rejection rolls back that savepoint alone, or throws `GroupLostError`. */
  inSavepoint<T>(group: Group, work: (tx: Tx) => Promise<T>): Promise<T>;
  commit(group: Group): Promise<void>;
  rollback(group: Group): Promise<void>;
}

/** The whole transaction is gone (disk full, I/O fault): nothing of the group may be answered as stored. */
export class GroupLostError extends Error {}

interface Waiting<Group> {
  run(group: Group): Promise<void>;
  /** After COMMIT, or after its failure. */
  settle(failure: { cause: unknown } | null): void;
}

/** Works that share one COMMIT at most: a bound on how long the first one waits for the last. */
const MOST_IN_GROUP = 64;
/** Bulk works let others through after each of their turns. */
const MOST_BULK_IN_GROUP = 1;
const PRIORITIES: readonly WritePriority[] = ['commit', 'normal', 'bulk'];

/** The single writer's queue: works that wait share one transaction, each answered only after COMMIT. */
export class WriteQueue<Group extends Tx> {
  readonly #engine: WriteEngine<Group>;
  readonly #waiting: Record<WritePriority, Waiting<Group>[]> = { commit: [], normal: [], bulk: [] };
  #running: Promise<void> | null = null;

  constructor(engine: WriteEngine<Group>) {
    this.#engine = engine;
  }

  /** Rejects with the work's own error, or with that of BEGIN or COMMIT. */
  async write<T>(work: (tx: Tx) => Promise<T>, priority: WritePriority): Promise<T> {
    refuseInsideWrite(this);
    const outer = currentWrite();
    return new Promise<T>((resolve, reject) => {
      let outcome: { value: T } | null = null;
      const run = async (group: Group): Promise<void> => {
        try {
          outcome = {
            value: await this.#engine.inSavepoint(group, (tx) => runInWrite(this, outer, () => work(tx))),
          };
        } catch (error) {
          if (error instanceof GroupLostError) throw error;
          reject(error);
        }
      };
      const settle = (failure: { cause: unknown } | null): void => {
        if (failure !== null) reject(failure.cause);
        else if (outcome !== null) resolve(outcome.value);
      };
      this.#waiting[priority].push({ run, settle });
      this.#running ??= this.#drain();
    });
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    while (this.#running !== null) await this.#running;
  }

  async #drain(): Promise<void> {
    // A turn of the event loop, so that works of the same instant meet in one group.
    await new Promise((resolve) => setImmediate(resolve));
    while (PRIORITIES.some((priority) => this.#waiting[priority].length > 0)) await this.#runGroup();
    this.#running = null;
  }

  /** The next work for a group: commits before pages, pages before bulk work. */
  #next(bulkSoFar: number): Waiting<Group> | undefined {
    const work = this.#waiting.commit.shift() ?? this.#waiting.normal.shift();
    return work ?? (bulkSoFar < MOST_BULK_IN_GROUP ? this.#waiting.bulk.shift() : undefined);
  }

  async #runGroup(): Promise<void> {
    const done: Waiting<Group>[] = [];
    let group: Group | null = null;
    let bulk = 0;
    try {
      group = await this.#engine.begin();
      while (done.length < MOST_IN_GROUP) {
        const bulkBefore = this.#waiting.bulk.length;
        const work = this.#next(bulk);
        if (work === undefined) break;
        if (this.#waiting.bulk.length < bulkBefore) bulk += 1;
        done.push(work);
        await work.run(group);
      }
      await this.#engine.commit(group);
    } catch (error) {
      const cause = error instanceof GroupLostError ? error.cause : error;
      // BEGIN itself failed: what waits would fail the same way, and its callers should hear it now.
      if (group === null) for (const work of this.#takeAll()) work.settle({ cause });
      else await this.#engine.rollback(group).catch(() => undefined);
      for (const work of done) work.settle({ cause });
      return;
    }
    for (const work of done) work.settle(null);
  }

  #takeAll(): Waiting<Group>[] {
    return PRIORITIES.flatMap((priority) => this.#waiting[priority].splice(0));
  }
}
