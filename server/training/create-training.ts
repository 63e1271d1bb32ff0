import type { Router } from 'express';
import type { Agencies } from '../agencies/index.ts';
import type { Attempts } from '../attempts/index.ts';
import type { Packages } from '../packages/index.ts';
import type { People } from '../people/index.ts';
import type { Skill } from './toolbox/skills.ts';
import { createToolbox, type Toolbox } from './toolbox/create-toolbox.ts';
import { createGrading, type GradingRoom } from './grading/create-grading.ts';
import { createNoticeDesk, type NoticeDesk } from './notices/create-notices.ts';
import { createRouter, type Platform } from '../platform/index.ts';
import { createRetention, type Retention } from './retention/create-retention.ts';
import { defineAssignmentModels } from './assignments/assignment-model.ts';
import { createCertificateRoom, type CertificateRoom } from './certificates/create-certificates.ts';
import { defineVerdictModels } from './judging/verdict-model.ts';
import { createOutsideRoom } from './outside/create-outside.ts';
import { assignmentRoutes } from './assignments/assignment-routes.ts';
import { createRules, type Rules } from './create-rules.ts';
import { correctionRoutes } from './judging/correction-routes.ts';
import { practicalRoutes } from './practicals/practical-routes.ts';

/** Rooms below. */
export interface TrainingRooms {
  readonly people: People;
  readonly agencies: Agencies;
  readonly packages: Packages;
  readonly attempts: Attempts;
  /** The toolbox as `courses/skills.yaml` has it. */
  readonly skills: readonly Skill[];
}

/** The room's routes and services. */
export interface Training extends Omit<CertificateRoom, 'routes'> {
  readonly routes: Router;
  readonly retention: Retention['service'];
  /** Assignments, verdicts, corrections. */
  readonly rules: Rules;
  /** How people stand under their assignments. */
  readonly standing: Rules['standing'];
  /** What counts for the actor in a course, with all that was saved so far. */
  readonly judgedNow: Rules['judgedNow'];
  /** What people graded of an attempt. */
  readonly gradedOf: GradingRoom['gradedOf'];
  readonly toolbox: Toolbox;
  readonly notices: NoticeDesk;
}

/** Puts the parts of the room together on one platform. */
export function createTraining(platform: Platform, rooms: TrainingRooms): Training {
  const routes = createRouter();
  const models = { ...defineAssignmentModels(platform.database), ...defineVerdictModels(platform.database) };
  const rules = createRules(platform, rooms, models);
  const retention = createRetention(platform, rooms);
  const outside = createOutsideRoom(platform, rooms);
  const toolbox = createToolbox(platform, rooms);
  const { routes: certificateRoutes, ...credentials } = createCertificateRoom(platform, {
    rooms,
    verdictModels: models,
    assignmentModels: models,
    outside: outside.store,
    isGenuine: rules.corrections.isGenuine,
    skillsOf: toolbox.linesOf,
  });
  routes.use(assignmentRoutes(platform, rules), correctionRoutes(platform, rules, rooms.packages.catalogue));
  const grading = createGrading(platform, rooms, rules.verdicts);
  routes.use(practicalRoutes(platform, rules.practicals), grading.routes);
  routes.use(outside.routes, certificateRoutes, retention.routes);
  const notices = createNoticeDesk(platform, rooms);
  routes.use(toolbox.routes, notices.routes);
  return {
    routes,
    ...credentials,
    retention: retention.service,
    rules,
    standing: rules.standing,
    judgedNow: (actor, courseId) => rules.judgedNow(actor, courseId),
    gradedOf: grading.gradedOf,
    toolbox,
    notices,
  };
}
