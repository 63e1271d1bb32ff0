import { readdirSync, watch, type FSWatcher } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as quiet } from 'node:timers/promises';

/** Quiet time after the last change before the work begins, ms: an editor writes a file in several steps. */
const QUIET_MS = 200;

/**
 * Does some work now and after the changes below a folder, one at a time; changes that come while it works, or close together, are
 * one. Ends when the signal says so.
 */
export async function watchCourses(root: string, work: () => Promise<void>, signal?: AbortSignal): Promise<void> {
  let watchers: FSWatcher[] = [];
  let changes = 0;
  let wake: (() => void) | null = null;
  const change = (name: string | null): void => {
    if (name?.endsWith('.schema.json') === true) return;
    changes += 1;
    wake?.();
  };
  const isOver = (): boolean => signal?.aborted === true;
  const end = (): void => wake?.();
  signal?.addEventListener('abort', end);
  try {
    for (let seen = 0; !isOver();) {
      // Before the work: what is changed while it runs is seen.
      const before = watchers;
      watchers = watchFolders(root, change);
      for (const watcher of before) watcher.close();
      await work();
      if (seen === changes && !isOver()) await new Promise<void>((resolve) => (wake = resolve));
      while (seen !== changes) {
        seen = changes;
        await quiet(QUIET_MS);
      }
    }
  } finally {
    signal?.removeEventListener('abort', end);
    for (const watcher of watchers) watcher.close();
  }
}

/**
 * A watcher for each folder as they are now: Node's own recursive one watches each file on Linux, and sees no more of a file that an
 * editor has replaced by another of the same name.
 */
function watchFolders(root: string, change: (name: string | null) => void): FSWatcher[] {
  const below = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [root, ...below.map((entry) => join(entry.parentPath, entry.name))].map((folder) => {
    const watcher = watch(folder, (_event, name) => change(name));
    // A folder that is gone: the next round knows it no more.
    watcher.on('error', () => change(null));
    return watcher;
  });
}
