import type { Router } from 'express';
import type { Attempts } from '../../attempts/index.ts';
import type { Actor, People } from '../../people/index.ts';
import type { Platform } from '../../platform/index.ts';
import { defineDoorModels } from './door-model.ts';
import { doorPageRoutes } from './door-routes.ts';
import { createDoorService, type DoorService } from './door-service.ts';
import { createDoorStore } from './door-store.ts';
import type { DoorOffer, SeatUse } from './door-view.ts';

export type { DoorRow } from './door-model.ts';
export { originsInput, readOrigins } from './door-origins.ts';
export type { DoorOffer, SeatUse } from './door-view.ts';

/** The ground of the doors. */
export interface Doors extends DoorService {
  /** Pages, with what can be added, and the seats of an agency's packages. */
  pages(offers: readonly DoorOffer[], seats: (actor: Actor) => Promise<readonly SeatUse[]>): Router;
}

/** Makes it on one platform. */
export function createDoors(
  platform: Platform,
  { people, attempts }: { readonly people: People; readonly attempts: Attempts },
): Doors {
  const doors = createDoorStore(defineDoorModels(platform.database));
  const service = createDoorService({ platform, doors, people, attempts });
  return { ...service, pages: (offers, seats) => doorPageRoutes(platform, service, { offers, seats }) };
}
