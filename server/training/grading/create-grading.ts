import type { Router } from 'express';
import type { Attempts } from '../../attempts/index.ts';
import type { Packages } from '../../packages/index.ts';
import type { Platform } from '../../platform/index.ts';
import type { VerdictService } from '../judging/verdict-service.ts';
import { defineGradingModels } from './grading-model.ts';
import { gradingRoutes } from './grading-routes.ts';
import { createGradingService, type GradingService } from './grading-service.ts';
import { createGradingStore } from './grading-store.ts';
import { createScoreService } from './score-service.ts';

/** Its pages, and what was graded of an attempt. */
export interface GradingRoom {
  readonly routes: Router;
  readonly gradedOf: GradingService['ofAttempt'];
}

/** Grading by people, and scores given by hand. */
export function createGrading(
  platform: Platform,
  { packages, attempts }: { readonly packages: Packages; readonly attempts: Attempts },
  verdicts: VerdictService,
): GradingRoom {
  const store = createGradingStore(platform.database, defineGradingModels(platform.database));
  const shared = { platform, store, marks: attempts.marks, verdicts };
  const grading = createGradingService({
    ...shared,
    courseFor: (actor, courseId) => packages.catalogue.courseFor(null, actor, courseId),
    answersOf: (tx, versionId) => packages.answers.of(tx, versionId),
  });
  const routes = gradingRoutes(platform, { grading, scores: createScoreService(shared) });
  return { routes, gradedOf: grading.ofAttempt };
}
