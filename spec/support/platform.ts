import { join } from 'node:path';
import {
  type Clock,
  type Config,
  configFor,
  createAssets,
  createPlatform,
  type Database,
  type Platform,
  type PlatformOverrides,
  silentLog,
} from '../../server/platform/index.ts';
import { scratchPath } from './databases.ts';

/** A clock that stands until it is told to go on (ms). */
export function standingClock(start = new Date('2026-11-23T10:42:00.000Z')): Clock & { goOn(ms: number): void } {
  let now = start.getTime();
  return {
    now: () => new Date(now),
    goOn(ms) {
      now += ms;
    },
  };
}

/** Settings of a spec: its own folders, nothing leaves the machine. */
export async function buildConfig(overrides: Partial<Config> = {}): Promise<Config> {
  const config = configFor({
    publicUrl: 'http://localhost:8080',
    contentUrl: 'http://127.0.0.1:8081',
    storage: await scratchPath('content'),
    mailDirectory: await scratchPath('mail'),
    secrets: ['a secret for specs only'],
  });
  return { ...config, ...overrides };
}

/** A platform on a database of `forEachDatabase`, silent, with unbuilt assets; the rest as in production. */
export async function buildPlatform(
  database: Database,
  { config = {}, ...overrides }: PlatformOverrides & { config?: Partial<Config> } = {},
): Promise<Platform> {
  return createPlatform(await buildConfig({ tablePrefix: database.tablePrefix, ...config }), {
    database,
    log: silentLog(),
    assets: createAssets({ directory: join(import.meta.dirname, '../../dist/static'), unbuilt: true }),
    ...overrides,
  });
}
