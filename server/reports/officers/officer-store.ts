import type { Tx } from '../../platform/index.ts';
import { momentOf, type ReportReader, type StoredMoment } from '../report-reader.ts';
import { ENROLLMENT_COLUMNS, enrollmentOf, type EnrollmentLine } from '../standing/enrollment-line.ts';
import type { EnrollmentFacts, Outcome } from '../standing/enrollment-facts.ts';

/** Lines of a list of an officer's page; what is older is in the transcript. */
const MOST = 200;

/** An enrollment with the names of what it is about. */
export interface OfficerEnrollment extends EnrollmentFacts {
  readonly assignment: string;
  readonly course: string;
  /** The attempt that was judged; null where none counts. */
  readonly attemptId: string | null;
}

interface Place {
  readonly agencyId: string;
  readonly personId: string;
}

const of = (alias: string): string => `${alias}.person_id = :personId AND ${alias}.agency_id = :agencyId`;

/** SQL over all that is known of one officer in one agency. */
export function createOfficerStore({ table, select }: ReportReader) {
  return {
    /** The person, and whether any membership of an officer still holds; null for somebody who never was one here. */
    async person(tx: Tx, place: Place) {
      const sql = `SELECT p.rank AS "rank", p.given_name AS "givenName", p.family_name AS "familyName", p.email AS "email",
          MIN(m.created_at) AS "since", MAX(m.ended_at) AS "endedAt",
          SUM(CASE WHEN m.ended_at IS NULL THEN 1 ELSE 0 END) AS "held"
        FROM ${table('people')} p JOIN ${table('memberships')} m ON m.person_id = p.id
        WHERE p.id = :personId AND m.organisation_type = 'agency' AND m.organisation_id = :agencyId
          AND m.role IN ('officer', 'partner')
        GROUP BY p.id, p.rank, p.given_name, p.family_name, p.email`;
      const [row] = await select<PersonLine>(tx, sql, { ...place });
      if (row === undefined) return null;
      const { held, since, endedAt, ...person } = row;
      return { ...person, since: momentOf(since), leftAt: Number(held) > 0 ? null : momentOf(endedAt) };
    },

    placements: (tx: Tx, place: Place) =>
      select<{ schoolId: string; school: string; role: string; startsOn: string; endsOn: string | null }>(
        tx,
        `SELECT s.id AS "schoolId", s.name AS "school", pl.role AS "role", pl.starts_on AS "startsOn", pl.ends_on AS "endsOn"
         FROM ${table('placements')} pl JOIN ${table('schools')} s ON s.id = pl.school_id
         WHERE ${of('pl')} ORDER BY pl.starts_on DESC, pl.id DESC LIMIT ${MOST}`,
        { ...place },
      ),

    async selections(tx: Tx, place: Place) {
      const rows = await select<SelectionLine>(
        tx,
        `SELECT se.decision AS "decision", se.reason AS "reason", se.decided_on AS "decidedOn", s.name AS "school",
           se.school_id AS "schoolId", se.years_of_service AS "years", se.withdrawn_at AS "withdrawnAt"
         FROM ${table('selections')} se LEFT JOIN ${table('schools')} s ON s.id = se.school_id
         WHERE ${of('se')} ORDER BY se.decided_on DESC, se.id DESC LIMIT ${MOST}`,
        { ...place },
      );
      return rows.map((row) => ({ ...row, withdrawnAt: momentOf(row.withdrawnAt) }));
    },

    async enrollments(tx: Tx, place: Place): Promise<OfficerEnrollment[]> {
      const rows = await select<EnrollmentLine & { assignment: string; course: string; attemptId: string | null }>(
        tx,
        `SELECT ${ENROLLMENT_COLUMNS}, e.attempt_id AS "attemptId", a.title AS "assignment", k.title AS "course"
         FROM ${table('enrollments')} e JOIN ${table('assignments')} a ON a.id = e.assignment_id
         JOIN ${table('courses')} k ON k.id = e.course_id
         WHERE ${of('e')} ORDER BY e.created_at DESC, e.position, e.id LIMIT ${MOST}`,
        { ...place },
      );
      return rows.map((row) => ({ ...row, ...enrollmentOf(row) }));
    },

    /** Verdicts, the latest first. */
    async verdicts(tx: Tx, place: Place) {
      const rows = await select<VerdictLine>(
        tx,
        `SELECT v.enrollment_id AS "enrollmentId", v.outcome AS "outcome", v.reasons AS "reasons",
           v.reached_on AS "reachedOn", v.at AS "at", k.title AS "course"
         FROM ${table('verdicts')} v JOIN ${table('courses')} k ON k.id = v.course_id
         WHERE ${of('v')} ORDER BY v.at DESC, v.id DESC LIMIT ${MOST}`,
        { ...place },
      );
      return rows.map((row) => ({ ...row, at: momentOf(row.at) }));
    },

    outside: (tx: Tx, place: Place) =>
      select<{ title: string; provider: string; minutes: number; completedOn: string; state: string }>(
        tx,
        `SELECT o.title AS "title", o.provider AS "provider", o.minutes AS "minutes", o.completed_on AS "completedOn",
           o.state AS "state"
         FROM ${table('outside_trainings')} o WHERE ${of('o')} ORDER BY o.completed_on DESC, o.id DESC LIMIT ${MOST}`,
        { ...place },
      ),

    async corrections(tx: Tx, place: Place) {
      const rows = await select<CorrectionLine>(
        tx,
        `SELECT k.title AS "course", c.kind AS "kind", c.statement AS "statement", c.seen_by AS "seenBy",
           c.happened_on AS "happenedOn", c.signer_name AS "signer", c.created_at AS "createdAt",
           c.withdrawn_at AS "withdrawnAt", c.withdrawn_reason AS "withdrawnReason"
         FROM ${table('corrections')} c JOIN ${table('courses')} k ON k.id = c.course_id
         WHERE ${of('c')} ORDER BY c.created_at DESC, c.id DESC LIMIT ${MOST}`,
        { ...place },
      );
      return rows.map((row) => ({
        ...row,
        createdAt: momentOf(row.createdAt),
        withdrawnAt: momentOf(row.withdrawnAt),
      }));
    },

    async exemptions(tx: Tx, place: Place) {
      const rows = await select<ExemptionLine>(
        tx,
        `SELECT x.kind AS "kind", x.ground AS "ground", x.reason AS "reason", x.starts_on AS "startsOn",
           x.ends_on AS "endsOn", x.revoked_at AS "revokedAt", a.title AS "assignment"
         FROM ${table('exemptions')} x LEFT JOIN ${table('assignments')} a ON a.id = x.assignment_id
         WHERE ${of('x')} ORDER BY x.starts_on DESC, x.id DESC LIMIT ${MOST}`,
        { ...place },
      );
      return rows.map((row) => ({ ...row, revokedAt: momentOf(row.revokedAt) }));
    },
  };
}

