import type { Scope } from './scope.ts';

/** Names a table, quoted and with its prefix. */
export type Table = (name: string) => string;

/** Complete and not expired on `:day`, or waived. */
const doneSql = (e: string): string =>
  `(${e}.outcome = 'waived' OR (${e}.outcome = 'complete' AND (${e}.expires_on IS NULL OR ${e}.expires_on >= :day)))`;

/**
 * Not done on `:day`, where no other cycle of the same course does it or stands for it; asked of open enrollments. Another one of
 * the three ids has another cycle, which the index knows; the row's own id it does not.
 */
export const waitingSql = (table: Table, e: string): string =>
  `(NOT ${doneSql(e)} AND NOT EXISTS (SELECT 1 FROM ${table('enrollments')} o WHERE o.assignment_id = ${e}.assignment_id
    AND o.person_id = ${e}.person_id AND o.course_id = ${e}.course_id AND o.cycle <> ${e}.cycle
    AND (o.cycle > ${e}.cycle OR (o.outcome = 'complete' AND (o.expires_on IS NULL OR o.expires_on >= :day)))))`;

/** A placement that ran on `:day` as it was known at `:until`, of somebody who had not left; an end that was written later was not known. */
export const runningSql = (table: Table, pl: string): string =>
  `(${pl}.starts_on <= :day AND ${pl}.created_at <= :until
    AND (${pl}.ends_on IS NULL OR ${pl}.ends_on >= :day OR ${pl}.updated_at > :until)
    AND EXISTS (SELECT 1 FROM ${table('memberships')} mm WHERE mm.person_id = ${pl}.person_id
      AND mm.organisation_type = 'agency' AND mm.organisation_id = ${pl}.agency_id
      AND (mm.ended_at IS NULL OR mm.ended_at > :until)))`;

/** Selected for the school of a placement, or for any, as it was known at `:until`. */
export const selectedSql = (table: Table, pl: string): string =>
  `EXISTS (SELECT 1 FROM ${table('selections')} se WHERE se.person_id = ${pl}.person_id AND se.agency_id = ${pl}.agency_id
    AND se.decision = 'selected' AND (se.school_id IS NULL OR se.school_id = ${pl}.school_id)
    AND se.decided_on <= :day AND se.created_at <= :until AND (se.withdrawn_at IS NULL OR se.withdrawn_at > :until))`;

/** Placements of a scope (`:scope`): an agency's own, or those at the schools of a district. */
export const scopeSql = ({ kind }: Scope, table: Table, pl: string): string =>
  kind === 'agency'
    ? `${pl}.agency_id = :scope`
    : `${pl}.school_id IN (SELECT sd.id FROM ${table('schools')} sd WHERE sd.district_id = :scope)`;

/** Agency and person of each officer placed in a scope on `:day`. */
export const placedSql = (scope: Scope, table: Table): string =>
  `SELECT DISTINCT pl.agency_id, pl.person_id FROM ${table('placements')} pl
   WHERE ${scopeSql(scope, table, 'pl')} AND ${runningSql(table, 'pl')}`;
