import type { Router } from 'express';
import type { Platform } from '../../platform/index.ts';
import { createCoverageStore } from '../schools/coverage-store.ts';
import { createReportReader } from '../report-reader.ts';
import { createStandingStore } from '../standing/standing-store.ts';
import { createPairStore } from './pair-store.ts';
import { statusRoutes } from './status-routes.ts';
import { createStatusService } from './status-service.ts';
import { createStatusStore } from './status-store.ts';

/** The reports as of a day. */
export function createStatus(platform: Platform): Router {
  const { database, clock } = platform;
  const reader = createReportReader(database);
  const service = createStatusService({
    database,
    clock,
    status: createStatusStore(reader),
    pairs: createPairStore(reader),
    coverage: createCoverageStore(reader),
    standings: createStandingStore(reader),
  });
  return statusRoutes(platform, service);
}
