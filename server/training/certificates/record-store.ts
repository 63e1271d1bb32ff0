import type { RowModel, Tx } from '../../platform/index.ts';
import type { AssignmentModels, AssignmentRow } from '../assignments/assignment-model.ts';
import type { CorrectionRow, ExemptionRow, VerdictModels, VerdictRow } from '../judging/verdict-model.ts';

/** What certificates and transcripts read of verdicts, corrections and assignments. */
export function createRecordStore(verdictModels: VerdictModels, assignmentModels: AssignmentModels) {
  const { verdicts, corrections, exemptions } = verdictModels;
  const { assignments } = assignmentModels;
  return {
    async verdict(tx: Tx | null, id: string): Promise<VerdictRow | null> {
      return (await verdicts.findOne({ where: { id }, transaction: tx }))?.get({ plain: true }) ?? null;
    },

    /** Every verdict of a person in every agency, oldest first. */
    async verdictsOf(tx: Tx | null, personId: string): Promise<VerdictRow[]> {
      return plain(await verdicts.findAll({ where: { personId }, order: ['at', 'id'], transaction: tx }));
    },

    /** Signed corrections of a person, withdrawn ones too, oldest first. */
    async correctionsOf(tx: Tx | null, personId: string): Promise<CorrectionRow[]> {
      return plain(await corrections.findAll({ where: { personId }, order: ['createdAt', 'id'], transaction: tx }));
    },

    async exemptionsOf(tx: Tx | null, personId: string): Promise<ExemptionRow[]> {
      return plain(await exemptions.findAll({ where: { personId }, order: ['createdAt', 'id'], transaction: tx }));
    },

    async assignments(tx: Tx | null, ids: readonly string[]): Promise<AssignmentRow[]> {
      if (ids.length === 0) return [];
      return plain(await assignments.findAll({ where: { id: [...ids] }, transaction: tx }));
    },
  };
}

/** See `createRecordStore`. */
export type RecordStore = ReturnType<typeof createRecordStore>;

/** Not `raw`: SQLite would give days and times as text. */
function plain<Row extends object>(rows: readonly RowModel<Row>[]): Row[] {
  return rows.map((row): Row => row.get({ plain: true }));
}
