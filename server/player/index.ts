import type { Router } from 'express';
import type { Platform } from '../platform/index.ts';
import { createRouter } from '../platform/index.ts';
import { bearerRoutes } from './bearer-routes.ts';
import type { PlayerDependencies } from './launch-routes.ts';
import { launchRoutes } from './launch-routes.ts';
import { playerPageRoutes } from './player-page-routes.ts';
import { startRoutes } from './start-routes.ts';

export type { PlayerDependencies } from './launch-routes.ts';

/** The player's routes. */
export interface Player {
  /** By launch token alone: mounted before the sessions, since they read no cookie. */
  readonly bearer: Router;
  /** For signed-in people. */
  readonly pages: Router;
}

/** Makes the room on one platform. */
export function createPlayer(platform: Platform, dependencies: PlayerDependencies): Player {
  const pages = createRouter();
  pages.use(launchRoutes(platform, dependencies));
  pages.use(playerPageRoutes({ views: platform.views, ...dependencies }));
  pages.use(startRoutes(dependencies.attempts));
  return { bearer: bearerRoutes(dependencies.attempts), pages };
}