/** See `createOfficerStore`. */
export type OfficerStore = ReturnType<typeof createOfficerStore>;

interface PersonLine {
  readonly rank: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string | null;
  readonly since: StoredMoment;
  readonly endedAt: StoredMoment | null;
  readonly held: number | string;
}

interface SelectionLine {
  readonly decision: 'selected' | 'not-selected';
  readonly reason: string;
  readonly decidedOn: string;
  readonly school: string | null;
  readonly schoolId: string | null;
  readonly years: number;
  readonly withdrawnAt: StoredMoment | null;
}

interface VerdictLine {
  readonly enrollmentId: string | null;
  readonly outcome: Outcome;
  readonly reasons: string;
  readonly reachedOn: string;
  readonly at: StoredMoment;
  readonly course: string;
}

interface CorrectionLine {
  readonly course: string;
  readonly kind: 'completed' | 'practical-signed';
  readonly statement: string;
  readonly seenBy: string;
  readonly happenedOn: string;
  readonly signer: string;
  readonly createdAt: StoredMoment;
  readonly withdrawnAt: StoredMoment | null;
  readonly withdrawnReason: string | null;
}

interface ExemptionLine {
  readonly kind: 'waiver' | 'exemption';
  readonly ground: string;
  readonly reason: string;
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly revokedAt: StoredMoment | null;
  readonly assignment: string | null;
}
