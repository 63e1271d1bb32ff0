import { Op, type ModelStatic, type WhereOptions } from 'sequelize';
import type { Database, RowModel } from '../../platform/index.ts';
import type { VerdictModels, VerdictRow } from '../judging/verdict-model.ts';
import { defineRetentionModels } from '../retention/retention-model.ts';
import type { CertificateModels } from './certificate-model.ts';

/** Rows that a check reads at a time. */
export const PAGE = 200;

/** Reads every row of what people take along, for the check of the record. */
export function createCredentialCheckStore(
  database: Database,
  { certificates, signingKeys }: CertificateModels,
  { corrections, verdicts }: VerdictModels,
) {
  const { erasures } = defineRetentionModels(database);

  function rowsOf<Row extends { readonly id: string; readonly createdAt: Date }>(model: ModelStatic<RowModel<Row>>) {
    const find = async (where: WhereOptions): Promise<Row[]> => {
      const rows = await database.read((transaction) =>
        model.findAll({ where, order: ['id'], limit: PAGE, transaction }),
      );
      return rows.map((row): Row => row.get({ plain: true }));
    };
    async function* since(at: Date | null): AsyncIterable<Row> {
      for (let after = ''; ;) {
        const rows = await find({ id: { [Op.gt]: after }, ...(at !== null && { createdAt: { [Op.gte]: at } }) });
        yield* rows;
        const last = rows.at(-1);
        if (last === undefined || rows.length < PAGE) return;
        after = last.id;
      }
    }
    return {
      /** Rows made since then, all where null. */
      since,
      byIds: (ids: readonly string[]): Promise<Row[]> => find({ id: [...ids] }),
    };
  }

  return {
    certificates: rowsOf(certificates),
    corrections: rowsOf(corrections),
    keys: rowsOf(signingKeys),

    async verdict(id: string): Promise<VerdictRow | null> {
      return (await verdicts.findOne({ where: { id }, transaction: null }))?.get({ plain: true }) ?? null;
    },

    /** Whether words about a person were erased in an agency. */
    async isErased({ agencyId, personId }: { readonly agencyId: string; readonly personId: string }): Promise<boolean> {
      return (await erasures.findOne({ where: { agencyId, personId }, transaction: null })) !== null;
    },
  };
}

/** See `createCredentialCheckStore`. */
export type CredentialCheckStore = ReturnType<typeof createCredentialCheckStore>;
