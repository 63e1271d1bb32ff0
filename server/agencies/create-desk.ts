import type { Router } from 'express';
import type { People } from '../people/index.ts';
import { createRouter, type Platform } from '../platform/index.ts';
import type { Agencies } from './agency-service.ts';
import { createLeaving, type LeavingService } from './leave-service.ts';
import { officerRoutes } from './officer-routes.ts';
import { organisationRoutes } from './organisation-routes.ts';
import { createOrganisationDesk, type OrganisationDesk } from './organisation-service.ts';
import { createPlacements, type Placements } from './placement-service.ts';
import { defineRosterModel } from './roster/roster-model.ts';
import { rosterRoutes } from './roster/roster-routes.ts';
import { createRosters, type Rosters } from './roster/roster-service.ts';
import { createRosterStore } from './roster/roster-store.ts';
import { defineSelectionModels } from './selection-model.ts';
import { createSelections, type Selections } from './selection-service.ts';
import { createSelectionStore } from './selection-store.ts';

/** What people do in the room: the services and their pages. */
export interface AgencyDesk {
  readonly routes: Router;
  readonly leaving: LeavingService;
  readonly organisations: OrganisationDesk;
  readonly placements: Placements;
  readonly rosters: Rosters;
  readonly selections: Selections;
}

/** Puts the desk together, above the people whom it places. */
export function createAgencyDesk(platform: Platform, agencies: Agencies, people: People): AgencyDesk {
  const parts = { platform, agencies, people };
  const placements = createPlacements(parts);
  const selections = createSelections(parts, createSelectionStore(defineSelectionModels(platform.database)));
  const leaving = createLeaving(parts, placements);
  const rosters = createRosters(parts, createRosterStore(defineRosterModel(platform.database)));
  const organisations = createOrganisationDesk(parts);
  const routes = createRouter();
  // Before the pages of one officer: `import` and `new` are no ids.
  routes.use(rosterRoutes(platform, rosters));
  routes.use(officerRoutes(platform, { people, placements, selections, leaving }));
  routes.use(organisationRoutes(platform, organisations));
  return { routes, leaving, organisations, placements, rosters, selections };
}
