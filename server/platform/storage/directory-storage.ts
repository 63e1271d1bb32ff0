import { createHash } from 'node:crypto';
import { constants, createWriteStream } from 'node:fs';
import { access, mkdir, open, opendir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Storage } from '../contract.ts';
import { AppError } from '../errors/app-error.ts';
import { newId } from '../ids/new-id.ts';
import { createOpenFiles } from './open-files.ts';
import { storageFault, storageUnavailable } from './storage-faults.ts';

const KEY = /^[a-z0-9][a-z0-9._-]*(\/[a-z0-9][a-z0-9._-]*)*$/;
/**
 * Unfinished files lie beside the finished ones, so that a rename never crosses volumes. This folder also tells the store from
 * an empty one where its disk should be mounted.
 */
const SCRATCH = '.scratch';

/**
 * Content store in a directory; a file is there completely, durably, or not at all. The directory is made when the store is
 * first used and never again: what vanishes later is reported as `STORAGE_UNAVAILABLE`, not replaced by an empty one.
 */
export function createDirectoryStorage(directory: string): Storage {
  const root = resolve(directory);
  const pathOf = (key: string): string => {
    if (key.length > 200 || !KEY.test(key)) throw new AppError('STORAGE_KEY', 500, `No storage key: ${key}`);
    return join(root, key);
  };
  async function openStored(path: string): Promise<FileHandle> {
    return open(path, 'r').catch((cause: unknown) => {
      if (!isMissing(cause)) throw cause;
      const key = relative(root, path).split(sep).join('/');
      throw new AppError('STORED_FILE_MISSING', 404, `The file ${key} is not in the store.`, {}, { cause });
    });
  }
  const opened = createOpenFiles(openStored);
  let making: Promise<void> | null = null;
  const make = async (): Promise<void> => {
    await mkdir(join(root, SCRATCH), { recursive: true });
  };
  /** Throws AppError `STORAGE_UNAVAILABLE` where the store is not there. */
  const enter = async (): Promise<void> => {
    making ??= make();
    try {
      await making;
    } catch (cause) {
      making = null;
      throw storageFault(cause) ?? storageUnavailable(cause);
    }
    await access(join(root, SCRATCH)).catch((cause: unknown) => {
      throw storageUnavailable(cause);
    });
  };
  /** Runs a work on the store; a fault of the disk is thrown in its own words. */
  const inside = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      // What is missing may be the whole store.
      if (isMissing(error) || isMissingFile(error)) await enter();
      throw storageFault(error) ?? error;
    }
  };
  const scratch = async (): Promise<string> => {
    await enter();
    return join(root, SCRATCH, newId());
  };
  const adopt = async (key: string, path: string): Promise<void> => {
    const target = pathOf(key);
    await enter();
    await mkdir(dirname(target), { recursive: true });
    await syncPath(path);
    await rename(path, target);
    opened.forget(target);
    await syncPath(dirname(target));
  };

  const put: Storage['put'] = async (key, source) => {
    pathOf(key);
    const path = await scratch();
    const hash = createHash('sha256');
    let bytes = 0;
    const counting = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        bytes += chunk.length;
        hash.update(chunk);
        done(null, chunk);
      },
    });
    try {
      await pipeline(source, counting, createWriteStream(path, { flags: 'wx' }));
      await adopt(key, path);
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
    return { bytes, sha256: hash.digest('hex') };
  };

  return {
    scratch: () => inside(scratch),
    adopt: (key, path) => inside(() => adopt(key, path)),
    put: (key, source) => inside(() => put(key, source)),
    get: (key, range) => inside(async () => (await openStored(pathOf(key))).createReadStream(range)),
    read: (key, start, length) =>
      inside(() =>
        opened.use(pathOf(key), async (file) => {
          const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, start);
          return buffer.subarray(0, bytesRead);
        }),
      ),
    size: (key) =>
      inside(async () => {
        const found = await stat(pathOf(key)).catch(missingAsNull);
        if (found === null) await enter();
        return found?.isFile() ? found.size : null;
      }),
    remove: (key) =>
      inside(async () => {
        opened.forget(pathOf(key));
        await rm(pathOf(key), { force: true });
      }),
    async *list(prefix) {
      await enter();
      yield* keysBelow(root, prefix);
    },
    async isReady() {
      try {
        await enter();
        await access(root, constants.R_OK | constants.W_OK);
        return { ok: true };
      } catch (error) {
        const { code, cause } = storageFault(error) ?? (error instanceof AppError ? error : storageUnavailable(error));
        const why = cause instanceof Error ? `: ${cause.message}` : '';
        return { ok: false, code, reason: `the content store cannot be written${why}` };
      }
    },
  };
}

async function* keysBelow(root: string, prefix: string): AsyncGenerator<string> {
  const entries = await opendir(root, { recursive: true }).catch(missingAsNull);
  if (entries === null) return;
  for await (const entry of entries) {
    const key = relative(root, join(entry.parentPath, entry.name)).split(sep).join('/');
    if (entry.isFile() && key.startsWith(prefix) && !key.startsWith(`${SCRATCH}/`)) yield key;
  }
}

/** Makes a file or a directory entry outlive a power cut. */
async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

const isMissingFile = (error: unknown): boolean => error instanceof AppError && error.code === 'STORED_FILE_MISSING';

function missingAsNull(error: unknown): null {
  if (isMissing(error)) return null;
  throw error;
}
