import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** How long a file of a stranger may be read, and with how much memory. */
export interface Bounds {
  readonly timeMs: number;
  readonly heapMb: number;
}

/** Files that are read at once, each by a process of its own; the others wait for their turn. */
const MOST_AT_ONCE = 2;
let reading = 0;
const waiting: (() => void)[] = [];

/**
 * Has a file read by a process of its own, whose source is named without its ending: from source it ends in .ts, from the build in
 * .js. Resolves with what the process says; with null where it ended without a word, out of time or memory.
 */
export async function askApart(source: string, path: string, bounds: Bounds): Promise<unknown> {
  await turn();
  try {
    return await ask(source, path, bounds);
  } finally {
    const next = waiting.shift();
    if (next === undefined) reading -= 1;
    else next();
  }
}

/** Resolves when there is room for another reader; one that ends hands its room on. */
function turn(): Promise<void> {
  if (reading >= MOST_AT_ONCE) return new Promise((resolve) => waiting.push(resolve));
  reading += 1;
  return Promise.resolve();
}

function ask(source: string, path: string, { timeMs, heapMb }: Bounds): Promise<unknown> {
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
