import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Database, Platform, Tx } from '../contract.ts';
import { tableNames } from '../database/table-names.ts';
import { AppError } from '../errors/app-error.ts';
import { BACKUP_FORMAT, BACKUP_PURPOSE, type BackupManifest } from './backup.ts';
import { rowsOf, type PlainRow } from './backup-tables.ts';
import { openBackup, type BackupFile } from './backup-file.ts';
import { fromLine } from './row-json.ts';

const ROWS_A_STATEMENT = 200;

const manifestInput = z.object({
  format: z.literal(BACKUP_FORMAT),
  at: z.string(),
  migrations: z.array(z.string()),
  tables: z.array(z.object({ name: z.string(), rows: z.number() })),
  signed: z.string().optional(),
});

/** A backup that was restored. */
export interface Restored extends BackupManifest {
  /** Whether this installation has the secrets that the signed heads were signed with; null: the file does not tell. */
  readonly hasSecrets: boolean | null;
}

/**
 * Reads a backup into an empty database, of either kind, and the content store. A backup of an older release is read at
 * its own schema and migrated then. Throws AppError `RESTORE_NOT_EMPTY`, `RESTORE_NEWER`, `BACKUP_INVALID`.
 */
export async function restore(
  platform: Pick<Platform, 'database' | 'secrets' | 'storage'>,
  file: string,
): Promise<Restored> {
  const { database, secrets, storage } = platform;
  const source = await openBackup(file);
  try {
    const manifest = await readManifest(source);
    const { migrator } = database;
    if (manifest.migrations.some((name) => !migrator.names.includes(name))) {
      throw new AppError('RESTORE_NEWER', 409, 'The backup comes from a newer release than this one.');
    }
    await database.migrate();
    await refuseRows(database);
    // Content first: rows never name a file that is not there.
    for (const name of source.names('content/')) {
      await storage.put(name.slice('content/'.length), await source.open(name));
    }
    await migrator.down();
    await migrator.up(manifest.migrations.at(-1));
    // Nobody else uses the database yet, so that this one write may await the file as well as SQL.
    await database.write(async (tx) => {
      for (const table of manifest.tables) await fillTable(database, tx, source, table);
    }, 'bulk');
    await migrator.up();
    const { at, signed } = manifest;
    return { ...manifest, hasSecrets: signed === undefined ? null : secrets.verify(BACKUP_PURPOSE, at, signed) };
  } finally {
    source.close();
  }
}

async function readManifest(source: BackupFile): Promise<BackupManifest> {
  const text = await source.text('manifest.json');
  try {
    return manifestInput.parse(JSON.parse(text));
  } catch (cause) {
    throw new AppError('BACKUP_INVALID', 422, 'The file is no backup of Schoolbeat.', {}, { cause });
  }
}

async function refuseRows(database: Database): Promise<void> {
  await database.read(async (tx) => {
    for (const name of await tableNames(database, tx)) {
      const { done } = await rowsOf(database, tx, name).next();
      if (done) continue;
      throw new AppError('RESTORE_NOT_EMPTY', 409, `The database is not empty: ${name} has rows.`, {
        help: 'Restore into a new database.',
      });
    }
  });
}

async function fillTable(
  database: Database,
  tx: Tx,
  source: BackupFile,
  table: { name: string; rows: number },
): Promise<void> {
  const query = database.sequelize.getQueryInterface();
  const target = database.tablePrefix + table.name;
  const columns = await query.describeTable(target, { transaction: tx } as object);
  const types = new Map(Object.entries(columns).map(([name, { type }]) => [name, type]));
  let rows: PlainRow[] = [];
  let count = 0;
  const flush = async (): Promise<void> => {
    if (rows.length > 0) await query.bulkInsert(target, rows, { transaction: tx });
    rows = [];
  };
  for await (const line of createInterface({ input: await source.open(`database/${table.name}.jsonl`) })) {
    rows.push(fromLine(line, types));
    count += 1;
    if (rows.length >= ROWS_A_STATEMENT) await flush();
  }
  await flush();
  if (count !== table.rows) throw new AppError('BACKUP_INVALID', 422, `The backup of ${table.name} is not complete.`);
}
