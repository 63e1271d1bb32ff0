import type { Router } from 'express';
import type { Packages } from '../../packages/index.ts';
import type { Platform } from '../../platform/index.ts';
import { createReportReader } from '../report-reader.ts';
import { answerRoutes } from './answer-routes.ts';
import { createGivenStore } from './given-store.ts';
import { createItemService } from './item-service.ts';
import { createPathService } from './path-service.ts';
import { createPathStore } from './path-store.ts';
import { createProgressService } from './progress-service.ts';
import type { AnswerSources } from './taken-course.ts';

/** What the answers to a course teach. */
export function createAnswers(
  platform: Platform,
  { catalogue, reader, answers }: Pick<Packages, 'catalogue' | 'reader' | 'answers'>,
  { bankPage }: Pick<AnswerSources, 'bankPage'>,
): Router {
  const sources: AnswerSources = {
    store: createGivenStore(createReportReader(platform.database)),
    courseFor: (actor, courseId) => catalogue.courseFor(null, actor, courseId),
    structureOf: async (tx, versionId) => (await reader.loadVersion(tx, versionId)).structure,
    answersOf: (tx, versionId) => answers.of(tx, versionId),
    bankPage,
  };
  const paths = createPathStore(platform.database);
  return answerRoutes(platform, {
    items: createItemService(sources),
    paths: createPathService({ ...sources, paths, clock: platform.clock }),
    progress: createProgressService(sources),
  });
}
