import type { Router } from 'express';
import type { Attempts } from '../../attempts/index.ts';
import type { People } from '../../people/index.ts';
import type { Platform } from '../../platform/index.ts';
import { retentionRoutes } from './retention-routes.ts';
import { createRetentionService, type RetentionService } from './retention-service.ts';
import { createRetentionStore } from './retention-store.ts';

/** Retention of an installation: pages, service and the daily job. */
export interface Retention {
  readonly routes: Router;
  readonly service: RetentionService;
}

const SWEEP = 'training.retention';
const DAY_MS = 24 * 3_600_000;

/** Puts retention together. */
export function createRetention(
  platform: Platform,
  { people, attempts }: { readonly people: People; readonly attempts: Attempts },
): Retention {
  const store = createRetentionStore(platform.database);
  const service = createRetentionService({ platform, people, attempts, store });
  platform.jobs.on(SWEEP, async () => {
    const count = await service.sweep();
    if (count > 0) platform.log.info({ people: count }, 'records erased by the rule of their agency');
  });
  platform.jobs.every(SWEEP, DAY_MS);
  return { routes: retentionRoutes(platform, service), service };
}
