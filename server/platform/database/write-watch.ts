import type { AppError } from '../errors/app-error.ts';
import { databaseFault } from './database-faults.ts';

/** What the writes of this process have met last. */
export interface WriteWatch {
  /** Runs a write; a fault of the database is thrown in its own words. */
  write<T>(work: () => Promise<T>): Promise<T>;
  /** The same for a read. */
  read<T>(work: () => Promise<T>): Promise<T>;
  /** True when a write succeeded within `ms` and none has failed by a fault since. */
  hasWritten(ms: number): boolean;
}

/** Watches one database. */
export function createWriteWatch(): WriteWatch {
  let fault: AppError | null = null;
  let writtenAt: number | null = null;

  const inWords = async <T>(work: () => Promise<T>, during: 'read' | 'write'): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      const found = databaseFault(error, during);
      if (found === null) throw error;
      if (during === 'write') fault = found;
      throw found;
    }
  };

  return {
    async write(work) {
      const value = await inWords(work, 'write');
      fault = null;
      writtenAt = performance.now();
      return value;
    },
    read: (work) => inWords(work, 'read'),
    hasWritten: (ms) => fault === null && writtenAt !== null && performance.now() - writtenAt < ms,
  };
}
