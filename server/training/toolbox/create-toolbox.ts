import type { Router } from 'express';
import { createRouter, dayIn, type Platform } from '../../platform/index.ts';
import type { Actor } from '../../people/index.ts';
import type { TrainingRooms } from '../create-training.ts';
import { claimRoutes } from './claim-routes.ts';
import { createClaims } from './claim-service.ts';
import { createClaimStore } from './claim-store.ts';
import { skillLines, type SkillLine } from './skill-lines.ts';
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
  /** Parts that a person has, in every agency; permission is the caller's. */
  readonly linesOf: (personId: string) => Promise<SkillLine[]>;
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
    async linesOf(personId) {
      const lines: SkillLine[] = [];
      for (const agencyId of await store.agenciesOf(null, personId)) {
        const agency = await rooms.agencies.organisations.find(null, agencyId);
        if (agency === null) continue;
        const { name, timeZone } = agency;
        const stands = await toolbox.of({ agencyId, personId });
        lines.push(...skillLines(stands, { agency: name, dayOf: (at) => dayIn(timeZone, at) }));
      }
      return lines;
    },
    strip: async (actor) => toolboxStrip(actor.locale, await toolbox.own(actor)),
  };
}
