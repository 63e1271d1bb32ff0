import type { Table } from '../standing/standing-sql.ts';
import { runningSql, selectedSql, waitingSql } from '../standing/standing-sql.ts';
import { standingCertificateSql } from '../schools/expiry-store.ts';
import type { OfficerStatus } from './officer-input.ts';

/** What a list is narrowed by: persons whose id is in a set of their own; values `:agencyId`, `:day`, `:until`, `:soon`. */
export function officerFilter(status: OfficerStatus, table: Table): string {
  const enrolled = `SELECT e.person_id FROM ${table('enrollments')} e WHERE e.agency_id = :agencyId AND e.closed_at IS NULL`;
  const placed = `SELECT pl.person_id FROM ${table('placements')} pl WHERE pl.agency_id = :agencyId AND ${runningSql(table, 'pl')}`;
  const waiting = waitingSql(table, 'e');
  switch (status) {
    case 'trained':
      return isIn(`${enrolled} GROUP BY e.person_id HAVING SUM(CASE WHEN ${waiting} THEN 1 ELSE 0 END) = 0`);
    case 'training':
      return isIn(`${enrolled} AND ${waiting}`);
    case 'overdue':
      return isIn(`${enrolled} AND e.due_on < :day AND ${waiting}`);
    case 'soon':
      return isIn(`${enrolled} AND e.due_on >= :day AND e.due_on <= :soon AND ${waiting}`);
    case 'unassigned':
      return isIn(
        `${placed} AND NOT EXISTS (SELECT 1 FROM ${table('enrollments')} e WHERE e.person_id = pl.person_id
          AND e.agency_id = pl.agency_id AND e.closed_at IS NULL)`,
      );
    case 'unselected':
      return isIn(`${placed} AND NOT ${selectedSql(table, 'pl')}`);
    case 'expiring':
      return isIn(
        `SELECT c.person_id FROM ${table('certificates')} c WHERE c.agency_id = :agencyId
          AND c.expires_on >= :day AND c.expires_on <= :soon AND ${standingCertificateSql(table, 'c')}`,
      );
    case 'all':
    case 'left':
    default:
      return '';
  }
}

const isIn = (people: string): string => ` AND m.person_id IN (${people})`;
