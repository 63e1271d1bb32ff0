import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Logger } from 'pino';
import type { Sequelize } from 'sequelize';
import { createAssets } from './assets/create-assets.ts';
import { auditChain } from './audit/audit-chain.ts';
import { createAudit } from './audit/create-audit.ts';
import { createChains } from './audit/create-chains.ts';
import type { Assets, Clock, Config, Database, Platform, Storage } from './contract.ts';
import { openDatabase } from './database/open-database.ts';
import { createHealth } from './health/create-health.ts';
import { createOutgoing, type Outgoing } from './http/outgoing.ts';
import { createJobs } from './jobs/create-jobs.ts';
import { createOutbox } from './jobs/create-outbox.ts';
import { createLog } from './log/create-log.ts';
import { createMail } from './mail/create-mail.ts';
import { createMetrics } from './metrics/create-metrics.ts';
import { createRateLimits } from './security/rate-limits.ts';
import { createSecrets } from './security/secrets.ts';
import { createDirectoryStorage } from './storage/directory-storage.ts';
import { systemClock } from './system-clock.ts';
import { createViews, type ViewHelper } from './views/create-views.ts';

/** Parts that a host or a spec brings itself. */
export interface PlatformOverrides {
  readonly clock?: Clock;
  readonly log?: Logger;
  /** An open database; `close` leaves it open. */
  readonly database?: Database;
  /** ms after which a PostgreSQL that says nothing counts as gone; 0: never. */
  readonly patienceMs?: number;
  /** The host's Sequelize instance. */
  readonly sequelize?: Sequelize;
  readonly storage?: Storage;
  readonly assets?: Assets;
  readonly viewsDirectory?: string;
  readonly helpers?: Readonly<Record<string, ViewHelper>>;
  readonly outgoing?: Outgoing;
}

/** Puts the parts together; nothing is migrated and no job runs yet. */
export async function createPlatform(config: Config, overrides: PlatformOverrides = {}): Promise<Platform> {
  const root = packageRoot();
  const log = overrides.log ?? createLog();
  const clock = overrides.clock ?? systemClock;
  const assets = overrides.assets ?? createAssets({ directory: join(root, 'dist/static') });
  const directory = overrides.viewsDirectory ?? join(root, 'views');
  const views = createViews({ directory, assets, helpers: overrides.helpers });
  const storage = overrides.storage ?? createDirectoryStorage(config.storageDirectory);
  const secrets = createSecrets(config.secrets);
  const { tablePrefix, databaseUrl: url } = config;
  const { sequelize, patienceMs } = overrides;
  const database = overrides.database ?? (await openDatabase({ url, sequelize, tablePrefix, patienceMs, log }));
  const jobs = createJobs(database, clock, log);
  const mail = createMail(config, jobs);
  const audit = createAudit(database, clock);
  const chains = createChains({ database, clock, secrets, storage, mail, jobs, config });
  chains.register(auditChain(audit));
  const metrics = createMetrics();
  const health = createHealth({ database, storage, log, metrics });
  let closing: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    health.stop();
    await jobs.stop();
    if (overrides.database === undefined) await database.close();
  };
  return {
    config,
    log,
    clock,
    database,
    views,
    storage,
    outbox: createOutbox(database, jobs, clock),
    jobs,
    audit,
    limits: createRateLimits(database, clock, jobs),
    secrets,
    mail,
    metrics,
    assets,
    chains,
    health,
    outgoing: overrides.outgoing ?? createOutgoing(config.outgoingAllowed),
    close: () => (closing ??= close()),
  };
}

/** The folder of package.json: sources run from it, builds from `dist` below it. */
function packageRoot(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}
