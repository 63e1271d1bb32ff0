import type { Router } from 'express';
import type { Agencies } from '../agencies/index.ts';
import type { Attempts } from '../attempts/index.ts';
import type { Packages } from '../packages/index.ts';
import type { People } from '../people/index.ts';
import { createRouter, type Platform } from '../platform/index.ts';
import { createRetention, type Retention } from './retention/create-retention.ts';

/** Rooms below. */
export interface TrainingRooms {
  readonly people: People;
  readonly agencies: Agencies;
  readonly packages: Packages;
  readonly attempts: Attempts;
}

/** The room's routes and services. */
export interface Training {
  readonly routes: Router;
  readonly retention: Retention['service'];
}

/** Puts the parts of the room together on one platform. */
export function createTraining(platform: Platform, rooms: TrainingRooms): Training {
  const routes = createRouter();
  const retention = createRetention(platform, rooms);
  routes.use(retention.routes);
  return { routes, retention: retention.service };
}
