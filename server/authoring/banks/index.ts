import type { Router } from 'express';
import { createRouter, type Platform } from '../../platform/index.ts';
import type { Drafts } from '../drafts/index.ts';
import { bankImportRoutes } from './bank-import-routes.ts';
import { bankRoutes } from './bank-routes.ts';
import { createBanks } from './bank-service.ts';
import { createBlueprints } from './blueprint-service.ts';

/** Pages of the question banks of drafts. */
export function bankPages(platform: Platform, drafts: Drafts): Router {
  const banks = createBanks(platform, drafts);
  const routes = createRouter();
  routes.use(bankImportRoutes(platform, banks), bankRoutes(platform, banks, createBlueprints(drafts, banks)));
  return routes;
}
