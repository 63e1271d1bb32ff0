import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Sequelize, Transaction } from 'sequelize';
import sqlite3 from 'sqlite3';
import { AppError } from '../errors/app-error.ts';
import type { Tx } from '../contract.ts';
import { databaseFault } from './database-faults.ts';
import { forgetStatements } from './kept-statements.ts';
import { SqliteReaders } from './sqlite-readers.ts';
import { GroupLostError, type WriteEngine } from './write-queue.ts';

/** A sqlite3 connection. */
export type SqliteConnection = sqlite3.Database;

/** Sequelize's transaction with the two fields that its queries look at. */
type Handle = Transaction & { connection: SqliteConnection; finished: 'commit' | 'rollback' | undefined };

/** What `openDatabase` needs of a SQLite file. */
export interface SqliteFile {
  readonly sequelize: Sequelize;
  readonly engine: WriteEngine<Handle>;
  /** A deferred transaction on a reader of its own. */
  readonly read: <T>(work: (tx: Tx) => Promise<T>, lane: 'page' | 'export') => Promise<T>;
  /** Column types may have changed. */
  readonly forgetColumns: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const WRITER_PRAGMAS = 'PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;';
const READER_PRAGMAS = 'PRAGMA query_only=ON;';
const EVERY_PRAGMAS = 'PRAGMA busy_timeout=5000; PRAGMA foreign_keys=ON;';

/**
 * Opens a file with one long-lived writer and a few readers. Sequelize's own SQLite pool opens a connection for each
 * transaction, and waiting ones hold the thread pool until nothing moves; so transactions are made here by hand.
 */
export async function openSqlite(storage: string): Promise<SqliteFile> {
  if (storage === '' || storage === ':memory:') {
    throw new AppError('DATABASE_UNSUPPORTED', 500, 'SQLite needs a file: several connections read it.');
  }
  mkdirSync(dirname(storage), { recursive: true });
  const columns = new Map<string, unknown[]>();
  const sequelize = new Sequelize({ dialect: 'sqlite', dialectModule: sqlite3, storage, logging: false });
  const readers = new SqliteReaders(() => connect(storage, EVERY_PRAGMAS + READER_PRAGMAS, columns));
  let isClosed = false;
  let writer: SqliteConnection | null = await connect(storage, EVERY_PRAGMAS + WRITER_PRAGMAS, columns);

  Object.assign(sequelize.connectionManager, {
    async getConnection(options: { uuid?: string } = {}): Promise<SqliteConnection> {
      if (options.uuid === undefined) return readers.shared();
      throw new AppError('TRANSACTION_BY_HAND', 500, 'Transactions come from database.write and database.read.');
    },
    releaseConnection: () => undefined,
    destroyConnection: async () => undefined,
  });

  const transactionOn = (connection: SqliteConnection, parent?: Tx): Handle =>
    Object.assign(new Transaction(sequelize, parent ? { transaction: parent } : {}), {
      connection,
      finished: undefined,
    });

  /** SQLite opens a file that takes no changes for reading only, without a word: such a writer would refuse for ever. */
  let hasMetFault = false;
  const letWriterGo = async (): Promise<void> => {
    const old = writer;
    writer = null;
    hasMetFault = false;
    if (old) await closeConnection(old);
  };

  const engine: WriteEngine<Handle> = {
    async begin() {
      if (isClosed) throw new AppError('DATABASE_CLOSED', 503, 'The database is closed.');
      if (hasMetFault) await letWriterGo();
      const connection = (writer ??= await connect(storage, EVERY_PRAGMAS + WRITER_PRAGMAS, columns));
      await execute(connection, 'BEGIN IMMEDIATE').catch((error: unknown) => {
        hasMetFault = true;
        throw error;
      });
      return transactionOn(connection);
    },
    async inSavepoint(group, work) {
      const { connection } = group;
      await execute(connection, 'SAVEPOINT work');
      const tx = transactionOn(connection, group);
      try {
        const value = await work(tx);
        tx.finished = 'commit';
        await execute(connection, 'RELEASE work');
        return value;
      } catch (error) {
        tx.finished = 'rollback';
        hasMetFault ||= databaseFault(error, 'write') !== null;
        await execute(connection, 'ROLLBACK TO work; RELEASE work').catch(() => {
          throw new GroupLostError('The transaction was lost.', { cause: error });
        });
        throw error;
      }
    },
    async commit(group) {
      group.finished = 'commit';
      await execute(group.connection, 'COMMIT');
    },
    async rollback(group) {
      group.finished = 'rollback';
      // A connection whose COMMIT failed is in doubt: closing it undoes whatever was open.
      await letWriterGo();
    },
  };

  return {
    sequelize,
    engine,
    async read(work, lane) {
      return readers.alone(lane, async (connection) => {
        await execute(connection, 'BEGIN');
        const tx = transactionOn(connection);
        try {
          return await work(tx);
        } finally {
          tx.finished = 'commit';
          await execute(connection, 'ROLLBACK');
        }
      });
    },
    async forgetColumns() {
      columns.clear();
      await readers.renew();
    },
    async close() {
      isClosed = true;
      await readers.close();
      if (writer) await closeConnection(writer);
      writer = null;
    },
  };
}

async function connect(storage: string, pragmas: string, columns: Map<string, unknown[]>): Promise<SqliteConnection> {
  const connection = await new Promise<SqliteConnection>((resolve, reject) => {
    const opened = new sqlite3.Database(storage, (error) => (error ? reject(error) : resolve(opened)));
  });
  await execute(connection, pragmas).catch(async (error: unknown) => {
    await closeConnection(connection);
    throw error;
  });
  rememberColumns(connection, columns);
  return connection;
}

/** Sequelize asks for the columns of a table before each select from it; the answer is kept until a migration. */
function rememberColumns(connection: SqliteConnection, columns: Map<string, unknown[]>): void {
  const all = connection.all.bind(connection) as (sql: string, ...rest: unknown[]) => SqliteConnection;
  const remembering = (sql: string, ...rest: unknown[]): SqliteConnection => {
    const callback = rest.at(-1);
    if (!sql.startsWith('PRAGMA table_info(') || typeof callback !== 'function') return all(sql, ...rest);
    const known = columns.get(sql);
    if (known !== undefined) {
      callback(null, known);
      return connection;
    }
    return all(sql, (error: Error | null, rows: unknown[]) => {
      if (!error && rows.length > 0) columns.set(sql, rows);
      callback(error, rows);
    });
  };
  Object.assign(connection, { all: remembering });
}

function execute(connection: SqliteConnection, sql: string): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.exec(sql, (error) => (error ? reject(error) : resolve()));
  });
}

/** Closes a connection; what was open on it is undone. */
export async function closeConnection(connection: SqliteConnection): Promise<void> {
  await forgetStatements(connection);
  return new Promise((resolve, reject) => {
    connection.close((error) => (error ? reject(error) : resolve()));
  });
}
