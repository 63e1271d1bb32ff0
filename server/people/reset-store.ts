import { Op } from 'sequelize';
import type { Tx } from '../platform/index.ts';
import type { PasswordResetRow, PeopleModels } from './person-model.ts';

/** SQL over links that set a password. */
export function createResetStore({ PasswordReset }: PeopleModels) {
  return {
    async insert(tx: Tx, resets: readonly PasswordResetRow[]): Promise<void> {
      await PasswordReset.bulkCreate([...resets], { transaction: tx });
    },

    /** The person of a link that still works. */
    async personOf(tx: Tx | null, tokenHash: string, now: Date): Promise<string | null> {
      const where = { tokenHash, usedAt: null, expiresAt: { [Op.gt]: now } };
      const row = await PasswordReset.findOne({ where, transaction: tx, raw: true });
      return row?.personId ?? null;
    },

    /** Uses a link up; false when somebody was faster or it no longer works. */
    async use(tx: Tx, tokenHash: string, now: Date): Promise<boolean> {
      const where = { tokenHash, usedAt: null, expiresAt: { [Op.gt]: now } };
      const [used] = await PasswordReset.update({ usedAt: now }, { where, transaction: tx });
      return used === 1;
    },

    /** Makes the other links of a person useless. */
    async useUpAll(tx: Tx, personId: string, now: Date): Promise<void> {
      await PasswordReset.update({ usedAt: now }, { where: { personId, usedAt: null }, transaction: tx });
    },

    async sweep(tx: Tx, expiredBefore: Date): Promise<void> {
      await PasswordReset.destroy({ where: { expiresAt: { [Op.lt]: expiredBefore } }, transaction: tx });
    },
  };
}

/** See `createResetStore`. */
export type ResetStore = ReturnType<typeof createResetStore>;
