import type { Tx } from '../../platform/index.ts';
import type { AssignmentModels, AssignmentRow } from '../assignments/assignment-model.ts';
import type { CorrectionRow, ExemptionRow, VerdictModels, VerdictRow } from '../judging/verdict-model.ts';

/** What certificates and transcripts read of verdicts, corrections and assignments. */
export function createRecordStore(verdictModels: VerdictModels, assignmentModels: AssignmentModels) {
  const { verdicts, corrections, exemptions } = verdictModels;
  const { assignments } = assignmentModels;
  return {
    async verdict(tx: Tx | null, id: string): Promise<VerdictRow | null> {
      return verdicts.findOne({ where: { id }, transaction: tx, raw: true });
    },

    /** Every verdict of a person in every agency, oldest first. */
    async verdictsOf(tx: Tx | null, personId: string): Promise<VerdictRow[]> {
      return verdicts.findAll({ where: { personId }, order: ['at', 'id'], transaction: tx, raw: true });
    },

    /** Signed corrections of a person, withdrawn ones too, oldest first. */
    async correctionsOf(tx: Tx | null, personId: string): Promise<CorrectionRow[]> {
      return corrections.findAll({ where: { personId }, order: ['createdAt', 'id'], transaction: tx, raw: true });
    },

    async exemptionsOf(tx: Tx | null, personId: string): Promise<ExemptionRow[]> {
      return exemptions.findAll({ where: { personId }, order: ['createdAt', 'id'], transaction: tx, raw: true });
    },

    async assignments(tx: Tx | null, ids: readonly string[]): Promise<AssignmentRow[]> {
      if (ids.length === 0) return [];
      return assignments.findAll({ where: { id: [...ids] }, transaction: tx, raw: true });
    },
  };
}

/** See `createRecordStore`. */
export type RecordStore = ReturnType<typeof createRecordStore>;
