import type { Router } from 'express';
import type { Platform } from '../../platform/index.ts';
import type { Training } from '../../training/index.ts';
import { createReportReader } from '../report-reader.ts';
import { createStandingStore } from '../standing/standing-store.ts';
import { createOfficerListStore } from './officer-list-store.ts';
import { officerRoutes } from './officer-routes.ts';
import { createOfficerService } from './officer-service.ts';
import { createOfficerStore } from './officer-store.ts';

/** The pages about officers. */
export function createOfficers(platform: Platform, training: Pick<Training, 'toolbox' | 'certificates'>): Router {
  const { database, clock } = platform;
  const reader = createReportReader(database);
  const service = createOfficerService({
    database,
    clock,
    list: createOfficerListStore(reader),
    officers: createOfficerStore(reader),
    standings: createStandingStore(reader),
    training,
  });
  return officerRoutes(platform, service);
}
