import type { Router } from 'express';
import type { Agencies } from '../agencies/index.ts';
import type { Attempts } from '../attempts/index.ts';
import type { Packages } from '../packages/index.ts';
import type { People } from '../people/index.ts';
import { createRouter, type Platform } from '../platform/index.ts';
import { createRetention, type Retention } from './retention/create-retention.ts';
import { defineAssignmentModels } from './assignments/assignment-model.ts';
import { createCertificateRoom, type CertificateRoom } from './certificates/create-certificates.ts';
import { defineVerdictModels } from './judging/verdict-model.ts';
import { createOutsideRoom } from './outside/create-outside.ts';

/** Rooms below. */
export interface TrainingRooms {
  readonly people: People;
  readonly agencies: Agencies;
  readonly packages: Packages;
  readonly attempts: Attempts;
}

/** The room's routes and services. */
export interface Training extends Omit<CertificateRoom, 'routes'> {
  readonly routes: Router;
  readonly retention: Retention['service'];
}

/** Puts the parts of the room together on one platform. */
export function createTraining(platform: Platform, rooms: TrainingRooms): Training {
  const routes = createRouter();
  const retention = createRetention(platform, rooms);
  const verdictModels = defineVerdictModels(platform.database);
  const assignmentModels = defineAssignmentModels(platform.database);
  const outside = createOutsideRoom(platform, rooms);
  const { routes: certificateRoutes, ...credentials } = createCertificateRoom(platform, {
    rooms,
    verdictModels,
    assignmentModels,
    outside: outside.store,
  });
  routes.use(outside.routes, certificateRoutes, retention.routes);
  return { routes, ...credentials, retention: retention.service };
}
