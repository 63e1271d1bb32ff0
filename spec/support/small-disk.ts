import { execFile } from 'node:child_process';
import { mkdtemp, open, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A small file system of its own, which can be filled to the last byte. */
export interface SmallDisk {
  readonly path: string;
  fill(): Promise<void>;
  empty(): Promise<void>;
  remove(): Promise<void>;
}

/** Mounts one; null where this machine does not let us. */
export async function mountSmallDisk(megabytes: number): Promise<SmallDisk | null> {
  const path = await mkdtemp(join(tmpdir(), 'schoolbeat-disk-'));
  const isMounted = await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path]).then(
    () => true,
    () => false,
  );
  if (!isMounted) {
    await rm(path, { recursive: true });
    return null;
  }
  const filler = join(path, 'filler');
  return {
    path,
    async fill() {
      const file = await open(filler, 'a');
      const isFull = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOSPC';
      try {
        for (;;) await file.write(Buffer.alloc(4096));
      } catch (error) {
        if (!isFull(error)) throw error;
      } finally {
        await file.close();
      }
    },
    empty: () => rm(filler),
    async remove() {
      await run('umount', [path]);
      await rm(path, { recursive: true });
    },
  };
}

/**
 * Makes the files of a folder take no changes, open ones too, or take them again; false where this machine does not let us.
 * The shared memory of SQLite is left out: it is a mapping, and the kernel ends a process that writes to one of such a file.
 */
export async function setUnchangeable(folder: string, isSo: boolean): Promise<boolean> {
  const names = (await readdir(folder)).filter((name) => !name.endsWith('-shm'));
  const paths = names.map((name) => join(folder, name));
  return run('chattr', [isSo ? '+i' : '-i', ...paths, folder]).then(
    () => true,
    () => false,
  );
}
