import { QueryTypes, type Sequelize } from 'sequelize';
import type { Logger } from 'pino';
import type { Migrator, PartHealth, Tx } from '../contract.ts';
import { AppError } from '../errors/app-error.ts';
import { databaseFault } from './database-faults.ts';
import { operationTables } from './migrations/0006-operation.ts';
import type { WriteWatch } from './write-watch.ts';

/** What is looked at, and by what. */
export interface ReadinessParts {
  readonly sequelize: Sequelize;
  readonly tablePrefix: string;
  readonly migrator: Migrator;
  readonly write: (work: (tx: Tx) => Promise<void>) => Promise<void>;
  readonly watch: WriteWatch;
  readonly log?: Logger | undefined;
}

/** A database that says nothing for so long (ms) counts as gone. */
const PATIENCE_MS = 5_000;
/** A write of somebody's within this time (ms) proves as much as one of ours. */
const PROVED_MS = 10_000;
/** About a commit's size: a disk with room for less is full. */
const PADDING = 'x'.repeat(32 * 1024);

/** Says whether rows can be read and written, and if not, why: a small row is written where nobody else has just done so. */
export async function checkDatabase(parts: ReadinessParts): Promise<PartHealth> {
  let timer: NodeJS.Timeout | null = null;
  const silence = new Promise<PartHealth>((resolve) => {
    const reason = `the database has not answered for ${PATIENCE_MS / 1000} seconds`;
    timer = setTimeout(() => resolve({ ok: false, code: 'DATABASE_UNAVAILABLE', reason }), PATIENCE_MS);
  });
  try {
    return await Promise.race([look(parts), silence]);
  } finally {
    if (timer !== null) clearTimeout(timer);
  }
}

async function look({ sequelize, tablePrefix, migrator, write, watch, log }: ReadinessParts): Promise<PartHealth> {
  try {
    await sequelize.query('SELECT 1', { type: QueryTypes.SELECT });
    const waiting = await migrator.pending();
    if (waiting.length > 0) {
      return { ok: false, code: 'DATABASE_MIGRATIONS_WAIT', reason: `migrations wait: ${waiting.join(', ')}` };
    }
    // A list of steps without that one (specs of the migrator) has no row to write.
    const hasProbes = migrator.names.includes(operationTables.name);
    if (hasProbes && !watch.hasWritten(PROVED_MS)) await write((tx) => writeProbe(sequelize, tablePrefix, tx));
    return { ok: true };
  } catch (error) {
    log?.warn({ err: error }, 'the database does not work');
    const fault = error instanceof AppError ? error : databaseFault(error, 'read');
    if (fault?.status === 503 && fault.code !== 'DATABASE_CLOSED') {
      return { ok: false, code: fault.code, reason: fault.message };
    }
    return { ok: false, code: 'DATABASE_UNAVAILABLE', reason: 'the database does not answer' };
  }
}

async function writeProbe(sequelize: Sequelize, tablePrefix: string, transaction: Tx): Promise<void> {
  const table = sequelize.getQueryInterface().quoteIdentifier(`${tablePrefix}write_probes`);
  const sql = `INSERT INTO ${table} (id, at, padding) VALUES ('database', :at, :padding)
    ON CONFLICT (id) DO UPDATE SET at = excluded.at, padding = excluded.padding`;
  await sequelize.query(sql, { replacements: { at: new Date(), padding: PADDING }, transaction });
}
