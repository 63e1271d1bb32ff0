import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { chromium, type Browser } from 'playwright-core';
import { chromiumPath } from './browser.ts';

/** A browser with a profile on the disk that can be killed as a power cut would, and be started again on it. */
export interface MortalBrowser {
  readonly browser: Browser;
  /** Ends every process of it at once: nothing is said, nothing is written. */
  kill(): Promise<void>;
}

const living = new Set<number>();

// A journey that fails before it kills its browser leaves none behind.
if (typeof after === 'function') {
  after('ends the browsers that were not killed', () => {
    for (const pid of living) process.kill(-pid, 'SIGKILL');
    living.clear();
  });
}

/** Starts one on a profile. */
export async function startMortalBrowser(profile: string): Promise<MortalBrowser> {
  const flags = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--remote-debugging-port=0', '--headless'];
  const child = spawn(await chromiumPath(), [...flags, `--user-data-dir=${profile}`, 'about:blank'], {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('The browser did not start.');
  living.add(pid);
  const browser = await chromium.connectOverCDP(await addressOf(child));
  return {
    browser,
    async kill() {
      const gone = once(child, 'exit');
      // Its own group: the processes that it has started, and nobody else.
      living.delete(pid);
      process.kill(-pid, 'SIGKILL');
      await gone;
    },
  };
}

async function addressOf(child: ChildProcess): Promise<string> {
  if (child.stderr === null) throw new Error('The browser says nothing.');
  for await (const line of createInterface({ input: child.stderr })) {
    const address = /DevTools listening on (ws:\S+)/.exec(line)?.[1];
    if (address !== undefined) return address;
  }
  throw new Error('The browser did not start.');
}
