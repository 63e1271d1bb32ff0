import type { Logger } from 'pino';
import type { Clock, Database, Jobs } from '../contract.ts';
import type { JobRow } from './job-model.ts';
import { createLane, type JobLane } from './job-lane.ts';
import { parsePayload } from './job-payload.ts';
import { JobStore, LOCK_MS } from './job-store.ts';

type Payload = Record<string, unknown>;

const DEFAULT_TRIES = 8;
const CLEAN_TYPE = 'jobs.clean';
const DAY_MS = 24 * 3_600_000;
/** Jobs at once in a process; whoever is called may take seconds to answer, our own database does not. */
const WIDTHS = { main: 1, outgoing: 4 } as const;

type LaneName = keyof typeof WIDTHS;

interface Handler {
  readonly run: (payload: Payload) => Promise<void>;
  readonly tries: number;
  readonly lane: LaneName;
}

/** Stored jobs and the workers that run them, one after the other in each lane, in every process that calls `start`. */
export function createJobs(database: Database, clock: Clock, log: Logger): Jobs {
  const store = new JobStore(database, clock);
  const handlers = new Map<string, Handler>();
  const recurring = new Map<string, { ms: number; lastSlot: number }>();
  let isStopping = false;

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

  const runDue = async (types: readonly string[]): Promise<void> => {
    for (;;) {
      if (isStopping || types.length === 0 || !(await store.isDue(types))) return;
      const job = await store.claim(types);
      if (job !== null) await runOne(job);
    }
  };

  const typesIn = (lane: LaneName): string[] => [...handlers].flatMap(([type, one]) => (one.lane === lane ? type : []));
  const lanes: readonly JobLane[] = [
    createLane(log, () => enqueueRecurring().then(() => runDue(typesIn('main')))),
    ...Array.from({ length: WIDTHS.outgoing }, () => createLane(log, () => runDue(typesIn('outgoing')))),
  ];

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
    on(type, run, { tries = DEFAULT_TRIES, lane = 'main' } = {}) {
      handlers.set(type, { run, tries, lane });
    },
    every(type, ms) {
      recurring.set(type, { ms, lastSlot: -1 });
    },
    start() {
      isStopping = false;
      for (const lane of lanes) lane.start();
    },
    async stop() {
      isStopping = true;
      await Promise.all(lanes.map((lane) => lane.stop()));
    },
    async drain() {
      await Promise.all(lanes.map((lane) => lane.idle()));
      isStopping = false;
      await runDue([...handlers.keys()]);
    },
    enqueueRecurring,
    forget: (tx, word) => store.forget(tx, word),
    counts: () => store.counts(),
  };
  jobs.on(CLEAN_TYPE, () => store.removeOld());
  jobs.every(CLEAN_TYPE, DAY_MS);
  return jobs;
}
