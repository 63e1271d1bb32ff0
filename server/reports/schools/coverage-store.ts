import { addDays, type Tx } from '../../platform/index.ts';
import type { ReportReader } from '../report-reader.ts';
import type { AsOf } from '../standing/as-of.ts';
import type { Scope } from '../standing/scope.ts';
import { runningSql, scopeSql, selectedSql } from '../standing/standing-sql.ts';

/** A school as the reports know it. */
export interface SchoolFacts {
  readonly id: string;
  readonly name: string;
  readonly districtName: string;
  /** Of the agency that had an officer there last; null for none. */
  readonly lastAgencyName: string | null;
}

/** An officer at a school on the day of the report. */
export interface PlacementFacts {
  readonly placementId: string;
  readonly schoolId: string;
  readonly personId: string;
  readonly agencyId: string;
  readonly agencyName: string;
  readonly name: string;
  readonly since: string;
  readonly isSelected: boolean;
}

type PlacementLine = Omit<PlacementFacts, 'name' | 'isSelected'> & {
  rank: string;
  given: string;
  family: string;
  isSelected: number;
};

/** Days for which a school stays in an agency's picture after its last officer left. */
const REMEMBERED_DAYS = 365;

const values = ({ id }: Scope, { day, until }: AsOf, more: object = {}) => ({
  scope: id,
  day,
  until,
  since: addDays(day, -REMEMBERED_DAYS),
  ...more,
});

/** SQL over schools and who is placed there. */
export function createCoverageStore({ table, select }: ReportReader) {
  /** The schools of a district; of an agency those where it has, or had within a year, an officer. */
  const inScope = ({ kind }: Scope): string =>
    kind === 'district'
      ? `s.district_id = :scope AND s.created_at <= :until`
      : `s.id IN (SELECT ps.school_id FROM ${table('placements')} ps WHERE ps.agency_id = :scope
          AND ps.starts_on <= :day AND ps.created_at <= :until AND (ps.ends_on IS NULL OR ps.ends_on >= :since))`;

  async function schools(tx: Tx, scope: Scope, asOf: AsOf, only = '', more: object = {}): Promise<SchoolFacts[]> {
    const visible = scope.kind === 'agency' ? 'AND pl.agency_id = :scope' : '';
    const sql = `SELECT s.id AS "id", s.name AS "name", d.name AS "districtName",
        (SELECT g.name FROM ${table('placements')} pl JOIN ${table('agencies')} g ON g.id = pl.agency_id
          WHERE pl.school_id = s.id AND pl.starts_on <= :day AND pl.created_at <= :until ${visible}
          ORDER BY pl.starts_on DESC, pl.id DESC LIMIT 1) AS "lastAgencyName"
      FROM ${table('schools')} s JOIN ${table('districts')} d ON d.id = s.district_id
      WHERE ${inScope(scope)} ${only} ORDER BY lower(s.name), s.id`;
    return select<SchoolFacts>(tx, sql, values(scope, asOf, more));
  }

  return {
    /** Every school in the scope, by name. */
    schools: (tx: Tx, scope: Scope, asOf: AsOf): Promise<SchoolFacts[]> => schools(tx, scope, asOf),

    /** One of them; null for a school that the scope does not see. */
    school: async (tx: Tx, scope: Scope, asOf: AsOf, schoolId: string): Promise<SchoolFacts | null> =>
      (await schools(tx, scope, asOf, 'AND s.id = :schoolId', { schoolId }))[0] ?? null,

    /** Placements that run on the day, at one school or at all of the scope. */
    async placements(tx: Tx, scope: Scope, asOf: AsOf, schoolId: string | null = null): Promise<PlacementFacts[]> {
      const sql = `SELECT pl.id AS "placementId", pl.school_id AS "schoolId", pl.person_id AS "personId",
          pl.agency_id AS "agencyId", g.name AS "agencyName", p.rank AS "rank", p.given_name AS "given",
          p.family_name AS "family", pl.starts_on AS "since",
          CASE WHEN ${selectedSql(table, 'pl')} THEN 1 ELSE 0 END AS "isSelected"
        FROM ${table('placements')} pl JOIN ${table('people')} p ON p.id = pl.person_id
        JOIN ${table('agencies')} g ON g.id = pl.agency_id
        WHERE ${scopeSql(scope, table, 'pl')} AND ${runningSql(table, 'pl')}
          ${schoolId === null ? '' : 'AND pl.school_id = :schoolId'}
        ORDER BY pl.starts_on, pl.id`;
      const rows = await select<PlacementLine>(tx, sql, values(scope, asOf, { schoolId }));
      return rows.map(({ rank, given, family, isSelected, ...row }) => ({
        ...row,
        name: `${rank} ${given} ${family}`.trim(),
        isSelected: isSelected === 1,
      }));
    },
  };
}

/** See `createCoverageStore`. */
export type CoverageStore = ReturnType<typeof createCoverageStore>;
