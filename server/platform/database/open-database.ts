import type { Logger } from 'pino';
import type { Sequelize } from 'sequelize';
import type { Database, Tx, WritePriority } from '../contract.ts';
import { AppError } from '../errors/app-error.ts';
import { checkDatabase } from './database-readiness.ts';
import { mergedWriter } from './merged-writer.ts';
import type { Migration } from './migration.ts';
import { createMigrator } from './migrator.ts';
import { migrations as allMigrations } from './migrations/index.ts';
import { plainTable } from './plain-table.ts';
import { openPostgres, readPostgres, writePostgres } from './postgres.ts';
import { openSqlite } from './sqlite.ts';
import { WriteQueue } from './write-queue.ts';
import { createWriteWatch } from './write-watch.ts';

/** Where the rows live: a URL (`postgres://…`, `sqlite:path`) or the host's own Sequelize instance. */
export interface DatabaseOptions {
  readonly url?: string;
  readonly sequelize?: Sequelize;
  readonly tablePrefix?: string;
  /** ms after which a PostgreSQL that says nothing counts as gone; its own unless the instance is the host's. */
  readonly patienceMs?: number;
  readonly log?: Logger;
  /** Another list of steps, for specs of the migrator. */
  readonly migrations?: readonly Migration[];
}

type Page<T> = (tx: Tx, after: string | null) => Promise<{ rows: T[]; next: string | null }>;

interface Backend {
  readonly dialect: 'sqlite' | 'postgres';
  readonly sequelize: Sequelize;
  readonly owner: object;
  readonly write: <T>(work: (tx: Tx) => Promise<T>, priority: WritePriority) => Promise<T>;
  readonly read: <T>(work: (tx: Tx) => Promise<T>, lane: 'page' | 'export') => Promise<T>;
  readonly forgetColumns: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Opens the database; throws AppError `DATABASE_UNSUPPORTED` for anything but a SQLite file or PostgreSQL. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const tablePrefix = options.tablePrefix ?? 'sb_';
  const backend = await backendOf(options);
  const watch = createWriteWatch();
  const write: Database['write'] = (work, priority = 'normal') => watch.write(() => backend.write(work, priority));
  const { sequelize, dialect } = backend;
  const migrator = createMigrator(
    sequelize,
    tablePrefix,
    options.migrations ?? allMigrations,
    write,
    backend.forgetColumns,
  );
  return {
    dialect,
    sequelize,
    tablePrefix,
    migrator,
    write,
    read: (work) => watch.read(() => backend.read(work, 'page')),
    merged: (handle, { most = 64, priority = 'normal' } = {}) =>
      mergedWriter(write, backend.owner, handle, { most, priority, lanes: dialect === 'sqlite' ? 1 : 2 }),
    plain: (model) => plainTable(dialect, model),
    stream: (page) => pages(backend, page),
    migrate: () => migrator.up(),
    isReady: () => checkDatabase({ sequelize, tablePrefix, migrator, write, watch, log: options.log }),
    close: () => backend.close(),
  };
}

/** A snapshot a page: a slow reader of the rows holds no transaction open. */
async function* pages<T>(backend: Backend, page: Page<T>): AsyncGenerator<T> {
  let after: string | null = null;
  do {
    const from: string | null = after;
    const found: Awaited<ReturnType<Page<T>>> = await backend.read((tx) => page(tx, from), 'export');
    yield* found.rows;
    after = found.next;
  } while (after !== null);
}

async function backendOf({ url, sequelize, patienceMs }: DatabaseOptions): Promise<Backend> {
  if (sequelize?.getDialect() === 'postgres') return postgresBackend(sequelize, false);
  if (sequelize?.getDialect() === 'sqlite') return sqliteBackend(storageOf(sequelize));
  if (sequelize === undefined && url !== undefined) {
    if (/^postgres(ql)?:\/\//.test(url)) return postgresBackend(openPostgres(url, patienceMs), true);
    if (url.startsWith('sqlite:') || !url.includes('://')) {
      return sqliteBackend(url.replace(/^sqlite:(\/\/)?/, ''));
    }
  }
  throw new AppError('DATABASE_UNSUPPORTED', 500, 'The database must be a SQLite file or PostgreSQL.');
}

/** A host's own SQLite instance lends its file: its pool would stop dead under concurrent transactions. */
async function sqliteBackend(storage: string): Promise<Backend> {
  const { sequelize, engine, read, forgetColumns, close } = await openSqlite(storage);
  const queue = new WriteQueue(engine);
  return {
    dialect: 'sqlite',
    sequelize,
    owner: queue,
    write: (work, priority) => queue.write(work, priority),
    read,
    forgetColumns,
    async close() {
      await queue.idle();
      await close();
    },
  };
}

function storageOf(sequelize: Sequelize): string {
  const options: unknown = Reflect.get(sequelize, 'options');
  const isNamed = typeof options === 'object' && options !== null && 'storage' in options;
  return isNamed && typeof options.storage === 'string' ? options.storage : '';
}

function postgresBackend(sequelize: Sequelize, isOwn: boolean): Backend {
  return {
    dialect: 'postgres',
    sequelize,
    owner: sequelize,
    write: (work, priority) => writePostgres(sequelize, work, priority === 'bulk'),
    read: (work, lane) => readPostgres(sequelize, work, lane === 'export'),
    forgetColumns: async () => undefined,
    close: async () => (isOwn ? sequelize.close() : undefined),
  };
}
