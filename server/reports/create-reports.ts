import type { Router } from 'express';
import type { Agencies } from '../agencies/index.ts';
import type { Attempts } from '../attempts/index.ts';
import type { Packages } from '../packages/index.ts';
import { hasRole, type Actor } from '../people/index.ts';
import { AppError, createRouter, type Platform } from '../platform/index.ts';
import type { Standing, Training } from '../training/index.ts';
import { createAnswers } from './answers/create-answers.ts';
import type { AnswerSources } from './answers/taken-course.ts';
import { createCoverage } from './schools/create-coverage.ts';
import { createOfficers } from './officers/create-officers.ts';
import { createStatus } from './status/create-status.ts';
import type { CourseFacts } from './course-view.ts';
import type { VersionOffer } from './offer-view.ts';
import { reportRoutes } from './report-routes.ts';
import { createReportService } from './report-service.ts';
import type { ReportSources } from './report-sources.ts';

/** The rooms below that know the answers. */
export interface ReportRooms {
  readonly attempts: Pick<Attempts, 'records' | 'offers'>;
  readonly packages: Pick<Packages, 'catalogue' | 'reader' | 'answers'>;
  readonly agencies: Pick<Agencies, 'assignmentOf'>;
  readonly authoring: {
    /** A published version beside an earlier one; null where it was not published here. */
    offered(of: { agencyId: string; from: string; to: string }): Promise<VersionOffer | null>;
  } & Pick<AnswerSources, 'bankPage'>;
  readonly training: Pick<Training, 'toolbox' | 'certificates' | 'gradedOf'> & {
    readonly standing: Pick<Standing, 'dueOf' | 'countsOf'>;
  };
}

/** The room: its pages. */
export interface Reports {
  readonly routes: Router;
}

/** Makes the room on one platform. */
export function createReports(platform: Platform, rooms: ReportRooms): Reports {
  const reports = createReportService(sourcesOf(platform, rooms), platform.clock);
  const routes = createRouter();
  routes.use(reportRoutes({ platform, reports }));
  routes.use(createAnswers(platform, rooms.packages, rooms.authoring));
  routes.use(createCoverage(platform));
  routes.use(createOfficers(platform, rooms.training));
  routes.use(createStatus(platform));
  return { routes };
}

function sourcesOf(
  { config }: Platform,
  { attempts, packages, agencies, authoring, training }: ReportRooms,
): ReportSources {
  const { catalogue, reader } = packages;

  async function course(actor: Actor, courseId: string): Promise<CourseFacts> {
    const { id, title, description, strand, state, currentVersion } = await catalogue.courseFor(null, actor, courseId);
    if (currentVersion === null) {
      throw new AppError('COURSE_NOT_PUBLISHED', 404, 'This course has not been published yet.', {
        help: 'Publish one of its versions, then people can see it.',
      });
    }
    const { number, structure } = await reader.loadVersion(null, currentVersion.id);
    return {
      courseId: id,
      title,
      description,
      strand,
      isPublished: state === 'published',
      versionNumber: number,
      structure,
      isLaunchable: config.contentUrl !== null,
    };
  }

  return {
    ...attempts.records,
    dueOf: (actor) => training.standing.dueOf(actor),
    gradedOf: training.gradedOf,
    countsOf: (actor, courseId) => training.standing.countsOf(actor, courseId),
    course,
    async offerOf(actor, courseId, from) {
      const { currentVersion } = await catalogue.courseFor(null, actor, courseId);
      const { agencyId } = actor;
      const to = currentVersion?.id ?? '';
      if (!(await attempts.offers.holds(null, { agencyId, courseId, from, to }))) return null;
      return authoring.offered({ agencyId, from, to });
    },
    async offeredTo(actor) {
      const entries = await catalogue.list(actor);
      return entries.map(({ id, title, strand, parts }) => ({ courseId: id, title, strand, partsTotal: parts }));
    },
    toolboxOf: async (actor) => (hasRole(actor, 'officer') ? training.toolbox.strip(actor) : null),
    async assignmentLine(actor) {
      return (await agencies.assignmentOf(actor)).line;
    },
  };
}
