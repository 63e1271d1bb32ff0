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

const KEY = /^[a-z0-9][a-z0-9._-]*(\/[a-z0-9][a-z0-9._-]*)*$/;
/** Unfinished files lie beside the finished ones, so that a rename never crosses volumes. */
const SCRATCH = '.scratch';

/** Content store in a directory; a file is there completely, durably, or not at all. */
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
  const scratch = async (): Promise<string> => {
    await mkdir(join(root, SCRATCH), { recursive: true });
    return join(root, SCRATCH, newId());
  };
  const adopt = async (key: string, path: string): Promise<void> => {
    const target = pathOf(key);
    await mkdir(dirname(target), { recursive: true });
    await syncPath(path);
    await rename(path, target);
    opened.forget(target);
    await syncPath(dirname(target));
  };

  return {
    scratch,
    adopt,
    async put(key, source) {
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
    },
    async get(key, range) {
      const file = await openStored(pathOf(key));
      return file.createReadStream(range);
    },
    async read(key, start, length) {
      return opened.use(pathOf(key), async (file) => {
        const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, start);
        return buffer.subarray(0, bytesRead);
      });
    },
    async size(key) {
      const found = await stat(pathOf(key)).catch(missingAsNull);
      return found?.isFile() ? found.size : null;
    },
    async remove(key) {
      opened.forget(pathOf(key));
      await rm(pathOf(key), { force: true });
    },
    list: (prefix) => keysBelow(root, prefix),
    async isReady() {
      try {
        await mkdir(root, { recursive: true });
        await access(root, constants.R_OK | constants.W_OK);
        return { ok: true };
      } catch {
        return { ok: false, reason: 'the content store cannot be written' };
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

function missingAsNull(error: unknown): null {
  if (isMissing(error)) return null;
  throw error;
}
