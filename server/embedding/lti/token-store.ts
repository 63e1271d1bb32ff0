import { Op } from 'sequelize';
import { newId, type Tx } from '../../platform/index.ts';
import type { LtiModels } from './lti-model.ts';

interface Place {
  readonly registrationId: string;
  readonly scopesHash: string;
}

/** SQL over access tokens of LMSs. */
export function createTokenStore({ tokens }: LtiModels) {
  return {
    /** The sealed token that holds beyond a moment. */
    async find(tx: Tx | null, { registrationId, scopesHash }: Place, after: Date): Promise<string | null> {
      const where = { registrationId, scopesHash, expiresAt: { [Op.gt]: after } };
      return (await tokens.findOne({ where, transaction: tx }))?.token ?? null;
    },

    async keep(tx: Tx, place: Place, token: string, expiresAt: Date): Promise<void> {
      await tokens.destroy({ where: { ...place }, transaction: tx });
      // Two processes that fetched one at once: either will do.
      await tokens.bulkCreate([{ id: newId(), ...place, token, expiresAt }], {
        ignoreDuplicates: true,
        transaction: tx,
      });
    },

    async drop(tx: Tx, registrationId: string): Promise<void> {
      await tokens.destroy({ where: { registrationId }, transaction: tx });
    },
  };
}

/** See `createTokenStore`. */
export type TokenStore = ReturnType<typeof createTokenStore>;
