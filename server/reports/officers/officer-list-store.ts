import { addDays, type Tx } from '../../platform/index.ts';
import { SOON_DAYS } from '../schools/expiry-store.ts';
import { inOrder, orderOf, pageSlice } from '../page-slice.ts';
import type { ReportReader } from '../report-reader.ts';
import type { AsOf } from '../standing/as-of.ts';
import { runningSql, selectedSql, waitingSql } from '../standing/standing-sql.ts';
import { officerFilter } from './officer-filter.ts';
import type { OfficersWanted } from './officer-input.ts';

/** Lines of a page of officers. */
export const OFFICERS_PAGE = 50;
/** Lines that an export reads at a time. */
const EXPORT_PAGE = 500;

/** An officer of the agency. */
export interface OfficerFacts {
  readonly personId: string;
  readonly rank: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string | null;
}

/** Where an officer of a list is placed today. */
export interface OfficerPlacement {
  readonly personId: string;
  readonly school: string;
  readonly schoolId: string;
  readonly isSelected: boolean;
}

const NAME = `lower(p.family_name || ' ' || p.given_name)`;

/** SQL over the officers of an agency: a page of them, then what stands beside their names, each in one statement. */
export function createOfficerListStore({ table, select }: ReportReader) {
  const columns = `m.person_id AS "personId", p.rank AS "rank", p.given_name AS "givenName",
    p.family_name AS "familyName", p.email AS "email"`;

  function asked(agencyId: string, { status, search }: Pick<OfficersWanted, 'status' | 'search'>, asOf: AsOf) {
    const words = search.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 5);
    const searched = words.map((_word, at) => ` AND (${NAME} LIKE :word${at} OR p.email LIKE :word${at})`).join('');
    const member = `m.organisation_type = 'agency' AND m.organisation_id = :agencyId AND m.role = 'officer'`;
    return {
      members: `${table('memberships')} m`,
      people: `JOIN ${table('people')} p ON p.id = m.person_id`,
      isSearched: searched !== '',
      where: `WHERE ${member} AND m.ended_at IS ${status === 'left' ? 'NOT NULL' : 'NULL'}${officerFilter(status, table)}${searched}`,
      values: {
        agencyId,
        day: asOf.day,
        until: asOf.until,
        soon: addDays(asOf.day, SOON_DAYS),
        ...Object.fromEntries(words.map((word, at) => [`word${at}`, `%${word.replaceAll(/[%_]/g, '')}%`])),
      },
    };
  }

  return {
    /** One page, and how many officers there are. Who is among them is asked once: a narrowed list counts itself. */
    async page(tx: Tx, agencyId: string, wanted: OfficersWanted, asOf: AsOf) {
      const { members, people, isSearched, where, values } = asked(agencyId, wanted, asOf);
      const count = async (): Promise<number> => {
        const sql = `SELECT COUNT(*) AS "total" FROM ${members} ${isSearched ? people : ''} ${where}`;
        return Number((await select<{ total: number | string }>(tx, sql, values))[0]?.total ?? 0);
      };
      const isNarrowed = isSearched || (wanted.status !== 'all' && wanted.status !== 'left');
      const known = isNarrowed ? null : await count();
      const slice = pageSlice((wanted.page - 1) * OFFICERS_PAGE, OFFICERS_PAGE, known);
      const isByDue = wanted.sort === 'due';
      const isUp = wanted.direction !== 'desc';
      const due = `LEFT JOIN (SELECT e.person_id, MIN(e.due_on) AS due FROM ${table('enrollments')} e
          WHERE e.agency_id = :agencyId AND e.closed_at IS NULL AND ${waitingSql(table, 'e')} GROUP BY e.person_id) w
        ON w.person_id = m.person_id`;
      const order = orderOf(
        [...(isByDue ? [['due_key', isUp] as const] : []), ['name_key', isByDue || isUp], ['person_key', true]],
        slice,
      );
      const found = `SELECT m.person_id AS person_key, ${NAME} AS name_key, ${isByDue ? `COALESCE(w.due, '9999')` : `''`} AS due_key,
          ${isNarrowed ? 'COUNT(*) OVER ()' : ':known'} AS total
        FROM ${members} ${people} ${isByDue ? due : ''} ${where} ORDER BY ${order} LIMIT :limit OFFSET :offset`;
      const rows = await select<OfficerFacts & { total: number | string }>(
        tx,
        `SELECT f.person_key AS "personId", p.rank AS "rank", p.given_name AS "givenName", p.family_name AS "familyName",
           p.email AS "email", f.total AS "total"
         FROM (${found}) f JOIN ${table('people')} p ON p.id = f.person_key ORDER BY ${order}`,
        { ...values, known, limit: slice.limit, offset: slice.offset },
      );
      const total = known ?? rows[0]?.total ?? (await count());
      return { rows: inOrder(rows, slice), total: Number(total) };
    },

    /** Officers after a person, for an export. */
    async after(tx: Tx, agencyId: string, wanted: OfficersWanted, asOf: AsOf, after: string | null) {
      const { members, people, where, values } = asked(agencyId, wanted, asOf);
      const rows = await select<OfficerFacts>(
        tx,
        `SELECT ${columns} FROM ${members} ${people} ${where} AND m.person_id > :after ORDER BY m.person_id LIMIT :limit`,
        { ...values, after: after ?? '', limit: EXPORT_PAGE },
      );
      return { rows, next: rows.length < EXPORT_PAGE ? null : (rows.at(-1)?.personId ?? null) };
    },

    /** Where some of them are placed today. */
    async placements(tx: Tx, agencyId: string, personIds: readonly string[], { day, until }: AsOf) {
      if (personIds.length === 0) return [];
      const sql = `SELECT pl.person_id AS "personId", s.id AS "schoolId", s.name AS "school",
          CASE WHEN ${selectedSql(table, 'pl')} THEN 1 ELSE 0 END AS "isSelected"
        FROM ${table('placements')} pl JOIN ${table('schools')} s ON s.id = pl.school_id
        WHERE pl.person_id IN (:personIds) AND pl.agency_id = :agencyId AND ${runningSql(table, 'pl')}
        ORDER BY pl.starts_on, pl.id`;
      const rows = await select<Omit<OfficerPlacement, 'isSelected'> & { isSelected: number }>(tx, sql, {
        agencyId,
        personIds,
        day,
        until,
      });
      return rows.map((row): OfficerPlacement => ({ ...row, isSelected: row.isSelected === 1 }));
    },
  };
}

/** See `createOfficerListStore`. */
export type OfficerListStore = ReturnType<typeof createOfficerListStore>;
