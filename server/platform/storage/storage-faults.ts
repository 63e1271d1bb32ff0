import { AppError } from '../errors/app-error.ts';

const FULL = new Set(['ENOSPC', 'EDQUOT']);
const UNAVAILABLE = new Set([
  'EROFS',
  'EIO',
  'EACCES',
  'EPERM',
  'ESTALE',
  'ENOTCONN',
  'EMFILE',
  'ENFILE',
  'ENOTDIR',
  'ENXIO',
]);
const HELP = 'Try again later. Whoever runs the server finds the reason in its log and at /readyz.';

/** `STORAGE_UNAVAILABLE` (503): the content store is not there or does not work. */
export function storageUnavailable(cause?: unknown): AppError {
  const message = 'The server cannot reach its store of course files at the moment.';
  return new AppError('STORAGE_UNAVAILABLE', 503, message, { help: HELP }, { cause });
}

/** The fault of a disk behind an error: `STORAGE_FULL` or `STORAGE_UNAVAILABLE` (503) with its cause; null for any other error. */
export function storageFault(error: unknown): AppError | null {
  if (!(error instanceof Error) || error instanceof AppError || !('code' in error) || !('syscall' in error))
    return null;
  const code = String(error.code);
  if (UNAVAILABLE.has(code)) return storageUnavailable(error);
  if (!FULL.has(code)) return null;
  return new AppError(
    'STORAGE_FULL',
    503,
    'The server has no room left for course files.',
    { help: HELP },
    { cause: error },
  );
}
