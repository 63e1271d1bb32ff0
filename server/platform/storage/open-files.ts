import type { FileHandle } from 'node:fs/promises';

/** Files kept open at most, and ms after which each is closed: a removed file gives its space back by then. */
const MOST_OPEN = 64;
const OPEN_MS = 10_000;

/** Files that are read again and again, kept open for a while: opening one costs more than reading 64 KB of it. */
export interface OpenFiles {
  /** Opens the file where it is not open, and keeps it open until the work is done. */
  use<T>(path: string, work: (file: FileHandle) => Promise<T>): Promise<T>;
  /** Closes the file once nobody reads it any more; the next one to ask opens it anew. */
  forget(path: string): void;
}

interface Opened {
  readonly file: Promise<FileHandle>;
  readonly timer: NodeJS.Timeout;
  readers: number;
  isForgotten: boolean;
}

/** Keeps what `openFile` opens. */
export function createOpenFiles(openFile: (path: string) => Promise<FileHandle>): OpenFiles {
  const opened = new Map<string, Opened>();

  async function closeIfIdle(one: Opened): Promise<void> {
    if (one.isForgotten && one.readers === 0) await (await one.file).close();
  }

  function forget(path: string): void {
    const one = opened.get(path);
    if (one === undefined) return;
    opened.delete(path);
    clearTimeout(one.timer);
    one.isForgotten = true;
    // Who wanted a file that could not be opened has been told; closing what was only read loses nothing.
    closeIfIdle(one).catch(() => undefined);
  }

  function open(path: string): Opened {
    for (const oldest of opened.keys()) {
      if (opened.size < MOST_OPEN) break;
      forget(oldest);
    }
    const timer = setTimeout(() => forget(path), OPEN_MS);
    timer.unref();
    const one = { file: openFile(path), timer, readers: 0, isForgotten: false };
    opened.set(path, one);
    return one;
  }

  return {
    async use(path, work) {
      const one = opened.get(path) ?? open(path);
      one.readers += 1;
      try {
        return await work(await one.file);
      } catch (error) {
        // Opened or read in vain: the next one tries again.
        if (opened.get(path) === one) forget(path);
        throw error;
      } finally {
        one.readers -= 1;
        await closeIfIdle(one);
      }
    },
    forget,
  };
}
