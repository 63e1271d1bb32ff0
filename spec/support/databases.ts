import { randomBytes } from 'node:crypto';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type Database } from '../../server/platform/index.ts';
import { startPostgres, type PostgresServer } from './postgres-server.ts';

/** Opens a migrated, empty database that the spec has for itself; closed after its block. */
type MakeDatabase = () => Promise<Database>;
/** What runs once for each kind of database; `makeOther` opens one of the other kind. */
type Tell = (make: MakeDatabase, dialect: 'sqlite' | 'postgres', makeOther: MakeDatabase) => void;

/** Describes the same behaviour on SQLite and on PostgreSQL. */
export function forEachDatabase(tell: Tell): void {
  for (const dialect of ['sqlite', 'postgres'] as const) describe(`on ${dialect}`, () => useDatabase(dialect, tell));
}

/** The same on SQLite alone, where the database makes no difference. */
export function onSqlite(tell: Tell): void {
  useDatabase('sqlite', tell);
}

function useDatabase(dialect: 'sqlite' | 'postgres', tell: Tell): void {
  const open: Database[] = [];
  const maker = (kind: 'sqlite' | 'postgres') => async (): Promise<Database> => {
    const database = kind === 'sqlite' ? await sqliteDatabase() : await postgresDatabase();
    open.push(database);
    return database;
  };
  tell(maker(dialect), dialect, maker(dialect === 'sqlite' ? 'postgres' : 'sqlite'));
  after(async () => {
    for (const database of open.splice(0)) await database.close();
  });
}

let folder: Promise<string> | null = null;
let template: Promise<string> | null = null;
let files = 0;

/** A fresh path below a folder that is removed at the end. */
export async function scratchPath(name: string): Promise<string> {
  folder ??= mkdtemp(join(tmpdir(), 'schoolbeat-spec-'));
  files += 1;
  return join(await folder, `${files}-${name}`);
}

async function sqliteDatabase(): Promise<Database> {
  template ??= migratedTemplate();
  const file = await scratchPath('database.sqlite');
  await copyFile(await template, file);
  return openDatabase({ url: `sqlite:${file}` });
}

/** Migrated once: a copy is much quicker than all steps again. */
async function migratedTemplate(): Promise<string> {
  const file = await scratchPath('template.sqlite');
  const database = await openDatabase({ url: `sqlite:${file}` });
  await database.migrate();
  await database.close();
  return file;
}

let server: PostgresServer | null = null;
let serverUrl: Promise<string> | null = null;
/** Long enough that runs against one lasting server never meet. */
const run = randomBytes(3).toString('hex');

async function postgresDatabase(): Promise<Database> {
  const url = await postgresUrl();
  files += 1;
  const database = await openDatabase({ url, tablePrefix: `t${run}${files}_` });
  await database.migrate();
  return database;
}

/** URL of a PostgreSQL for specs: `PG_TEST_URL`, or a server of our own, started when first asked for. */
export function postgresUrl(): Promise<string> {
  serverUrl ??= Promise.resolve(process.env['PG_TEST_URL'] ?? ownPostgres());
  return serverUrl;
}

async function ownPostgres(): Promise<string> {
  server = await startPostgres();
  return server.url;
}

after('stops PostgreSQL and removes what the specs wrote', async () => {
  await server?.stop();
  if (folder !== null) await rm(await folder, { recursive: true, force: true });
});
