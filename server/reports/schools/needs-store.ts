import type { Tx } from '../../platform/index.ts';
import type { ReportReader } from '../report-reader.ts';
import type { AsOf } from '../standing/as-of.ts';
import { runningSql, selectedSql, waitingSql } from '../standing/standing-sql.ts';

/** What waits for a supervisor of an agency, counted. */
export interface NeedCounts {
  /** Like the next two and `withdrawn`, but the reader's own: somebody else decides about it. */
  readonly claims: number;
  /** Practical parts that a supervisor signs. */
  readonly practicals: number;
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
    claims: count(
      '*',
      `${table('skill_claims')} k WHERE k.agency_id = :agencyId AND k.state = 'pending' AND k.person_id <> :reader`,
    ),
    // As the page of practicals lists them: of running assignments that ask a supervisor, unsigned for this cycle.
    practicals: count(
      '*',
      `${table('enrollments')} e JOIN ${table('assignments')} a ON a.id = e.assignment_id
        WHERE e.agency_id = :agencyId AND e.closed_at IS NULL AND e.outcome IN ('in-progress', 'not-started')
        AND e.person_id <> :reader AND a.ended_at IS NULL
        AND (a.policy LIKE '%"practical":"supervisor"%' OR a.policy LIKE '%"practical":"either"%')
        AND NOT EXISTS (SELECT 1 FROM ${table('corrections')} k WHERE k.agency_id = e.agency_id
          AND k.person_id = e.person_id AND k.course_id = e.course_id AND k.kind = 'practical-signed'
          AND k.withdrawn_at IS NULL AND (k.assignment_id IS NULL OR k.assignment_id = e.assignment_id)
          AND (e.counts_from IS NULL OR k.happened_on >= e.counts_from))`,
    ),
    outside: count(
      '*',
      `${table('outside_trainings')} o WHERE o.agency_id = :agencyId AND o.state = 'pending' AND o.person_id <> :reader`,
    ),
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
        WHERE c.agency_id = :agencyId AND c.person_id <> :reader AND v.state = 'withdrawn'
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
    /** For a reader, whose own is for somebody else. */
    async ofAgency(tx: Tx, agencyId: string, reader: string, { day, until }: AsOf): Promise<NeedCounts> {
      const [row] = await select<Record<keyof NeedCounts, number | string>>(tx, sql, {
        agencyId,
        reader,
        day,
        until,
      });
      const of = (name: keyof NeedCounts): number => Number(row?.[name] ?? 0);
      return {
        claims: of('claims'),
        practicals: of('practicals'),
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
