import { setTimeout as wait } from 'node:timers/promises';
import { ConnectionError, DatabaseError, QueryTypes, Sequelize, Transaction } from 'sequelize';
import type { Tx } from '../contract.ts';
import { AppError } from '../errors/app-error.ts';
import { currentWrite, refuseInsideWrite, runInWrite } from './write-context.ts';

/** Kinds of statements that change rows; outside of a transaction they would slip past the one way to write. */
const CHANGES = new Set<unknown>([
  QueryTypes.INSERT,
  QueryTypes.UPDATE,
  QueryTypes.BULKUPDATE,
  QueryTypes.BULKDELETE,
  QueryTypes.DELETE,
  QueryTypes.UPSERT,
]);
const DEADLOCK = '40P01';
const MOST_TRIES = 3;

/**
 * ms. A statement that takes longer, or waits longer for a row, is given up; a transaction whose process has stopped in the
 * middle gives its locks back. Migrations lift the first two.
 */
const TIMEOUTS = { statement_timeout: 120_000, lock_timeout: 30_000, idle_in_transaction_session_timeout: 120_000 };

/**
 * ms. A line that says nothing for so long is given up on our side: PostgreSQL itself cannot tell of a line that has gone silent.
 * Longer than the wait for a lock, so that its own word comes first. What may take longer lifts it: `liftPatience`.
 */
const PATIENCE_MS = 35_000;

/** Opens a pool; the plugin's own unless the host hands in its Sequelize. */
export function openPostgres(url: string, patienceMs = PATIENCE_MS): Sequelize {
  const sequelize = new Sequelize(url, {
    dialect: 'postgres',
    logging: false,
    pool: { max: 12, acquire: 30_000 },
    dialectOptions: { keepAlive: true, connectionTimeoutMillis: 10_000, query_timeout: patienceMs, ...TIMEOUTS },
  });
  // Statements of one transaction may be sent before the answer to the last has come: see `together`.
  sequelize.addHook('afterConnect', (connection) => void Reflect.set(Object(connection), 'pipeline', true));
  sequelize.addHook('beforeQuery', ({ transaction, type }) => {
    if (transaction || !CHANGES.has(type)) return;
    throw new AppError('WRITE_OUTSIDE_TRANSACTION', 500, 'Rows are changed in database.write only.');
  });
  return sequelize;
}

/** A transaction of its own for each write; run again when the database chose it as a deadlock's victim. */
export async function writePostgres<T>(
  sequelize: Sequelize,
  work: (tx: Tx) => Promise<T>,
  isLong: boolean,
): Promise<T> {
  refuseInsideWrite(sequelize);
  const outer = currentWrite();
  for (let tries = 1; ; tries += 1) {
    try {
      return await sequelize.transaction((tx) =>
        keepPatience(tx, isLong, () => runInWrite(sequelize, outer, () => work(tx))),
      );
    } catch (error) {
      if (tries >= MOST_TRIES || !isDeadlock(error)) throw error;
    }
  }
}

/** Errors of a server that is there and cannot answer yet: it starts, it has no free line, or the line broke while it opened. */
const NOT_YET = /^(?:57P03|53300|57P01|ECONNRESET)$|timeout|terminated unexpectedly/i;
const WAIT_MS = 500;
const MOST_WAITS = 60;

/** Does the first work of a start again, for half a minute, while PostgreSQL itself is only starting or too busy to let anybody in. */
export async function whilePostgresStarts<T>(work: () => Promise<T>): Promise<T> {
  for (let waits = 0; ; waits += 1) {
    try {
      return await work();
    } catch (error) {
      if (waits >= MOST_WAITS || !isNotYet(error)) throw error;
      await wait(WAIT_MS);
    }
  }
}

function isNotYet(error: unknown): boolean {
  if (error instanceof AppError) return isNotYet(error.cause);
  if (!(error instanceof ConnectionError)) return false;
  const code: unknown = Reflect.get(error.parent, 'code');
  return NOT_YET.test(typeof code === 'string' ? code : error.parent.message);
}

/**
 * A repeatable-read, read-only transaction: one snapshot for all its statements. Compiling a statement (JIT) takes longer than any
 * page may, and PostgreSQL begins it by a guess of the cost alone.
 */
export function readPostgres<T>(sequelize: Sequelize, work: (tx: Tx) => Promise<T>, isLong: boolean): Promise<T> {
  const isolationLevel = Transaction.ISOLATION_LEVELS.REPEATABLE_READ;
  return sequelize.transaction({ isolationLevel }, async (tx) => {
    await sequelize.query('SET TRANSACTION READ ONLY; SET LOCAL jit = off', { transaction: tx });
    return keepPatience(tx, isLong, () => work(tx));
  });
}

/** Lets the statements of a transaction take as long as PostgreSQL lets them; the next transaction is as impatient as before. */
export function liftPatience(tx: Tx): void {
  setPatience(tx, 0);
}

async function keepPatience<T>(tx: Tx, isLong: boolean, work: () => Promise<T>): Promise<T> {
  const before: unknown = Reflect.get(lineSettings(tx), 'query_timeout');
  if (isLong) liftPatience(tx);
  try {
    return await work();
  } finally {
    setPatience(tx, before);
  }
}

function setPatience(tx: Tx, ms: unknown): void {
  Reflect.set(lineSettings(tx), 'query_timeout', ms);
}

/** Where the driver looks before each statement. */
function lineSettings(tx: Tx): object {
  return Object(Reflect.get(Object(Reflect.get(tx, 'connection')), 'connectionParameters'));
}

function isDeadlock(error: unknown): boolean {
  return error instanceof DatabaseError && 'code' in error.parent && error.parent.code === DEADLOCK;
}
