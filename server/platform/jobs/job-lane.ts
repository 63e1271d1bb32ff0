import type { Logger } from 'pino';

const POLL_MS = 1_000;
/** Longest wait (ms) between two looks at a database that cannot be reached. */
const LONGEST_WAIT_MS = 30_000;

/** What looks for due jobs of its kinds, again and again. */
export interface JobLane {
  start(): void;
  /** Looks no more, and resolves once what runs has ended. */
  stop(): Promise<void>;
  /** Resolves once the round that goes on has ended. */
  idle(): Promise<void>;
}

/** A lane has rounds of its own: work that waits for another server keeps nobody else's work waiting. */
export function createLane(log: Logger, work: () => Promise<void>): JobLane {
  let timer: NodeJS.Timeout | null = null;
  /** Rounds in a row that could not reach the database. */
  let misses = 0;
  let isStopping = false;
  let round: Promise<void> | null = null;

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
    round ??= work()
      .then(reached, missed)
      .finally(() => {
        round = null;
        lookAgain();
      });
  };

  return {
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
    async idle() {
      await round;
    },
  };
}
