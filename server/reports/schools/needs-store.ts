import type { Tx } from '../../platform/index.ts';
import type { ReportReader } from '../report-reader.ts';
import type { AsOf } from '../standing/as-of.ts';
import { runningSql, selectedSql, waitingSql } from '../standing/standing-sql.ts';

/** What waits for a supervisor of an agency, counted. */
export interface NeedCounts {
  readonly claims: number;
  readonly outside: number;
  readonly unselected: number;
  readonly overdue: number;
  readonly withdrawn: number;
  readonly unassigned: number;
}

const count = (what: string, from: string): string => `(SELECT COUNT(${what}) FROM ${from})`;

/** SQL over what needs a decision; all of it in one statement. */
export function createNeedsStore({ table, select }: ReportReader) {
  const parts: Readonly<Record<keyof NeedCounts, string>> = {
    claims: count('*', `${table('skill_claims')} k WHERE k.agency_id = :agencyId AND k.state = 'pending'`),
    outside: count('*', `${table('outside_trainings')} o WHERE o.agency_id = :agencyId AND o.state = 'pending'`),
    unselected: count(
      'DISTINCT pl.person_id',
      `${table('placements')} pl WHERE pl.agency_id = :agencyId AND ${runningSql(table, 'pl')}
        AND NOT ${selectedSql(table, 'pl')}`,
    ),
    overdue: count(
      'DISTINCT e.person_id',
      `${table('enrollments')} e WHERE e.agency_id = :agencyId AND e.due_on < :day AND e.closed_at IS NULL
        AND e.paired_with IS NULL AND ${waitingSql(table, 'e')}`,
    ),
    withdrawn: count(
      '*',
      `${table('certificates')} c JOIN ${table('course_versions')} v ON v.id = c.version_id
        WHERE c.agency_id = :agencyId AND v.state = 'withdrawn'
        AND NOT EXISTS (SELECT 1 FROM ${table('certificate_decisions')} cd WHERE cd.certificate_id = c.id)`,
    ),
    unassigned: count(
      'DISTINCT pl.person_id',
      `${table('placements')} pl WHERE pl.agency_id = :agencyId AND ${runningSql(table, 'pl')}
        AND NOT EXISTS (SELECT 1 FROM ${table('enrollments')} e WHERE e.person_id = pl.person_id
          AND e.agency_id = pl.agency_id AND e.closed_at IS NULL)`,
    ),
  };
  const sql = `SELECT ${Object.entries(parts)
    .map(([name, part]) => `${part} AS "${name}"`)
    .join(', ')}`;

  return {
    async ofAgency(tx: Tx, agencyId: string, { day, until }: AsOf): Promise<NeedCounts> {
      const [row] = await select<Record<keyof NeedCounts, number | string>>(tx, sql, { agencyId, day, until });
      const of = (name: keyof NeedCounts): number => Number(row?.[name] ?? 0);
      return {
        claims: of('claims'),
        outside: of('outside'),
        unselected: of('unselected'),
        overdue: of('overdue'),
        withdrawn: of('withdrawn'),
        unassigned: of('unassigned'),
      };
    },
  };
}

/** See `createNeedsStore`. */
export type NeedsStore = ReturnType<typeof createNeedsStore>;
