import type { Router } from 'express';
import type { Agencies } from '../agencies/index.ts';
import type { Attempts } from '../attempts/index.ts';
import type { Packages } from '../packages/index.ts';
import type { People } from '../people/index.ts';
import { createRouter, type Platform } from '../platform/index.ts';

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
}

/** Puts the parts of the room together on one platform. */
export function createTraining(_platform: Platform, _rooms: TrainingRooms): Training {
  const routes = createRouter();
  return { routes };
}
