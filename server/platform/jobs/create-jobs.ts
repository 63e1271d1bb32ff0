import type { Logger } from 'pino';
import type { Clock, Database, Jobs } from '../contract.ts';
import type { JobRow } from './job-model.ts';
import { parsePayload } from './job-payload.ts';
import { JobStore, LOCK_MS } from './job-store.ts';

type Payload = Record<string, unknown>;

const POLL_MS = 1_000;
/** Longest wait (ms) between two looks at a database that cannot be reached. */
const LONGEST_WAIT_MS = 30_000;
const DEFAULT_TRIES = 8;
const CLEAN_TYPE = 'jobs.clean';
const DAY_MS = 24 * 3_600_000;

interface Handler {
  readonly run: (payload: Payload) => Promise<void>;
  readonly tries: number;
}

/** Stored jobs and the worker that runs them, one after the other, in every process that calls `start`. */
export function createJobs(database: Database, clock: Clock, log: Logger): Jobs {
  const store = new JobStore(database, clock);
  const handlers = new Map<string, Handler>();
  const recurring = new Map<string, { ms: number; lastSlot: number }>();
  let timer: NodeJS.Timeout | null = null;
  /** Rounds in a row that could not reach the database. */
  let misses = 0;
  let isStopping = false;
  let round: Promise<void> | null = null;

  const runOne = async (job: JobRow): Promise<void> => {
    const handler = handlers.get(job.type);
    if (handler === undefined) return;
    const lock = setInterval(() => {
      store
        .extendLock(job.id)
        .catch((error: unknown) => log.warn({ err: error, jobId: job.id }, 'job lock not extended'));
    }, LOCK_MS / 3);
    try {
      // A crash during the last try must not run the job for ever.
      if (job.tries > job.mostTries) throw new Error('The process stopped during each try.');
      await handler.run(parsePayload(job.payload));
      await store.finish(job.id);
    } catch (error) {
      log.warn({ err: error, jobId: job.id, jobType: job.type, tries: job.tries }, 'job failed');
      await store.fail(job, error instanceof Error ? error.message : String(error));
    } finally {
      clearInterval(lock);
    }
  };

  const enqueueRecurring = async (): Promise<void> => {
    for (const [type, entry] of recurring) {
      const slot = Math.floor(clock.now().getTime() / entry.ms);
      if (slot === entry.lastSlot) continue;
      await database.write((tx) => jobs.enqueue(tx, type, {}, { key: `every:${type}:${slot}` }));
      entry.lastSlot = slot;
    }
  };

  const runDue = async (): Promise<void> => {
    const types = [...handlers.keys()];
    for (;;) {
      if (isStopping || !(await store.isDue(types))) return;
      const job = await store.claim(types);
      if (job !== null) await runOne(job);
    }
  };

  /** Loss and return are a line each, however long it takes. */
  const missed = (error: unknown): void => {
    misses += 1;
    if (misses === 1) log.error({ err: error }, 'the worker could not reach its jobs; it goes on trying');
  };
  const reached = (): void => {
    if (misses > 0) log.warn({ misses }, 'the worker reaches its jobs again');
    misses = 0;
  };

  const lookAgain = (): void => {
    if (isStopping || timer === null) return;
    timer = setTimeout(tick, Math.min(LONGEST_WAIT_MS, POLL_MS * 2 ** misses));
    timer.unref();
  };
  const tick = (): void => {
    round ??= enqueueRecurring()
      .then(runDue)
      .then(reached, missed)
      .finally(() => {
        round = null;
        lookAgain();
      });
  };

  const jobs: Jobs = {
    async enqueue(tx, type, payload, { runAt = clock.now(), key = null } = {}) {
      const mostTries = handlers.get(type)?.tries ?? DEFAULT_TRIES;
      await store.insert(tx, [{ type, payload: JSON.stringify(payload), key, runAt, mostTries }]);
    },
    async enqueueAll(tx, type, payloads) {
      if (payloads.length === 0) return;
      const common = { type, key: null, runAt: clock.now(), mostTries: handlers.get(type)?.tries ?? DEFAULT_TRIES };
      await store.insert(
        tx,
        payloads.map((payload) => ({ ...common, payload: JSON.stringify(payload) })),
      );
    },
    on(type, run, { tries = DEFAULT_TRIES } = {}) {
      handlers.set(type, { run, tries });
    },
    every(type, ms) {
      recurring.set(type, { ms, lastSlot: -1 });
    },
    start() {
      isStopping = false;
      timer ??= setTimeout(tick, POLL_MS);
      timer.unref();
    },
    async stop() {
      isStopping = true;
      if (timer !== null) clearTimeout(timer);
      timer = null;
      await round;
    },
    async drain() {
      await round;
      isStopping = false;
      await runDue();
    },
    enqueueRecurring,
    counts: () => store.counts(),
  };
  jobs.on(CLEAN_TYPE, () => store.removeOld());
  jobs.every(CLEAN_TYPE, DAY_MS);
  return jobs;
}
