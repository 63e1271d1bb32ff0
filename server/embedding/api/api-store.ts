import { Op } from 'sequelize';
import type { Tx } from '../../platform/index.ts';
import type { ApiAnswerRow, ApiKeyRow, ApiModels } from './api-model.ts';

/** SQL over keys and what was answered once. */
export function createApiStore({ keys, answers }: ApiModels) {
  return {
    async insertKey(tx: Tx, row: ApiKeyRow): Promise<void> {
      await keys.create(row, { transaction: tx });
    },

    async updateKey(tx: Tx, id: string, values: Partial<ApiKeyRow>): Promise<void> {
      await keys.update(values, { where: { id }, transaction: tx });
    },

    async keyByHash(tx: Tx | null, tokenHash: string): Promise<ApiKeyRow | null> {
      return (await keys.findOne({ where: { tokenHash }, transaction: tx }))?.get({ plain: true }) ?? null;
    },

    async key(tx: Tx | null, agencyId: string, id: string): Promise<ApiKeyRow | null> {
      return (await keys.findOne({ where: { id, agencyId }, transaction: tx }))?.get({ plain: true }) ?? null;
    },

    /** The same, locked until the transaction ends. */
    async lockKey(tx: Tx, id: string): Promise<ApiKeyRow | null> {
      return (await keys.findByPk(id, { transaction: tx, lock: tx.LOCK.UPDATE }))?.get({ plain: true }) ?? null;
    },

    /** Keys of an agency, the newest first. */
    async keysOf(tx: Tx | null, agencyId: string): Promise<ApiKeyRow[]> {
      const rows = await keys.findAll({ where: { agencyId }, order: [['id', 'DESC']], transaction: tx });
      return rows.map((row) => row.get({ plain: true }));
    },

    /** Takes an idempotency key: resolves with the row of whoever came first. */
    async claim(tx: Tx, row: ApiAnswerRow): Promise<ApiAnswerRow> {
      await answers.bulkCreate([row], { ignoreDuplicates: true, transaction: tx });
      const { keyId, idempotencyKey } = row;
      const found = await answers.findOne({
        where: { keyId, idempotencyKey },
        transaction: tx,
        lock: tx.LOCK.UPDATE,
        rejectOnEmpty: true,
      });
      return found.get({ plain: true });
    },

    async keepAnswer(tx: Tx, id: string, values: Pick<ApiAnswerRow, 'status' | 'answer'>): Promise<void> {
      await answers.update(values, { where: { id }, transaction: tx });
    },

    async release(tx: Tx, id: string): Promise<void> {
      await answers.destroy({ where: { id }, transaction: tx });
    },

    async removeBefore(tx: Tx, before: Date): Promise<void> {
      await answers.destroy({ where: { createdAt: { [Op.lt]: before } }, transaction: tx });
    },
  };
}

/** See {@link createApiStore}. */
export type ApiStore = ReturnType<typeof createApiStore>;
