import { AppError, type Storage, storageFault, storageUnavailable } from '../platform/index.ts';

/** True for a file or folder that is not there any more. */
export function isMissingPath(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT' && 'path' in error;
}

/** An error of an import, or the fault of the store behind it: scratch files that vanish mean that the store has. */
export async function storeFault(storage: Pick<Storage, 'isReady'>, error: unknown): Promise<unknown> {
  if (error instanceof AppError) return error;
  if (isMissingPath(error) && !(await storage.isReady()).ok) return storageUnavailable(error);
  return storageFault(error) ?? error;
}
