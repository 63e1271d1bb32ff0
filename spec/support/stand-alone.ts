import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** The stand-alone server in a process of its own. */
export interface StandAlone {
  readonly child: ChildProcess;
  readonly base: string;
  readonly contentBase: string;
  /** What it wrote to its log and to its error output. */
  readonly said: () => string;
  readonly isRunning: () => boolean;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
}

const started = new Set<ChildProcess>();

after('ends the servers that a failed spec has left', () => {
  for (const child of started) child.kill('SIGKILL');
});

/** Tries (50 ms each) to find a server ready that is being started on a busy machine. */
const MOST_TRIES = 2_400;

/** Starts `server/main.ts` on free ports with these settings, and waits until it is ready. */
export async function startStandAlone(settings: Readonly<Record<string, string>>): Promise<StandAlone> {
  const [port, contentPort] = [await freePort(), await freePort()];
  const base = `http://localhost:${port}`;
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts'], {
    cwd: join(import.meta.dirname, '../..'),
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PORT: String(port),
      CONTENT_PORT: String(contentPort),
      SCHOOLBEAT_DEMO: '0',
      SCHOOLBEAT_COURSES: '0',
      LOG_LEVEL: 'warn',
      ...settings,
    },
  });
  started.add(child);
  child.once('exit', () => started.delete(child));
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => chunks.push(chunk.toString('utf8')));
  }
  const said = (): string => chunks.join('');
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    if (!isRunning()) return;
    const exit = once(child, 'exit');
    child.kill(signal);
    await exit;
  };
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    if (!isRunning()) throw new Error(`The server ended:\n${said()}`);
    const isReady = await fetch(`${base}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
    if (isReady) {
      return {
        child,
        base,
        contentBase: `http://127.0.0.1:${contentPort}`,
        said,
        isRunning,
        async stop() {
          await end('SIGTERM');
          return child.exitCode;
        },
        kill: () => end('SIGKILL'),
      };
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await end('SIGKILL');
  throw new Error(`The server did not get ready:\n${said()}`);
}

/** A port that nobody listens on just now. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('The probe has no port.');
  return address.port;
}
