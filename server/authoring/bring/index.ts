import type { Router } from 'express';
import { createRouter, type Platform } from '../../platform/index.ts';
import { bringRoutes } from './bring-routes.ts';
import { createPackageFacts, type BringParts } from './bring-service.ts';
import type { Drafts } from '../drafts/index.ts';
import { createDocuments } from './document/bring-document.ts';
import { documentRoutes } from './document/document-routes.ts';
import { createHandouts } from './handout/bring-handout.ts';
import { handoutRoutes } from './handout/handout-routes.ts';
import type { Packages } from '../../packages/index.ts';

/** The rooms that know of packages, courses in work, and the folder of the product with its built run-time. */
export interface BringRooms extends BringParts {
  readonly packages: Packages;
  readonly root: string;
  readonly drafts: Drafts;
}

/** Everything about courses that were made elsewhere. */
export function createBring(platform: Platform, rooms: BringRooms): { readonly routes: Router } {
  const routes = createRouter();
  routes.use(handoutRoutes(platform, createHandouts(platform, rooms.packages, rooms.root)));
  routes.use(documentRoutes(platform, createDocuments(platform, rooms.drafts, rooms.skills)));
  routes.use(bringRoutes(platform, createPackageFacts(rooms), rooms));
  return { routes };
}

export type { SkillChoice } from './counts-view.ts';
