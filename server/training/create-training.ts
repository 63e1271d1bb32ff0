import type { Router } from 'express';
import type { Agencies } from '../agencies/index.ts';
import type { Attempts } from '../attempts/index.ts';
import type { Packages } from '../packages/index.ts';
import type { People } from '../people/index.ts';
import { createRouter, type Platform } from '../platform/index.ts';
import { assignmentRoutes } from './assignments/assignment-routes.ts';
import { createRules, type Rules } from './create-rules.ts';
import { correctionRoutes } from './judging/correction-routes.ts';

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
  /** Assignments, verdicts, corrections. */
  readonly rules: Rules;
  /** How people stand under their assignments. */
  readonly standing: Rules['standing'];
  /** What counts for the actor in a course, with all that was saved so far. */
  readonly judgedNow: Rules['judgedNow'];
}

/** Puts the parts of the room together on one platform. */
export function createTraining(platform: Platform, rooms: TrainingRooms): Training {
  const routes = createRouter();
  const rules = createRules(platform, rooms);
  routes.use(assignmentRoutes(platform, rules));
  routes.use(correctionRoutes(platform, rules, rooms.packages.catalogue));
  return { routes, rules, standing: rules.standing, judgedNow: (actor, courseId) => rules.judgedNow(actor, courseId) };
}
