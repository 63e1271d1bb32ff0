import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** How long a file of a stranger may be read, and with how much memory. */
export interface Bounds {
  readonly timeMs: number;
  readonly heapMb: number;
}

/**
 * Has a file read by a process of its own, whose source is named without its ending: from source it ends in .ts, from the build in
 * .js. Resolves with what the process says; with null where it ended without a word, out of time or memory.
 */
export function askApart(source: string, path: string, { timeMs, heapMb }: Bounds): Promise<unknown> {
  const file = new URL(`${source}${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);
  const child = fork(fileURLToPath(file), {
    // No environment: no secrets, nothing to inherit.
    env: {},
    execArgv: [...process.execArgv.filter((flag) => !flag.startsWith('--inspect')), `--max-old-space-size=${heapMb}`],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    timeout: timeMs,
    killSignal: 'SIGKILL',
  });
  return new Promise((resolve, reject) => {
    let said: unknown = null;
    child.once('message', (message) => (said = message));
    child.once('error', reject);
    child.once('close', () => resolve(said));
    child.send(path);
  });
}
