import type { Router } from 'express';
import { createRouter, type Platform } from '../../platform/index.ts';
import type { Actor } from '../../people/index.ts';
import type { TrainingRooms } from '../create-training.ts';
import { claimRoutes } from './claim-routes.ts';
import { createClaims } from './claim-service.ts';
import { createClaimStore } from './claim-store.ts';
import type { SkillStand } from './skill-stand.ts';
import { defineToolboxModels } from './toolbox-model.ts';
import { toolboxRoutes } from './toolbox-routes.ts';
import { createToolboxService } from './toolbox-service.ts';
import { toolboxStrip, type ToolboxStrip } from './toolbox-view.ts';

/** Skills that an officer brings and adds: pages, and what other rooms show of them. */
export interface Toolbox {
  readonly routes: Router;
  /** Somebody's toolbox in an agency; permission is the caller's. */
  of(person: Pick<Actor, 'agencyId' | 'personId'>): Promise<SkillStand[]>;
  /** The few skills that the officer's home shows. */
  strip(actor: Actor): Promise<ToolboxStrip>;
}

/** Makes the toolbox on one platform. */
export function createToolbox(platform: Platform, rooms: TrainingRooms): Toolbox {
  const { database } = platform;
  const store = createClaimStore(database, defineToolboxModels(database));
  const toolbox = createToolboxService(rooms, store, rooms.skills);
  const claims = createClaims(platform, store, rooms.skills);
  const routes = createRouter();
  routes.use(toolboxRoutes(platform, { toolbox, claims }));
  routes.use(claimRoutes(platform, { toolbox, claims }));
  return {
    routes,
    of: toolbox.of,
    strip: async (actor) => toolboxStrip(actor.locale, await toolbox.own(actor)),
  };
}
