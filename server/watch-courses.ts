import { watch } from 'node:fs/promises';

/** Quiet time after a change before the work begins, ms: an editor writes a file in several steps. */
const QUIET_MS = 200;

/** Does some work now and after every change below a folder, one at a time; ends when the signal says so. */
export async function watchCourses(root: string, work: () => Promise<void>, signal?: AbortSignal): Promise<void> {
  await work();
  try {
    for await (const { filename } of watch(root, { recursive: true, ...(signal && { signal }) })) {
      if (filename?.endsWith('.schema.json') === true) continue;
      await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
      await work();
    }
  } catch (fault) {
    if (signal?.aborted !== true) throw fault;
  }
}
