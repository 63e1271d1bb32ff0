import { Op } from 'sequelize';
import type { Tx } from '../platform/index.ts';
import type { LaunchCodeRow, LaunchCodes } from './launch-code-model.ts';

/** SQL over the codes of doors. */
export function createLaunchCodeStore(codes: LaunchCodes) {
  return {
    async insert(tx: Tx, row: LaunchCodeRow): Promise<void> {
      await codes.create(row, { transaction: tx });
    },

    async find(tx: Tx, codeHash: string): Promise<LaunchCodeRow | null> {
      return (await codes.findByPk(codeHash, { transaction: tx }))?.get({ plain: true }) ?? null;
    },

    /** False when somebody was faster. */
    async use(tx: Tx, codeHash: string, usedAt: Date): Promise<boolean> {
      const [count] = await codes.update({ usedAt }, { where: { codeHash, usedAt: null }, transaction: tx });
      return count === 1;
    },

    /** Codes that ended before a moment: until then it is told that they were used or too late. */
    async sweep(tx: Tx, before: Date): Promise<void> {
      await codes.destroy({ where: { expiresAt: { [Op.lt]: before } }, transaction: tx });
    },
  };
}

/** See `createLaunchCodeStore`. */
export type LaunchCodeStore = ReturnType<typeof createLaunchCodeStore>;
