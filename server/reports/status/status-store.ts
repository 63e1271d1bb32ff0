import type { Tx } from '../../platform/index.ts';
import type { ReportReader } from '../report-reader.ts';
import type { AsOf } from '../standing/as-of.ts';
import type { EnrollmentFacts } from '../standing/enrollment-facts.ts';
import { ENROLLMENT_COLUMNS, enrollmentOf, type EnrollmentLine } from '../standing/enrollment-line.ts';
import { runningSql } from '../standing/standing-sql.ts';
import type { StatusWanted } from './status-input.ts';

/** Lines that an export reads at a time. */
const EXPORT_PAGE = 500;
/** Most choices of a list. */
const MOST_CHOICES = 500;

/** An enrollment with the names that a report needs. */
export interface StatusFacts extends EnrollmentFacts {
  readonly rank: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly assignment: string;
  readonly course: string;
}

/** What can be chosen from. */
export interface Choice {
  readonly id: string;
  readonly title: string;
}

type Filter = Pick<StatusWanted, 'assignment' | 'course' | 'school'>;
type StatusLine = EnrollmentLine & Omit<StatusFacts, keyof EnrollmentFacts>;

const values = (agencyId: string, { assignment, course, school }: Filter, { day, until }: AsOf, more: object = {}) => ({
  agencyId,
  assignment,
  course,
  school,
  day,
  until,
  ...more,
});
const factsOf = (line: StatusLine): StatusFacts => ({ ...line, ...enrollmentOf(line) });

/** SQL over who was under which assignment on a day. */
export function createStatusStore({ table, select }: ReportReader) {
  const columns = `${ENROLLMENT_COLUMNS}, p.rank AS "rank", p.given_name AS "givenName", p.family_name AS "familyName",
    a.title AS "assignment", k.title AS "course"`;
  const joins = `FROM ${table('enrollments')} e JOIN ${table('assignments')} a ON a.id = e.assignment_id
    JOIN ${table('courses')} k ON k.id = e.course_id JOIN ${table('people')} p ON p.id = e.person_id`;

  function where({ assignment, course, school }: Filter): string {
    return [
      `e.agency_id = :agencyId AND e.created_at <= :until AND (e.closed_at IS NULL OR e.closed_at > :until)`,
      ...(assignment === '' ? [] : ['e.assignment_id = :assignment']),
      ...(course === '' ? [] : ['e.course_id = :course']),
      ...(school === ''
        ? []
        : [
            `e.person_id IN (SELECT pl.person_id FROM ${table('placements')} pl WHERE pl.agency_id = :agencyId
              AND pl.school_id = :school AND ${runningSql(table, 'pl')})`,
          ]),
    ].join(' AND ');
  }

  return {
    /** Some lines by name, and how many there are. */
    async page(
      tx: Tx,
      agencyId: string,
      filter: Filter,
      asOf: AsOf,
      { limit, offset }: { limit: number; offset: number },
    ) {
      const [counted] = await select<{ total: number | string }>(
        tx,
        `SELECT COUNT(*) AS "total" FROM ${table('enrollments')} e WHERE ${where(filter)}`,
        values(agencyId, filter, asOf),
      );
      const rows = await select<StatusLine>(
        tx,
        `SELECT ${columns} ${joins} WHERE ${where(filter)}
         ORDER BY lower(p.family_name || ' ' || p.given_name), e.person_id, a.title, e.position, e.id
         LIMIT :limit OFFSET :offset`,
        values(agencyId, filter, asOf, { limit, offset }),
      );
      return { rows: rows.map(factsOf), total: Number(counted?.total ?? 0) };
    },

    /** Lines after an enrollment, for an export. */
    async after(tx: Tx, agencyId: string, filter: Filter, asOf: AsOf, after: string | null) {
      const rows = await select<StatusLine>(
        tx,
        `SELECT ${columns} ${joins} WHERE ${where(filter)} AND e.id > :after ORDER BY e.id LIMIT :limit`,
        values(agencyId, filter, asOf, { after: after ?? '', limit: EXPORT_PAGE }),
      );
      return { rows: rows.map(factsOf), next: rows.length < EXPORT_PAGE ? null : (rows.at(-1)?.id ?? null) };
    },

    /** Assignments and courses of an agency, to choose from. */
    async choices(tx: Tx, agencyId: string): Promise<{ assignments: Choice[]; courses: Choice[] }> {
      const limit = MOST_CHOICES;
      const assignments = await select<Choice>(
        tx,
        `SELECT id AS "id", title AS "title" FROM ${table('assignments')} WHERE agency_id = :agencyId
         ORDER BY title, id LIMIT :limit`,
        { agencyId, limit },
      );
      const courses = await select<Choice>(
        tx,
        `SELECT k.id AS "id", k.title AS "title" FROM ${table('courses')} k
         WHERE k.agency_id = :agencyId OR k.agency_id IS NULL OR k.id IN
           (SELECT cs.course_id FROM ${table('course_shares')} cs WHERE cs.agency_id = :agencyId)
         ORDER BY k.title, k.id LIMIT :limit`,
        { agencyId, limit },
      );
      return { assignments, courses };
    },
  };
}

/** See `createStatusStore`. */
export type StatusStore = ReturnType<typeof createStatusStore>;
