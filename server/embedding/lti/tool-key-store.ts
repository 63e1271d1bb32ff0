import { Op } from 'sequelize';
import type { Tx } from '../../platform/index.ts';
import type { LtiModels, ToolKeyRow } from './lti-model.ts';

/** SQL over our own keys. */
export function createToolKeyStore({ keys }: LtiModels) {
  return {
    /** Those that sign and those that were retired after a moment, newest first. */
    async published(tx: Tx | null, retiredAfter: Date): Promise<ToolKeyRow[]> {
      const rows = await keys.findAll({
        where: { [Op.or]: [{ retiredAt: null }, { retiredAt: { [Op.gt]: retiredAfter } }] },
        order: [
          ['createdAt', 'DESC'],
          ['id', 'ASC'],
        ],
        transaction: tx,
      });
      return rows.map((row) => row.get({ plain: true }));
    },

    async insert(tx: Tx, row: ToolKeyRow): Promise<void> {
      await keys.create(row, { transaction: tx });
    },

    /** Retires every key that signs. */
    async retireAll(tx: Tx, at: Date): Promise<void> {
      await keys.update({ retiredAt: at }, { where: { retiredAt: null }, transaction: tx });
    },

    async removeRetired(tx: Tx, before: Date): Promise<void> {
      await keys.destroy({ where: { retiredAt: { [Op.lt]: before } }, transaction: tx });
    },
  };
}

/** See `createToolKeyStore`. */
export type ToolKeyStore = ReturnType<typeof createToolKeyStore>;
