import type { Tx } from '../platform/index.ts';
import type { SelectionModels, SelectionRow } from './selection-model.ts';

/** SQL over selections. Withdrawn ones stay: they say who decided what and why. */
export function createSelectionStore({ selections }: SelectionModels) {
  return {
    async insert(tx: Tx, row: SelectionRow): Promise<void> {
      await selections.create(row, { transaction: tx });
    },

    /** Selections of a person in an agency, the last first. */
    async ofPerson(tx: Tx | null, agencyId: string, personId: string): Promise<SelectionRow[]> {
      const where = { agencyId, personId };
      const rows = await selections.findAll({ where, order: [['id', 'DESC']], transaction: tx });
      return rows.map((row) => row.get({ plain: true }));
    },

    /** False when somebody was faster. */
    async withdraw(
      tx: Tx,
      id: string,
      by: Pick<SelectionRow, 'withdrawnAt' | 'withdrawnBy' | 'withdrawnReason'>,
    ): Promise<boolean> {
      const [count] = await selections.update(by, { where: { id, withdrawnAt: null }, transaction: tx });
      return count === 1;
    },
  };
}

/** See `createSelectionStore`. */
export type SelectionStore = ReturnType<typeof createSelectionStore>;
