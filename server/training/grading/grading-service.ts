import type { Attempts } from '../../attempts/index.ts';
import { hasRole, type Actor } from '../../people/index.ts';
import { AppError, newId, type Platform, type Tx } from '../../platform/index.ts';
import type { CourseAnswers } from '../../standards/module/index.ts';
import type { VerdictService } from '../judging/verdict-service.ts';
import { trainingNotFound } from '../training-policy.ts';
import { gradableWorks, type GradableWork } from './gradable-works.ts';
import { emitWorkReturned } from './grading-events.ts';
import { readMark, type NewRubric } from './grading-input.ts';
import type { Criterion, MarkRow, RubricRow } from './grading-model.ts';
import { requireGrader, requireOthersWork } from './grading-policy.ts';
import type { GradedWork, GradingStore, WorkLine } from './grading-store.ts';

/** What grading needs. */
export interface GradingDependencies {
  readonly platform: Pick<Platform, 'database' | 'clock' | 'audit' | 'outbox'>;
  readonly store: GradingStore;
  readonly marks: Attempts['marks'];
  readonly verdicts: Pick<VerdictService, 'judgePeople'>;
  /** Throws AppError `COURSE_NOT_FOUND` (404) for a course that the actor may not see. */
  readonly courseFor: (actor: Actor, courseId: string) => Promise<GradedCourse>;
  readonly answersOf: (tx: Tx | null, versionId: string) => Promise<CourseAnswers | null>;
}

/** A course as grading names it. */
export interface GradedCourse {
  readonly id: string;
  readonly title: string;
  readonly currentVersion: { readonly id: string } | null;
}

/** Criteria of a stored rubric; only a form that was checked wrote them. */
export function criteriaOf({ criteria }: Pick<RubricRow, 'criteria'>): Criterion[] {
  const read: Criterion[] = JSON.parse(criteria);
  return read;
}

