import type { Platform } from '../platform/index.ts';
import type { VersionStore } from './version-store.ts';

const TYPE = 'packages.sweep';
const DAY_MS = 86_400_000;
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * Removes, once a day, what an import left behind when its process was killed: archives and file rows of versions that never
 * came to be, older than a day. Idempotent.
 */
export function registerSweep({ jobs, storage, database, clock, log }: Platform, versions: VersionStore): void {
  const isOld = (id: string): boolean => timeOf(id) < clock.now().getTime() - DAY_MS;

  jobs.on(TYPE, async () => {
    for (const id of (await versions.unfinished(null)).filter(isOld)) {
      await database.write((tx) => versions.removeFiles(tx, id), 'bulk');
      log.info({ versionId: id }, 'removed the files of an import that broke off');
    }
    for await (const key of storage.list('packages/')) {
      const id = /\/([0-9a-z]{26})\.zip$/.exec(key)?.[1];
      if (id === undefined || !isOld(id) || (await versions.line(null, id)) !== null) continue;
      await storage.remove(key);
      log.info({ archiveKey: key }, 'removed an archive that no version names');
    }
  });
  jobs.every(TYPE, DAY_MS);
}

/** Milliseconds since 1970 that an id of `newId` carries in its first ten letters. */
function timeOf(id: string): number {
  return Array.from(id.slice(0, 10), (letter) => LETTERS.indexOf(letter)).reduce((time, digit) => time * 32 + digit);
}
