import type { Router } from 'express';
import type { Platform } from '../platform/index.ts';
import { createRouter } from '../platform/index.ts';
import { bearerRoutes } from './bearer-routes.ts';
import { doorRoutes } from './door-routes.ts';
import { createDoorHandOver, type DoorHandOver } from './door-service.ts';
import { defineLaunchCodes } from './launch-code-model.ts';
import { createLaunchCodeStore } from './launch-code-store.ts';
import type { PlayerDependencies } from './launch-routes.ts';
import { launchRoutes } from './launch-routes.ts';
import { playerPageRoutes } from './player-page-routes.ts';
import { startRoutes } from './start-routes.ts';

export type { DoorBook, PlayerDoor } from './door-service.ts';
export type { PlayerDependencies } from './launch-routes.ts';

/** The player's routes, and the way in for the doors above. */
export interface Player {
  /** By launch token or by a door's pass alone: mounted before the sessions, since they read no cookie. */
  readonly bearer: Router;
  /** For signed-in people. */
  readonly pages: Router;
  readonly doors: Pick<DoorHandOver, 'handOver'>;
}

/** Makes the room on one platform. */
export function createPlayer(platform: Platform, dependencies: PlayerDependencies): Player {
  const pages = createRouter();
  pages.use(launchRoutes(platform, dependencies));
  pages.use(playerPageRoutes({ views: platform.views, ...dependencies }));
  pages.use(startRoutes(dependencies.attempts));
  const codes = createLaunchCodeStore(defineLaunchCodes(platform.database));
  const handOver = createDoorHandOver(platform, { codes, ...dependencies });
  const bearer = createRouter();
  bearer.use(doorRoutes(platform, { ...dependencies, handOver }));
  bearer.use(bearerRoutes(dependencies.attempts));
  return { bearer, pages, doors: handOver };
}
