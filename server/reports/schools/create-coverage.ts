import type { Router } from 'express';
import type { Platform } from '../../platform/index.ts';
import { createReportReader } from '../report-reader.ts';
import { createStandingStore } from '../standing/standing-store.ts';
import { coverageRoutes } from './coverage-routes.ts';
import { createCoverageService } from './coverage-service.ts';
import { createCoverageStore } from './coverage-store.ts';
import { createExpiryStore } from './expiry-store.ts';
import { createNeedsStore } from './needs-store.ts';

/** The overviews and the pages about schools. */
export function createCoverage(platform: Platform): Router {
  const { database, clock } = platform;
  const reader = createReportReader(database);
  const service = createCoverageService({
    database,
    clock,
    coverage: createCoverageStore(reader),
    standings: createStandingStore(reader),
    expiry: createExpiryStore(reader),
    needs: createNeedsStore(reader),
  });
  return coverageRoutes(platform, service);
}
