import { databaseFault } from '../database/database-faults.ts';
import { AppError } from '../errors/app-error.ts';
import { storageFault } from '../storage/storage-faults.ts';

/** Seconds after which a client may ask again, for the header `Retry-After` of every 503. */
export const RETRY_AFTER_S = 5;

/** The fault of database or store behind any error that reached a handler, in words (503); null when it is none. */
export function serviceFault(error: unknown): AppError | null {
  if (error instanceof AppError) return error.status === 503 ? error : null;
  return databaseFault(error, 'read') ?? storageFault(error);
}
