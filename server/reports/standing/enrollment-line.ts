import { momentOf, type StoredMoment } from '../report-reader.ts';
import type { EnrollmentFacts } from './enrollment-facts.ts';

/** An enrollment as the databases give it. */
export type EnrollmentLine = Omit<EnrollmentFacts, 'createdAt' | 'closedAt'> & {
  readonly createdAt: StoredMoment;
  readonly closedAt: StoredMoment | null;
};

/** Columns of `e` (enrollments) and `a` (its assignment). */
export const ENROLLMENT_COLUMNS = `e.id AS "id", e.agency_id AS "agencyId", e.person_id AS "personId",
  e.assignment_id AS "assignmentId", e.course_id AS "courseId", e.cycle AS "cycle", e.assigned_on AS "assignedOn",
  e.rule_due_on AS "ruleDueOn", e.due_on AS "dueOn", e.outcome AS "outcome", e.reasons AS "reasons",
  e.completed_on AS "completedOn", e.expires_on AS "expiresOn", a.renewal_months AS "renewalMonths",
  e.created_at AS "createdAt", e.closed_at AS "closedAt"`;

/** The facts of a line. */
export function enrollmentOf(line: EnrollmentLine): EnrollmentFacts {
  return { ...line, createdAt: momentOf(line.createdAt), closedAt: momentOf(line.closedAt) };
}
