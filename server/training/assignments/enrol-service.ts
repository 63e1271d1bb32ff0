import { dayIn, type Clock, type Database, type Jobs, type Outbox, type Tx } from '../../platform/index.ts';
import type { VerdictService } from '../judging/verdict-service.ts';
import type { AssignmentRow } from './assignment-model.ts';
import type { AssignmentStore } from './assignment-store.ts';
import type { AudienceStore } from './audience-store.ts';
import { followBelonging } from './belonging-events.ts';
import { planEnrollments } from './enrol-people.ts';
import type { EnrollmentStore } from './enrollment-store.ts';
import { resolveAudience } from './resolve-audience.ts';
import { readAudience, readIds } from './stored-rules.ts';

/** What enrolling needs. */
export interface EnrolDependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly jobs: Jobs;
  readonly outbox: Outbox;
  readonly assignments: AssignmentStore;
  readonly enrollments: EnrollmentStore;
  readonly audience: AudienceStore;
  readonly verdicts: VerdictService;
  readonly timeZoneOf: (tx: Tx, agencyId: string) => Promise<string>;
}

/** Daily job: enrollments follow their audiences, cycles begin anew, waivers end. */
export const ENROL_JOB = 'training.enrol';

const DAY_MS = 24 * 3_600_000;
/** People judged in one transaction, so that commits do not wait long. */
const A_TURN = 100;

/** Keeps enrollments up with the people whom assignments hold for. */
export function createEnrolService(dependencies: EnrolDependencies) {
  const { database, clock, jobs, assignments, enrollments, audience, verdicts, timeZoneOf } = dependencies;

  /** Courses of an assignment in their order. */
  async function coursesOf(tx: Tx | null, { agencyId, courseId, curriculumId }: AssignmentRow): Promise<string[]> {
    if (courseId !== null) return [courseId];
    const curriculum = curriculumId === null ? null : await assignments.curriculum(tx, agencyId, curriculumId);
    return curriculum === null ? [] : readIds(curriculum.courseIds);
  }

  async function sync(tx: Tx, assignment: AssignmentRow, isEdited: boolean): Promise<void> {
    const { agencyId } = assignment;
    const at = clock.now();
    const today = dayIn(await timeZoneOf(tx, agencyId), at);
    const people = await audience.people(tx, agencyId, today);
    const wanted = resolveAudience(readAudience(assignment.audience), people);
    const courseIds = await coursesOf(tx, assignment);
    const existing = await enrollments.ofAssignment(tx, agencyId, assignment.id);
    const time = { at, today, isEdited };
    const { added, changed } = planEnrollments(assignment, courseIds, wanted, existing, time);
    await enrollments.put(tx, changed);
    await enrollments.add(tx, added);
    const touched = isEdited ? [...existing, ...added] : [...changed, ...added];
    const personIds = [...new Set(touched.map(({ personId }) => personId))];
    await verdicts.judgePeople(tx, { agencyId, personIds, courseIds });
  }

  /** All that time and people have changed in an agency: who came or left, what expired, waivers that ended. */
  async function keepUp(agencyId: string): Promise<void> {
    for (const assignment of await assignments.running(null, agencyId)) {
      await database.write((tx) => sync(tx, assignment, false), 'bulk');
    }
    const again = await database.read((tx) => verdicts.dueAgain(tx, agencyId));
    for (let at = 0; at < again.length; at += A_TURN) {
      const personIds = again.slice(at, at + A_TURN);
      await database.write((tx) => verdicts.judgePeople(tx, { agencyId, personIds, courseIds: null }), 'bulk');
    }
  }

  jobs.on(ENROL_JOB, async () => {
    const running = await assignments.running(null, null);
    for (const agencyId of new Set(running.map((one) => one.agencyId))) await keepUp(agencyId);
  });
  jobs.every(ENROL_JOB, DAY_MS);
  followBelonging(dependencies, keepUp);

  return {
    sync,
    coursesOf,
    keepUp,
  };
}

/** See `createEnrolService`. */
export type EnrolService = ReturnType<typeof createEnrolService>;
