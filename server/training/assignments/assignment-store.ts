import { QueryTypes } from 'sequelize';
import type { Database, Tx } from '../../platform/index.ts';
import type { AssignmentModels, AssignmentRow, CurriculumRow } from './assignment-model.ts';

/** How many of an assignment's people stand where. */
export interface AssignmentCount {
  readonly assignmentId: string;
  readonly outcome: string;
  readonly people: number;
  readonly overdue: number;
}

/** SQL over curricula and assignments. */
export function createAssignmentStore(
  { sequelize, tablePrefix }: Database,
  { assignments, curricula }: AssignmentModels,
) {
  const table = (name: string): string => sequelize.getQueryInterface().quoteIdentifier(tablePrefix + name);

  return {
    async curricula(tx: Tx | null, agencyId: string): Promise<CurriculumRow[]> {
      const found = await curricula.findAll({ where: { agencyId }, order: TITLES, transaction: tx });
      return found.map((row) => row.get({ plain: true }));
    },

    async curriculum(tx: Tx | null, agencyId: string, id: string): Promise<CurriculumRow | null> {
      const found = await curricula.findOne({ where: { id, agencyId }, transaction: tx });
      return found?.get({ plain: true }) ?? null;
    },

    async addCurriculum(tx: Tx, row: CurriculumRow): Promise<void> {
      await curricula.create(row, { transaction: tx });
    },

    async changeCurriculum(tx: Tx, id: string, values: Partial<CurriculumRow>): Promise<void> {
      await curricula.update(values, { where: { id }, transaction: tx });
    },

    /** Every assignment of an agency, the latest first. */
    async all(tx: Tx | null, agencyId: string): Promise<AssignmentRow[]> {
      const found = await assignments.findAll({ where: { agencyId }, order: [['id', 'DESC']], transaction: tx });
      return found.map((row) => row.get({ plain: true }));
    },

    /** Those that hold now, of one agency or (null) of all. */
    async running(tx: Tx | null, agencyId: string | null): Promise<AssignmentRow[]> {
      const where = agencyId === null ? { endedAt: null } : { agencyId, endedAt: null };
      const found = await assignments.findAll({ where, order: [['id', 'ASC']], transaction: tx });
      return found.map((row) => row.get({ plain: true }));
    },

    async byIds(tx: Tx | null, ids: readonly string[]): Promise<AssignmentRow[]> {
      if (ids.length === 0) return [];
      const found = await assignments.findAll({ where: { id: [...ids] }, transaction: tx });
      return found.map((row) => row.get({ plain: true }));
    },

    async assignment(tx: Tx | null, agencyId: string, id: string): Promise<AssignmentRow | null> {
      const found = await assignments.findOne({ where: { id, agencyId }, transaction: tx });
      return found?.get({ plain: true }) ?? null;
    },

    async add(tx: Tx, row: AssignmentRow): Promise<void> {
      await assignments.create(row, { transaction: tx });
    },

    async change(tx: Tx, id: string, values: Partial<AssignmentRow>): Promise<void> {
      await assignments.update(values, { where: { id }, transaction: tx });
    },

    /** People by assignment and outcome, and how many of them are overdue on a day. */
    async counts(tx: Tx | null, agencyId: string, today: string): Promise<AssignmentCount[]> {
      const sql = `SELECT assignment_id AS "assignmentId", outcome AS "outcome", COUNT(DISTINCT person_id) AS "people",
          COUNT(DISTINCT CASE WHEN due_on < :today AND outcome NOT IN ('complete', 'waived') THEN person_id END) AS "overdue"
        FROM ${table('enrollments')} WHERE agency_id = :agencyId AND closed_at IS NULL
        GROUP BY assignment_id, outcome`;
      const rows = await sequelize.query<Record<keyof AssignmentCount, string>>(sql, {
        replacements: { agencyId, today },
        type: QueryTypes.SELECT,
        transaction: tx,
      });
      return rows.map(({ assignmentId, outcome, people, overdue }) => ({
        assignmentId,
        outcome,
        people: Number(people),
        overdue: Number(overdue),
      }));
    },
  };
}

const TITLES: [string, string][] = [
  ['title', 'ASC'],
  ['id', 'ASC'],
];

/** See `createAssignmentStore`. */
export type AssignmentStore = ReturnType<typeof createAssignmentStore>;
