import { QueryTypes } from 'sequelize';
import type { Database, Tx } from '../../platform/index.ts';
import type { EnrollmentRow } from '../assignments/assignment-model.ts';

/** An enrollment whose practical part nobody has signed, with the names that a signer knows it by. */
export interface WaitingPractical extends Pick<
  EnrollmentRow,
  'id' | 'personId' | 'courseId' | 'assignmentId' | 'outcome' | 'reasons' | 'dueOn'
> {
  readonly rank: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly courseTitle: string;
  readonly assignmentTitle: string;
  /** JSON of the policy that says who signs. */
  readonly policy: string;
}

/** More than anybody signs at once; the rest comes after. */
export const MOST_WAITING = 200;

/** SQL over practical parts that wait; people and courses belong to the rooms below and are only read. */
export function createPracticalStore({ sequelize, tablePrefix }: Database) {
  const quote = (name: string): string => sequelize.getQueryInterface().quoteIdentifier(name);
  const table = (name: string): string => quote(tablePrefix + name);
  const columns = `e.id, e.person_id AS "personId", e.course_id AS "courseId", e.assignment_id AS "assignmentId",
    e.outcome, e.reasons, e.due_on AS "dueOn", p.given_name AS "givenName", p.family_name AS "familyName",
    p.${quote('rank')} AS "rank", c.title AS "courseTitle", a.title AS "assignmentTitle", a.policy`;
  const from = `${table('enrollments')} e JOIN ${table('people')} p ON p.id = e.person_id
    JOIN ${table('courses')} c ON c.id = e.course_id JOIN ${table('assignments')} a ON a.id = e.assignment_id`;
  // As judging counts it: for the assignment or for all, not withdrawn, of this cycle.
  const unsigned = `e.closed_at IS NULL AND e.outcome IN ('in-progress', 'not-started') AND NOT EXISTS (
    SELECT 1 FROM ${table('corrections')} k WHERE k.agency_id = e.agency_id AND k.person_id = e.person_id
      AND k.course_id = e.course_id AND k.kind = 'practical-signed' AND k.withdrawn_at IS NULL
      AND (k.assignment_id IS NULL OR k.assignment_id = e.assignment_id)
      AND (e.counts_from IS NULL OR k.happened_on >= e.counts_from))`;

  async function select(tx: Tx | null, where: string, replacements: Record<string, unknown>) {
    const sql = `SELECT ${columns} FROM ${from} WHERE e.agency_id = :agencyId AND ${where}`;
    return sequelize.query<WaitingPractical>(sql, { replacements, type: QueryTypes.SELECT, transaction: tx });
  }

  return {
    /** Of some assignments, but those of `but`: who has begun comes first, then who is due soonest. */
    waiting(
      tx: Tx | null,
      { agencyId, assignmentIds, but }: { agencyId: string; assignmentIds: readonly string[]; but: string },
    ): Promise<WaitingPractical[]> {
      if (assignmentIds.length === 0) return Promise.resolve([]);
      const where = `e.assignment_id IN (:ids) AND e.person_id <> :but AND ${unsigned}
        ORDER BY e.outcome, COALESCE(e.due_on, '9999-12-31'), e.id LIMIT ${MOST_WAITING}`;
      return select(tx, where, { agencyId, ids: [...assignmentIds], but });
    },

    /** One of the agency, whether or not it still waits; null where there is none. */
    async one(tx: Tx, agencyId: string, id: string): Promise<WaitingPractical | null> {
      const [found] = await select(tx, 'e.id = :id', { agencyId, id });
      return found ?? null;
    },

    async isWaiting(tx: Tx, agencyId: string, id: string): Promise<boolean> {
      return (await select(tx, `e.id = :id AND ${unsigned}`, { agencyId, id })).length > 0;
    },
  };
}

/** See `createPracticalStore`. */
export type PracticalStore = ReturnType<typeof createPracticalStore>;
