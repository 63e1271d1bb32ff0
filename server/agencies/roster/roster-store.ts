import { Op } from 'sequelize';
import type { Tx } from '../../platform/index.ts';
import type { RosterImportRow, RosterModel } from './roster-model.ts';

/** SQL over imports. */
export function createRosterStore(Imports: RosterModel) {
  return {
    async insert(tx: Tx, row: RosterImportRow): Promise<void> {
      await Imports.create(row, { transaction: tx });
    },

    async byId(tx: Tx | null, where: { id: string; agencyId?: string }): Promise<RosterImportRow | null> {
      return (await Imports.findOne({ where, transaction: tx }))?.get({ plain: true }) ?? null;
    },

    /** Changes an import that still stands where the caller saw it; false when it does not. */
    async move(
      tx: Tx,
      { id, state, done, planSha256 }: Pick<RosterImportRow, 'id' | 'state' | 'done' | 'planSha256'>,
      values: Partial<RosterImportRow>,
    ): Promise<boolean> {
      const [count] = await Imports.update(values, { where: { id, state, done, planSha256 }, transaction: tx });
      return count === 1;
    },

    /** Deletes lists of names that nobody needs any more. */
    async sweep(tx: Tx, checkedBefore: Date, doneBefore: Date): Promise<void> {
      await Imports.destroy({
        where: {
          [Op.or]: [
            { state: 'checked', updatedAt: { [Op.lt]: checkedBefore } },
            { state: 'done', updatedAt: { [Op.lt]: doneBefore } },
          ],
        },
        transaction: tx,
      });
    },
  };
}

/** See `createRosterStore`. */
export type RosterStore = ReturnType<typeof createRosterStore>;
