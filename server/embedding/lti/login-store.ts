import { Op } from 'sequelize';
import type { Tx } from '../../platform/index.ts';
import type { LoginRow, LtiModels } from './lti-model.ts';

/** SQL over sign-ins that have begun. */
export function createLoginStore({ logins }: LtiModels) {
  return {
    async insert(tx: Tx, row: LoginRow): Promise<void> {
      await logins.create(row, { transaction: tx });
    },

    async byState(tx: Tx | null, stateHash: string): Promise<LoginRow | null> {
      return (await logins.findByPk(stateHash, { transaction: tx }))?.get({ plain: true }) ?? null;
    },

    /** State and nonce are used up; false where another request was quicker. */
    async take(tx: Tx, stateHash: string, at: Date): Promise<boolean> {
      const [taken] = await logins.update({ usedAt: at }, { where: { stateHash, usedAt: null }, transaction: tx });
      return taken === 1;
    },

    async removeExpired(tx: Tx, before: Date): Promise<void> {
      await logins.destroy({ where: { expiresAt: { [Op.lt]: before } }, transaction: tx });
    },
  };
}

/** See `createLoginStore`. */
export type LoginStore = ReturnType<typeof createLoginStore>;
