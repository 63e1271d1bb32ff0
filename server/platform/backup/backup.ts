import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { Database, Platform, Storage } from '../contract.ts';
import { tableNames } from '../database/table-names.ts';
import { rowsOf } from './backup-tables.ts';
import { toLine } from './row-json.ts';

/** What a backup says of itself. */
export interface BackupManifest {
  readonly format: typeof BACKUP_FORMAT;
  /** UTC, ISO 8601. */
  readonly at: string;
  /** Steps that the schema had taken. */
  readonly migrations: readonly string[];
  /** In the order in which they can be filled. */
  readonly tables: readonly { readonly name: string; readonly rows: number }[];
  /**
   * `at`, signed: tells at a restore whether the secrets are there that check the signed heads. The secrets themselves are never
   * in the file, since whoever holds both can sign a changed record. Absent in files of an older release.
   */
  readonly signed?: string | undefined;
}

/** What the signature in a backup is for. */
export const BACKUP_PURPOSE = 'backup';

type BackupSource = Pick<Platform, 'clock' | 'database' | 'secrets' | 'storage'>;

/** Name and number of the format. */
export const BACKUP_FORMAT = 'schoolbeat-backup-1';

/**
 * Writes database and content into one zip while the server goes on: rows of one snapshot as JSON lines, then the files
 * that they name, which are never changed once stored. The file is there completely or not at all.
 */
export async function backup(platform: BackupSource, target: string): Promise<BackupManifest> {
  await mkdir(dirname(target), { recursive: true });
  const part = `${target}.part`;
  const zip = new ZipFile();
  const written = pipeline(zip.outputStream, createWriteStream(part, { mode: 0o600 }));
  try {
    // A target that cannot be written any more must not leave the rest waiting for it.
    const manifest = await Promise.race([fill(zip, platform), written.then(endedEarly)]);
    zip.end();
    await written;
    await syncFile(part);
    await rename(part, target);
    return manifest;
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

async function fill(zip: ZipFile, { clock, database, secrets, storage }: BackupSource): Promise<BackupManifest> {
  const at = clock.now().toISOString();
  const tables = await addRows(zip, database);
  const signed = secrets.sign(BACKUP_PURPOSE, at);
  const migrations = await appliedSteps(database);
  const manifest: BackupManifest = { format: BACKUP_FORMAT, at, migrations, tables, signed };
  zip.addBuffer(Buffer.from(JSON.stringify(manifest, null, 2)), 'manifest.json');
  await addContent(zip, storage);
  return manifest;
}

const endedEarly = (): Promise<never> => Promise.reject(new Error('The backup ended early.'));

async function addRows(zip: ZipFile, database: Database): Promise<{ name: string; rows: number }[]> {
  return database.read(async (tx) => {
    const tables = (await tableNames(database, tx)).map((name) => ({ name, rows: 0 }));
    for (const table of tables) {
      const lines = Readable.from(counted(rowsOf(database, tx, table.name), table));
      zip.addReadStream(lines, `database/${table.name}.jsonl`);
      await finished(lines);
    }
    return tables;
  });
}

async function* counted(rows: AsyncIterable<Record<string, unknown>>, table: { rows: number }): AsyncGenerator<string> {
  for await (const row of rows) {
    table.rows += 1;
    yield toLine(row);
  }
}

async function appliedSteps({ migrator }: Database): Promise<string[]> {
  const waiting = await migrator.pending();
  return migrator.names.filter((name) => !waiting.includes(name));
}

/** Content is compressed already where that helps. */
async function addContent(zip: ZipFile, storage: Storage): Promise<void> {
  for await (const key of storage.list('')) {
    const stream = await storage.get(key);
    zip.addReadStream(stream, `content/${key}`, { compress: false });
    await finished(stream);
  }
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
