import type { Router } from 'express';
import { createRouter, type Platform } from '../../platform/index.ts';
import { bringRoutes } from './bring-routes.ts';
import { createPackageFacts, type BringParts } from './bring-service.ts';
import { createHandouts } from './handout/bring-handout.ts';
import { handoutRoutes } from './handout/handout-routes.ts';
import type { Packages } from '../../packages/index.ts';

/** The rooms that know of packages, and the folder of the product with its built run-time. */
export interface BringRooms extends BringParts {
  readonly packages: Packages;
  readonly root: string;
}

/** Everything about courses that were made elsewhere. */
export function createBring(platform: Platform, rooms: BringRooms): { readonly routes: Router } {
  const routes = createRouter();
  routes.use(handoutRoutes(platform, createHandouts(platform, rooms.packages, rooms.root)));
  routes.use(bringRoutes(platform, createPackageFacts(rooms), rooms));
  return { routes };
}

export type { SkillChoice } from './counts-view.ts';
