import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { scratchPath } from './databases.ts';
import type { HostWord } from './host-server.ts';
import { openPrefixProxy } from './prefix-proxy.ts';
import { freePort } from './stand-alone.ts';

/** One of the applications of `spec/hosts`, and where it has Schoolbeat. */
export interface HostKind {
  readonly name: string;
  readonly file: string;
  readonly release: 4 | 5;
  /** Path under which a proxy shows the whole application. */
  readonly prefix: string;
  /** Each place: path of the plugin as people see it, table prefix, office whose people have a place there. */
  readonly places: readonly { readonly base: string; readonly tablePrefix: string; readonly office: string }[];
  readonly hasAdministrator: boolean;
}

/** A place in a host that runs. */
export interface HostPlace {
  /** Address of the plugin. */
  readonly base: string;
  readonly contentOrigin: string;
  readonly office: string;
  /** Environment with which the commands of the package find its record. */
  readonly record: Readonly<Record<string, string>>;
}

/** A host application in a process of its own. */
export interface RunningHost {
  readonly origin: string;
  /** Address of the application's own pages. */
  readonly own: string;
  readonly places: readonly HostPlace[];
  /** What the plugin has changed of the application. */
  ask(): Promise<HostWord>;
  /** SIGTERM; resolves with exit code and what was said. */
  stop(): Promise<{ code: number | null; said: string }>;
  kill(): Promise<void>;
}

const SUPPORT = import.meta.dirname;
const SECRET = 'a secret of the intranet for specs';
/** Tries (50 ms each) to find it ready on a busy machine. */
const MOST_TRIES = 2_400;
const started = new Set<ChildProcess>();

after('ends the hosts that a failed spec has left', () => {
  for (const child of started) child.kill('SIGKILL');
});

/** Starts it on free ports; without a database URL it has a SQLite file. */
export async function startHost(kind: HostKind, databaseUrl?: string): Promise<RunningHost> {
  const [port, contentPort, secondPort] = [await freePort(), await freePort(), await freePort()];
  const [files, database] = [
    await scratchPath('host-files'),
    databaseUrl ?? `sqlite:${await scratchPath('host.sqlite')}`,
  ];
  const proxy = kind.prefix === '' ? null : await openPrefixProxy(kind.prefix);
  proxy?.use(`http://127.0.0.1:${port}`);
  const origin = proxy?.origin ?? `http://localhost:${port}`;
  const contents = [contentPort, secondPort].map((one) => `http://127.0.0.1:${one}`);
  const release = kind.release === 4 ? ['--import', join(SUPPORT, 'use-express4.mjs')] : [];
  // Somewhere else than the repository: what a host does not set lies below the folder in which it runs.
  const cwd = await scratchPath('host');
  await mkdir(cwd);
  const args = [...release, '--import', import.meta.resolve('tsx'), join(SUPPORT, 'host-server.ts'), kind.file];
  const child = spawn(process.execPath, args, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      ...process.env,
      PORT: String(port),
      CONTENT_PORT: String(contentPort),
      SECOND_CONTENT_PORT: String(secondPort),
      PUBLIC_ORIGIN: origin,
      CONTENT_ORIGIN: contents[0],
      DATABASE_URL: database,
      TRAINING_FILES: files,
      TRAINING_SECRET: SECRET,
    },
  });
  started.add(child);
  child.once('exit', () => started.delete(child));
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => chunks.push(chunk.toString('utf8')));
  }
  const said = (): string => chunks.join('');
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    if (isRunning()) {
      const exit = once(child, 'exit');
      child.kill(signal);
      await exit;
    }
    await proxy?.close();
  };
  const places = kind.places.map(({ base, tablePrefix, office }, at): HostPlace => {
    const isOne = kind.places.length === 1;
    return {
      base: origin + base,
      contentOrigin: contents[at] ?? '',
      office,
      record: {
        DATABASE_URL: database,
        SCHOOLBEAT_STORAGE: isOne ? files : join(files, office),
        SCHOOLBEAT_TABLE_PREFIX: tablePrefix,
        SCHOOLBEAT_SECRETS: isOne ? SECRET : `${SECRET} of the ${office}`,
      },
    };
  });
  for (let tries = 0; !(await areReady(places)); tries += 1) {
    if (!isRunning() || tries === MOST_TRIES) {
      await end('SIGKILL');
      throw new Error(`The host did not get ready:\n${said()}`);
    }
    await new Promise((done) => setTimeout(done, 50));
  }
  return {
    origin,
    own: origin + kind.prefix,
    places,
    async ask() {
      const answer = once(child, 'message') as Promise<[HostWord]>;
      child.send('what has changed?');
      const [word] = await answer;
      return word;
    },
    async stop() {
      await end('SIGTERM');
      return { code: child.exitCode, said: said() };
    },
    kill: () => end('SIGKILL'),
  };
}

async function areReady(places: readonly HostPlace[]): Promise<boolean> {
  const answers = places.map(({ base }) =>
    fetch(`${base}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    ),
  );
  return (await Promise.all(answers)).every(Boolean);
}
