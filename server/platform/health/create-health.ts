import type { Logger } from 'pino';
import type { Database, Health, HealthReport, Metrics, PartHealth, Storage } from '../contract.ts';
import { AppError } from '../errors/app-error.ts';

type Part = keyof HealthReport;

/** ms between two looks while something is known to be wrong. */
const LOOK_AGAIN_MS = 2_000;
const OK: PartHealth = { ok: true };

interface Parts {
  readonly database: Pick<Database, 'isReady'>;
  readonly storage: Pick<Storage, 'isReady'>;
  readonly log: Logger;
  readonly metrics: Metrics;
}

/** What this process knows of its database and its store; a known fault is looked at again until it is over. */
export function createHealth({ database, storage, log, metrics }: Parts): Health {
  const known: Record<Part, PartHealth> = { database: OK, storage: OK };
  let looking: Promise<HealthReport> | null = null;
  let timer: NodeJS.Timeout | null = null;
  let isStopped = false;

  function note(part: Part, state: PartHealth): void {
    const before = known[part];
    known[part] = state;
    if (state.code === before.code && state.ok === before.ok) return;
    const { code = '', reason } = state;
    if (state.ok) {
      log.warn({ part, code: before.code }, 'a fault is over');
      return;
    }
    log.error({ part, code, reason }, 'a fault began');
    metrics.count('schoolbeat_faults_total', 'Faults of database and store that began.', { part, code });
    lookAgain();
  }

  function lookAgain(): void {
    if (isStopped || timer !== null) return;
    timer = setTimeout(() => {
      timer = null;
      void check();
    }, LOOK_AGAIN_MS);
    timer.unref();
  }

  async function look(): Promise<HealthReport> {
    const [rows, files] = await Promise.all([database.isReady(), storage.isReady()]);
    note('database', rows);
    note('storage', files);
    if (!rows.ok || !files.ok) lookAgain();
    return { database: rows, storage: files };
  }

  function check(): Promise<HealthReport> {
    looking ??= look().finally(() => (looking = null));
    return looking;
  }

  return {
    check,
    glance() {
      check().catch((error: unknown) => log.error({ err: error }, 'health could not be looked at'));
      return { ...known };
    },
    heard(error: AppError) {
      const part = /^(DATABASE|STORAGE)_/.exec(error.code)?.[1]?.toLowerCase();
      // Too much to do at this moment is no state that lasts.
      if (error.status !== 503 || error.code === 'DATABASE_BUSY') return;
      if (part === 'database' || part === 'storage') note(part, { ok: false, code: error.code, reason: error.message });
    },
    stop() {
      isStopped = true;
      if (timer !== null) clearTimeout(timer);
    },
  };
}
