import { addDays, type Tx } from '../../platform/index.ts';
import type { ReportReader } from '../report-reader.ts';
import type { AsOf } from '../standing/as-of.ts';
import type { Scope } from '../standing/scope.ts';
import { placedSql, type Table } from '../standing/standing-sql.ts';

/** Certificates of a month, `2026-12`. */
export interface MonthCount {
  readonly month: string;
  readonly count: number;
}

/** What expires. */
export interface ExpiryAhead {
  readonly months: readonly MonthCount[];
  readonly people: number;
}

/** Days ahead in which what expires is told as a task. */
export const SOON_DAYS = 30;

/** Certificates that count on `:day`: issued by then, not void, and followed by no newer one of the same course. */
export const standingCertificateSql = (table: Table, c: string): string =>
  `${c}.issued_on <= :day AND ${c}.created_at <= :until
   AND NOT EXISTS (SELECT 1 FROM ${table('certificate_decisions')} cd WHERE cd.certificate_id = ${c}.id
     AND cd.decision = 'void' AND cd.at <= :until)
   AND NOT EXISTS (SELECT 1 FROM ${table('certificates')} cn WHERE cn.person_id = ${c}.person_id
     AND cn.agency_id = ${c}.agency_id AND cn.course_id = ${c}.course_id AND cn.id <> ${c}.id
     AND cn.created_at <= :until AND (cn.issued_on > ${c}.issued_on OR (cn.issued_on = ${c}.issued_on AND cn.id > ${c}.id)))`;

/** SQL over what expires when. */
export function createExpiryStore({ table, select }: ReportReader) {
  const from = (scope: Scope): string =>
    scope.kind === 'agency'
      ? `${table('certificates')} c WHERE c.agency_id = :scope`
      : `(${placedSql(scope, table)}) pp JOIN ${table('certificates')} c
          ON c.person_id = pp.person_id AND c.agency_id = pp.agency_id WHERE 1 = 1`;

  return {
    /**
     * Certificates that expire from the day on and before another, which lies further ahead than {@link SOON_DAYS}, by month, and how many officers hold one that expires within those; a district's are those of officers placed at its schools.
     */
    async ahead(tx: Tx, scope: Scope, { day, until }: AsOf, before: string): Promise<ExpiryAhead> {
      const sql = `WITH ahead AS MATERIALIZED (SELECT c.person_id, c.expires_on FROM ${from(scope)}
          AND COALESCE(c.expires_on, '') >= :day AND COALESCE(c.expires_on, '') < :before AND ${standingCertificateSql(table, 'c')})
        SELECT substr(expires_on, 1, 7) AS "month", COUNT(*) AS "count" FROM ahead
          GROUP BY substr(expires_on, 1, 7)
        UNION ALL SELECT '', COUNT(DISTINCT person_id) FROM ahead WHERE expires_on <= :soon`;
      const values = { scope: scope.id, day, until, before, soon: addDays(day, SOON_DAYS) };
      const rows = await select<{ month: string; count: number | string }>(tx, sql, values);
      const counts = rows.map(({ month, count }) => ({ month, count: Number(count) }));
      return {
        months: counts.filter(({ month }) => month !== ''),
        people: counts.find(({ month }) => month === '')?.count ?? 0,
      };
    },
  };
}

/** See `createExpiryStore`. */
export type ExpiryStore = ReturnType<typeof createExpiryStore>;
