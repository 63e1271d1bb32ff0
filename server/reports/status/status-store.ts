import type { Tx } from '../../platform/index.ts';
import { inOrder, orderOf, pageSlice } from '../page-slice.ts';
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

const NAME = `lower(p.family_name || ' ' || p.given_name)`;
const PEOPLE_ORDER = [
  ['name', true],
  ['p.id', true],
] as const;
const LINE_ORDER = [
  ['n.name', true],
  ['e.person_id', true],
  ['a.title', true],
  ['e.position', true],
  ['e.id', true],
] as const;

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
  const joins = `JOIN ${table('assignments')} a ON a.id = e.assignment_id
    JOIN ${table('courses')} k ON k.id = e.course_id JOIN ${table('people')} p ON p.id = e.person_id`;

  function where({ assignment, course, school }: Filter, { isToday }: AsOf): string {
    return [
      // Of today every row is known, so that an index alone can tell.
      isToday
        ? `e.agency_id = :agencyId AND e.closed_at IS NULL`
        : `e.agency_id = :agencyId AND e.created_at <= :until AND (e.closed_at IS NULL OR e.closed_at > :until)`,
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
        `SELECT COUNT(*) AS "total" FROM ${table('enrollments')} e WHERE ${where(filter, asOf)}`,
        values(agencyId, filter, asOf),
      );
      const total = Number(counted?.total ?? 0);
      const slice = pageSlice(offset, limit, total);
      // Nobody has less than one line: the page lies within those of so many people, and only their lines are sorted.
      const named = `SELECT p.id, ${NAME} AS name FROM ${table('people')} p
        WHERE p.id IN (SELECT e.person_id FROM ${table('enrollments')} e WHERE ${where(filter, asOf)})
        ORDER BY ${orderOf(PEOPLE_ORDER, slice)} LIMIT :people`;
      const rows = await select<StatusLine>(
        tx,
        `SELECT ${columns} FROM (${named}) n JOIN ${table('enrollments')} e ON e.person_id = n.id ${joins}
         WHERE ${where(filter, asOf)} ORDER BY ${orderOf(LINE_ORDER, slice)} LIMIT :limit OFFSET :offset`,
        values(agencyId, filter, asOf, { ...slice, people: slice.offset + slice.limit }),
      );
      return { rows: inOrder(rows, slice).map(factsOf), total };
    },

    /** Lines after an enrollment, for an export. */
    async after(tx: Tx, agencyId: string, filter: Filter, asOf: AsOf, after: string | null) {
      const rows = await select<StatusLine>(
        tx,
        `SELECT ${columns} FROM ${table('enrollments')} e ${joins} WHERE ${where(filter, asOf)} AND e.id > :after ORDER BY e.id LIMIT :limit`,
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
