import express, { type Express, type Router } from 'express';
import type { Actor } from '../../server/people/index.ts';
import { AppError, contextOf, enter, errorHandler, notFound, type Platform } from '../../server/platform/index.ts';
import { createReportService, reportRoutes, type ReportSources } from '../../server/reports/index.ts';
import {
  buildActivity,
  buildAttempt,
  buildOffered,
  buildResultRow,
  buildStructure,
  buildTaken,
  NOW,
} from './report-rows.ts';

/** An officer of the spec's agency. */
export function buildActor(change: Partial<Actor> = {}): Actor {
  return {
    personId: 'person1',
    agencyId: 'agency1',
    agencyName: 'Harlow County Sheriff’s Office',
    organisationType: 'agency',
    locale: 'en',
    timeZone: NOW.timeZone,
    roles: ['officer'],
    name: 'Maria Reyes',
    rank: 'Dep.',
    email: 'maria.reyes@example.org',
    ...change,
  };
}

const missing = (): never => {
  throw new AppError('COURSE_NOT_FOUND', 404, 'There is no such course in your agency.');
};

/** Sources that know one course, one attempt and nothing of other agencies; each can be replaced. */
function buildSources(change: Partial<ReportSources> = {}): ReportSources {
  const course = {
    courseId: 'course1',
    title: 'Talking with students',
    description: '',
    strand: '',
    isPublished: true,
    versionNumber: 1,
    structure: buildStructure('scorm12', [buildActivity()]),
    isLaunchable: true,
  };
  return {
    dueOf: async () => Promise.resolve([]),
    gradedOf: async () => Promise.resolve([]),
    countsOf: async () => Promise.resolve([]),
    offerOf: async () => Promise.resolve(null),
    offeredTo: async () => Promise.resolve([buildOffered()]),
    course: async (_actor, id) => Promise.resolve(id === 'course1' ? course : missing()),
    takenBy: async () => Promise.resolve([buildTaken()]),
    ownRecord: async () => Promise.resolve({ registrationId: null, attempts: [], parts: {} }),
    results: async () => Promise.resolve({ rows: [buildResultRow()], total: 1, pageSize: 50 }),
    async *allResults() {
      yield await Promise.resolve(buildResultRow({ personName: '=1+1' }));
    },
    counts: async () => Promise.resolve([]),
    attempt: async (_actor, id) => Promise.resolve(id === 'attempt1' ? buildAttempt() : missing()),
    latestAttempt: async (_actor, id) => Promise.resolve(id === 'reg1' ? 'attempt1' : missing()),
    log: async (_actor, id, page) =>
      id === 'attempt1'
        ? Promise.resolve({
            attemptId: id,
            number: 1,
            courseTitle: course.title,
            personName: 'Maria Reyes',
            rows: [],
            page,
            pages: 1,
            total: 0,
          })
        : missing(),
    assignmentLine: async () => Promise.resolve(null),
    toolboxOf: async () => Promise.resolve(null),
    ...change,
  };
}

/** A host that mounts routes at a path and signs `actor` in. */
export function siteOf(platform: Platform, routes: Router, actor: Actor | null, mount = '/'): Express {
  const app = express();
  const plugin = express.Router();
  plugin.use(enter(platform));
  plugin.use((req, _res, next) => {
    contextOf(req).actor = actor;
    next();
  });
  plugin.use(routes, notFound(), errorHandler(platform));
  app.use(mount, plugin);
  return app;
}

/** The report pages as `actor` sees them. */
export function reportSite(
  platform: Platform,
  actor: Actor | null,
  change: Partial<ReportSources> = {},
  mount = '/',
): Express {
  const reports = createReportService(buildSources(change), platform.clock);
  return siteOf(platform, reportRoutes({ platform, reports }), actor, mount);
}
