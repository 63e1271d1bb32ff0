import type { RowModel, Tx } from '../../platform/index.ts';
import type { OutsideModels, OutsideTrainingRow } from './outside-model.ts';

/** SQL over training that somebody else gave. */
export function createOutsideStore({ outsideTrainings }: OutsideModels) {
  return {
    async byId(tx: Tx | null, id: string): Promise<OutsideTrainingRow | null> {
      return (await outsideTrainings.findByPk(id, { transaction: tx }))?.get({ plain: true }) ?? null;
    },

    /** The row, locked until the transaction ends, so that two decisions come one after the other. */
    async lock(tx: Tx, id: string): Promise<OutsideTrainingRow | null> {
      const row = await outsideTrainings.findByPk(id, { transaction: tx, lock: tx.LOCK.UPDATE });
      return row?.get({ plain: true }) ?? null;
    },

    /** A person's, oldest first; of one agency, or of all where none is named. */
    async ofPerson(tx: Tx | null, personId: string, agencyId: string | null): Promise<OutsideTrainingRow[]> {
      const where = { personId, ...(agencyId !== null && { agencyId }) };
      return plain(await outsideTrainings.findAll({ where, order: ['completedOn', 'id'], transaction: tx }));
    },

    /** What waits for a decision in an agency, the longest waiting first. */
    async pending(tx: Tx | null, agencyId: string): Promise<OutsideTrainingRow[]> {
      const where = { agencyId, state: 'pending' };
      return plain(await outsideTrainings.findAll({ where, order: ['createdAt', 'id'], transaction: tx }));
    },

    /** The last decided of an agency. */
    async decided(tx: Tx | null, agencyId: string, limit: number): Promise<OutsideTrainingRow[]> {
      const where = { agencyId, state: ['approved', 'refused'] };
      const order: [string, string][] = [
        ['decidedAt', 'DESC'],
        ['id', 'DESC'],
      ];
      return plain(await outsideTrainings.findAll({ where, order, limit, transaction: tx }));
    },

    async insert(tx: Tx, row: OutsideTrainingRow): Promise<void> {
      await outsideTrainings.create(row, { transaction: tx });
    },

    async update(tx: Tx, id: string, values: Partial<OutsideTrainingRow>): Promise<void> {
      await outsideTrainings.update(values, { where: { id }, transaction: tx });
    },
  };
}

/** See `createOutsideStore`. */
export type OutsideStore = ReturnType<typeof createOutsideStore>;

function plain(rows: readonly RowModel<OutsideTrainingRow>[]): OutsideTrainingRow[] {
  return rows.map((row): OutsideTrainingRow => row.get({ plain: true }));
}
