import type { Tx } from '../../platform/index.ts';
import type { CertificateModels, SigningKeyRow } from './certificate-model.ts';

/** SQL over the keys that sign transcripts. */
export function createSigningKeyStore({ signingKeys }: CertificateModels) {
  return {
    /** Newest first, retired ones too. */
    async all(tx: Tx | null): Promise<SigningKeyRow[]> {
      const rows = await signingKeys.findAll({
        order: [
          ['createdAt', 'DESC'],
          ['id', 'ASC'],
        ],
        transaction: tx,
      });
      return rows.map((row) => row.get({ plain: true }));
    },

    async insert(tx: Tx, row: SigningKeyRow): Promise<void> {
      await signingKeys.create(row, { transaction: tx });
    },

    /** Retires every key that still signs. */
    async retireAll(tx: Tx, at: Date): Promise<void> {
      await signingKeys.update({ retiredAt: at }, { where: { retiredAt: null }, transaction: tx });
    },
  };
}

/** See `createSigningKeyStore`. */
export type SigningKeyStore = ReturnType<typeof createSigningKeyStore>;