/** Written work and practical parts: a rubric for each, marks by it, and what the officer gets back. */
export function createGradingService(dependencies: GradingDependencies) {
  const { platform, store, marks, verdicts, courseFor, answersOf } = dependencies;
  const { database, clock, audit, outbox } = platform;

  async function worksOf({ currentVersion }: GradedCourse): Promise<GradableWork[]> {
    return currentVersion === null ? [] : gradableWorks(await answersOf(null, currentVersion.id));
  }

  /** A rubric of this course in the actor's agency. Throws AppError `RUBRIC_NOT_FOUND` (404). */
  async function rubricOf(actor: Actor, courseId: string, id: string): Promise<RubricRow> {
    const rubric = await store.rubric(null, { id, agencyId: actor.agencyId });
    if (rubric === null || rubric.courseId !== courseId) throw trainingNotFound('RUBRIC_NOT_FOUND', 'rubric');
    return rubric;
  }

  async function workOf(tx: Tx | null, rubric: RubricRow, attemptId: string): Promise<WorkLine> {
    const found = (await store.works(tx, rubric, attemptId)).at(-1);
    if (found === undefined) throw trainingNotFound('WORK_NOT_FOUND', 'piece of work');
    return found;
  }

  return {
    /** What can be graded in a course, and how much waits. Throws AppError `NOT_ALLOWED` (403), `COURSE_NOT_FOUND` (404). */
    async overview(actor: Actor, courseId: string) {
      requireGrader(actor);
      const course = await courseFor(actor, courseId);
      const rubrics = await store.rubrics(null, { agencyId: actor.agencyId, courseId: course.id });
      const works = await worksOf(course);
      return { course, works, rubrics, waiting: await store.waiting(null, rubrics) };
    },

    /** One work with its rubric. Throws as {@link overview} does, and `WORK_NOT_FOUND` (404). */
    async work(actor: Actor, courseId: string, of: { part: string; block: string }) {
      const { course, works, rubrics } = await this.overview(actor, courseId);
      const isIt = (one: { readonly part: string; readonly block: string }) =>
        one.part === of.part && one.block === of.block;
      const work = works.find(isIt);
      if (work === undefined) throw trainingNotFound('WORK_NOT_FOUND', 'piece of work');
      return { course, work, rubric: rubrics.find(isIt) ?? null };
    },

    /** Says how a work is graded from now on; what was graded stays as it was. Throws as {@link work} does. */
    async setRubric(actor: Actor, courseId: string, wanted: NewRubric): Promise<string> {
      const { work } = await this.work(actor, courseId, wanted);
      const { agencyId, personId: setBy } = actor;
      const { part, block, kind, title } = work;
      const { criteria, isBlind } = wanted;
      const text = JSON.stringify(criteria);
      const place = { agencyId, courseId, part, block, kind, title };
      const row: RubricRow = {
        id: newId(),
        ...place,
        criteria: text,
        isBlind,
        setBy,
        createdAt: clock.now(),
        endedAt: null,
      };
      await database.write(async (tx) => {
        await store.lockCourse(tx, courseId);
        await store.setRubric(tx, row);
        const details = { rubricId: row.id, part, block, criteria, isBlind };
        const about = { subjectType: 'course', subjectId: courseId };
        await audit.record(tx, { agencyId, actorId: setBy, action: 'rubric.set', ...about, details });
      });
      return row.id;
    },

    /** Work that was sent in for a rubric. Throws AppError `NOT_ALLOWED` (403), `COURSE_NOT_FOUND`, `RUBRIC_NOT_FOUND` (404). */
    async queue(actor: Actor, courseId: string, rubricId: string) {
      requireGrader(actor);
      const course = await courseFor(actor, courseId);
      const rubric = await rubricOf(actor, course.id, rubricId);
      return { course, rubric, works: await store.works(null, rubric) };
    },

    /** One piece of work with the mark that holds. Throws as {@link queue} does, and `WORK_NOT_FOUND` (404). */
    async sheet(actor: Actor, courseId: string, rubricId: string, attemptId: string) {
      const { course, rubric, works } = await this.queue(actor, courseId, rubricId);
      const line = await workOf(null, rubric, attemptId);
      const { markId } = line;
      const mark = markId === null ? null : await store.mark(null, { id: markId, agencyId: actor.agencyId });
      const task = (await worksOf(course)).find(
        ({ part, block }) => part === rubric.part && block === rubric.block,
      )?.task;
      const place = works.findIndex((one) => one.attemptId === attemptId) + 1;
      return { course, rubric, line, mark, place, task: task ?? '' };
    },

    /**
     * Gives a work back with points and words; the score goes into the record and out of every door. Throws as {@link sheet}
     * does, `OWN_WORK` (403), `INPUT_INVALID` (422).
     */
    async give(actor: Actor, courseId: string, rubricId: string, attemptId: string, body: unknown): Promise<string> {
      const { rubric, line } = await this.sheet(actor, courseId, rubricId, attemptId);
      requireOthersWork(actor, line.personId);
      const criteria = criteriaOf(rubric);
      const { points, note } = readMark(body, criteria);
      const total = points.reduce((sum, one) => sum + one, 0);
      const most = criteria.reduce((sum, one) => sum + one.most, 0);
      const { agencyId, personId: markedBy } = actor;
      const { personId } = line;
      const { part, block } = rubric;
      const place = { agencyId, personId, courseId, attemptId, rubricId, part, block };
      const given = { points: JSON.stringify(points), total, most, note };
      const signed = { markedBy, markerName: `${actor.rank} ${actor.name}`.trim(), createdAt: clock.now() };
      const mark: MarkRow = { id: newId(), ...place, ...given, ...signed, replacedAt: null };
      await database.write(async (tx) => {
        // This waits for whoever grades the same attempt; only then is it known which mark is replaced.
        await marks.mark(tx, { agencyId, attemptId }, { part, block, points: total, most });
        const { markId: before } = await workOf(tx, rubric, attemptId);
        await store.putMark(tx, mark);
        await verdicts.judgePeople(tx, { agencyId, personIds: [personId], courseIds: [courseId] });
        const details = { markId: mark.id, attemptId, courseId, part, block, rubricId, points, total, most, before };
        const about = { subjectType: 'person', subjectId: personId };
        await audit.record(tx, { agencyId, actorId: markedBy, action: 'work.graded', ...about, details });
        await emitWorkReturned(outbox, tx, { kind: 'mark', id: mark.id, agencyId, personId, courseId, attemptId });
      });
      return mark.id;
    },

    /** What was graded of an attempt. Permission is the caller's, who shows the attempt. */
    ofAttempt: ({ agencyId }: Actor, attemptId: string): Promise<GradedWork[]> =>
      store.marksOf(null, { agencyId, attemptId }),

    /** What somebody got back: one's own, or one of the agency for those who grade. Throws AppError `MARK_NOT_FOUND` (404). */
    async returned(actor: Actor, markId: string) {
      const mark = await store.mark(null, { id: markId, agencyId: actor.agencyId });
      const isReader = hasRole(actor, 'instructor', 'supervisor', 'administrator');
      if (mark === null || (mark.personId !== actor.personId && !isReader)) {
        throw new AppError('MARK_NOT_FOUND', 404, 'There is no such graded work in your agency.');
      }
      const rubric = await store.rubric(null, { id: mark.rubricId, agencyId: actor.agencyId });
      const line = rubric === null ? null : ((await store.works(null, rubric, mark.attemptId)).at(-1) ?? null);
      return { mark, rubric, line };
    },
  };
}

/** See `createGradingService`. */
export type GradingService = ReturnType<typeof createGradingService>;
