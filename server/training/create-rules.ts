import type { Actor } from '../people/index.ts';
import type { Platform, Tx } from '../platform/index.ts';
import { AppError } from '../platform/index.ts';
import type { AssignmentModels } from './assignments/assignment-model.ts';
import { createAssignmentService } from './assignments/assignment-service.ts';
import { createAssignmentStore } from './assignments/assignment-store.ts';
import { createAudienceStore } from './assignments/audience-store.ts';
import { createCurriculumService } from './assignments/curriculum-service.ts';
import { createEnrolService } from './assignments/enrol-service.ts';
import { createEnrollmentStore } from './assignments/enrollment-store.ts';
import { judgeOnNews } from './judging/attempt-news-events.ts';
import { createCorrectionService } from './judging/correction-service.ts';
import type { VerdictModels } from './judging/verdict-model.ts';
import { createVerdictService } from './judging/verdict-service.ts';
import { createVerdictStore } from './judging/verdict-store.ts';
import { createStandingService } from './standing-service.ts';
import { createPracticalService } from './practicals/practical-service.ts';
import { createPracticalStore } from './practicals/practical-store.ts';
import type { TrainingRooms } from './create-training.ts';
import { trainingNotFound } from './training-policy.ts';

/** Assignments and judging: who takes what, and what came of it. */
export function createRules(
  platform: Platform,
  { agencies, packages, attempts }: Omit<TrainingRooms, 'people' | 'skills'>,
  models: AssignmentModels & VerdictModels,
) {
  const { database, clock, jobs, outbox } = platform;
  const { catalogue } = packages;
  const assignments = createAssignmentStore(database, models);
  const enrollments = createEnrollmentStore(database, models);
  const audience = createAudienceStore(database);
  const store = createVerdictStore(database, models);

  async function timeZoneOf(tx: Tx, agencyId: string): Promise<string> {
    const agency = await agencies.organisations.find(tx, agencyId);
    if (agency === null) throw new AppError('AGENCY_NOT_FOUND', 404, 'There is no such agency.');
    return agency.timeZone;
  }

  async function titlesOf(tx: Tx | null, courseIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const courses = await catalogue.byIds(tx, courseIds);
    return new Map(courses.map(({ id, title }) => [id, title]));
  }

  /** What a person was told to take in an agency, and has taken there. */
  async function courseIdsOf(tx: Tx | null, agencyId: string, personId: string): Promise<string[]> {
    const enrolled = await enrollments.ofPerson(tx, agencyId, personId);
    const begun = await attempts.judging.coursesOf(tx, { agencyId, personId });
    return [...new Set([...enrolled.map(({ courseId }) => courseId), ...begun])];
  }

  const verdicts = createVerdictService({
    platform: { clock, outbox },
    attempts: attempts.judging,
    verdicts: store,
    enrollments,
    assignments,
    timeZoneOf,
    titlesOf,
  });
  judgeOnNews({ database, outbox }, attempts.judging, verdicts);
  const enrol = createEnrolService({
    database,
    clock,
    jobs,
    outbox,
    assignments,
    enrollments,
    audience,
    verdicts,
    timeZoneOf,
  });
  const shared = { platform, catalogue, assignments };

  const standing = createStandingService({ clock, assignments, enrollments, titlesOf });

  const corrections = createCorrectionService({
    platform,
    store,
    verdicts,
    nameOf: async (tx, agencyId, personId) => (await audience.names(tx, agencyId, [personId])).get(personId) ?? null,
    async requireAssignment(tx, agencyId, assignmentId) {
      const found = await assignments.assignment(tx, agencyId, assignmentId);
      if (found === null) throw trainingNotFound('ASSIGNMENT_NOT_FOUND', 'assignment');
      return found;
    },
    // What the person was told to take, or has taken, stays correctable after its share ended or it was withdrawn.
    async requireCourse(tx, actor, personId, courseId) {
      const known = await courseIdsOf(tx, actor.agencyId, personId);
      if (!known.includes(courseId)) await catalogue.courseFor(tx, actor, courseId);
    },
  });

  return {
    verdicts,
    enrol,
    assignments: createAssignmentService({ ...shared, enrollments, audience, enrol }),
    curricula: createCurriculumService(shared),
    corrections,
    practicals: createPracticalService({
      platform,
      store: createPracticalStore(database),
      assignments,
      people: store,
      corrections,
    }),
    standing,
    /** Titles of what a person was told to take or has taken, whatever became of the course. Permission is the caller's. */
    async coursesOf({ agencyId }: Actor, personId: string): Promise<ReadonlyMap<string, string>> {
      return titlesOf(null, await courseIdsOf(null, agencyId, personId));
    },
    /** How the actor stands in a course, judged at once: the news of what was just played may still be on its way. */
    async judgedNow(actor: Actor, courseId: string) {
      const { agencyId, personId } = actor;
      await database.write((tx) =>
        verdicts.judgePeople(tx, { agencyId, personIds: [personId], courseIds: [courseId] }),
      );
      return standing.countsOf(actor, courseId);
    },
  };
}

/** See `createRules`. */
export type Rules = ReturnType<typeof createRules>;
