import type { Tx } from '../../platform/index.ts';
import type { ReportReader } from '../report-reader.ts';
import type { AsOf } from './as-of.ts';
import type { EnrollmentFacts } from './enrollment-facts.ts';
import { createHistoryStore } from './history-store.ts';
import { personStandings, type PersonStanding } from './person-standing.ts';
import type { Scope } from './scope.ts';
import { standingOn, type Standing } from './standing-on.ts';
import { placedSql, waitingSql } from './standing-sql.ts';
import { ENROLLMENT_COLUMNS, enrollmentOf, type EnrollmentLine } from './enrollment-line.ts';

type SumLine = Record<'open' | 'waiting' | 'overdue', number | string> & {
  personId: string;
  agencyId: string;
  nextDue: string | null;
};

interface Asked {
  /** Tables and joins, `e` among them. */
  readonly from: string;
  readonly where: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** SQL over how people stand: sums of today out of the enrollments, those of a past day out of the verdicts. */
export function createStandingStore({ table, select }: ReportReader) {
  const history = createHistoryStore({ table, select });

  async function sums(tx: Tx, { from, where, values }: Asked): Promise<PersonStanding[]> {
    // Made once: a database that folds the inner question into the outer one would ask it three times of each row.
    const sql = `WITH w AS MATERIALIZED (SELECT e.person_id, e.agency_id, e.due_on,
          CASE WHEN ${waitingSql(table, 'e')} THEN 1 ELSE 0 END AS waiting
        FROM ${from} WHERE ${where} AND e.closed_at IS NULL)
      SELECT w.person_id AS "personId", w.agency_id AS "agencyId", COUNT(*) AS "open",
        SUM(w.waiting) AS "waiting", SUM(CASE WHEN w.waiting = 1 AND w.due_on < :day THEN 1 ELSE 0 END) AS "overdue",
        MIN(CASE WHEN w.waiting = 1 THEN w.due_on END) AS "nextDue"
      FROM w GROUP BY w.person_id, w.agency_id`;
    const rows = await select<SumLine>(tx, sql, values);
    return rows.map(({ personId, agencyId, open, waiting, overdue, nextDue }) => ({
      personId,
      agencyId,
      open: Number(open),
      waiting: Number(waiting),
      overdue: Number(overdue),
      nextDue,
    }));
  }

  /** Enrollments as they stood on a day: three statements more than for today, whatever their number. */
  async function standings(tx: Tx, asOf: AsOf, facts: readonly EnrollmentFacts[]): Promise<Standing[]> {
    const told = await history.of(tx, asOf, facts);
    return facts.flatMap((one) => standingOn(asOf, one, told(one)) ?? []);
  }

  async function onPastDay(tx: Tx, asOf: AsOf, { from, where, values }: Asked): Promise<PersonStanding[]> {
    const sql = `SELECT ${ENROLLMENT_COLUMNS} FROM ${from} JOIN ${table('assignments')} a ON a.id = e.assignment_id
      WHERE ${where} AND e.created_at <= :until ORDER BY e.id`;
    const rows = await select<EnrollmentLine>(tx, sql, values);
    return personStandings(await standings(tx, asOf, rows.map(enrollmentOf)), asOf.day);
  }

  async function sumsOn(tx: Tx, asOf: AsOf, asked: Asked): Promise<PersonStanding[]> {
    const values = { ...asked.values, day: asOf.day, until: asOf.until };
    return asOf.isToday ? sums(tx, { ...asked, values }) : onPastDay(tx, asOf, { ...asked, values });
  }

  const placedIn = (scope: Scope, only = '') => ({
    from: `(${placedSql(scope, table)} ${only}) pp
      JOIN ${table('enrollments')} e ON e.person_id = pp.person_id AND e.agency_id = pp.agency_id`,
    where: '1 = 1',
  });

  return {
    /** Sums of everyone placed in the scope on the day. */
    ofPlaced: (tx: Tx, scope: Scope, asOf: AsOf): Promise<PersonStanding[]> =>
      sumsOn(tx, asOf, { ...placedIn(scope), values: { scope: scope.id } }),

    /** Sums of those placed at one school. */
    atSchool: (tx: Tx, scope: Scope, asOf: AsOf, schoolId: string): Promise<PersonStanding[]> =>
      sumsOn(tx, asOf, { ...placedIn(scope, 'AND pl.school_id = :schoolId'), values: { scope: scope.id, schoolId } }),

    /** Sums of some people of an agency. */
    async ofPeople(tx: Tx, agencyId: string, personIds: readonly string[], asOf: AsOf): Promise<PersonStanding[]> {
      if (personIds.length === 0) return [];
      return sumsOn(tx, asOf, {
        from: `${table('enrollments')} e`,
        where: 'e.person_id IN (:personIds) AND e.agency_id = :agencyId',
        values: { personIds, agencyId },
      });
    },

    /** Enrollments that are at hand, as they stood on a day. */
    standings,
  };
}

/** See `createStandingStore`. */
export type StandingStore = ReturnType<typeof createStandingStore>;
