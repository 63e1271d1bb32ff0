import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { type Entry, open, type ZipFile } from 'yauzl';
import { AppError } from '../errors/app-error.ts';

/** An open backup whose entries are read by name. */
export interface BackupFile {
  names(prefix: string): string[];
  /** Throws AppError `BACKUP_INVALID` where the entry is missing. */
  open(name: string): Promise<Readable>;
  text(name: string): Promise<string>;
  close(): void;
}

/** Opens a zip and reads its directory; throws AppError `BACKUP_INVALID`. */
export async function openBackup(path: string): Promise<BackupFile> {
  const zip = await openZip(path).catch((cause: unknown) => {
    throw new AppError('BACKUP_INVALID', 422, 'The file cannot be read as a backup.', {}, { cause });
  });
  const entries = await readEntries(zip);
  const openEntry = (name: string): Promise<Readable> => {
    const entry = entries.get(name);
    if (entry === undefined) throw new AppError('BACKUP_INVALID', 422, `The backup lacks ${name}.`);
    return new Promise((resolve, reject) => {
      zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)));
    });
  };
  return {
    names: (prefix) => [...entries.keys()].filter((name) => name.startsWith(prefix)),
    open: async (name) => openEntry(name),
    text: async (name) => text(await openEntry(name)),
    close: () => zip.close(),
  };
}

function openZip(path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    open(path, { lazyEntries: true, autoClose: false }, (error, zip) => (error ? reject(error) : resolve(zip)));
  });
}

function readEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  return new Promise((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      entries.set(entry.fileName, entry);
      zip.readEntry();
    });
    zip.once('end', () => resolve(entries));
    zip.once('error', reject);
    zip.readEntry();
  });
}
