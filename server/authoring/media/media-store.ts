import { Op, QueryTypes } from 'sequelize';
import type { Database, Tx } from '../../platform/index.ts';
import type { DraftMediaRow, DraftModels } from '../drafts/draft-model.ts';

/** SQL over the media of drafts. */
export function createMediaStore({ media }: Pick<DraftModels, 'media'>, { sequelize, tablePrefix }: Database) {
  const releases = sequelize.getQueryInterface().quoteIdentifier(`${tablePrefix}draft_releases`);

  /** Whether the source of a published version names a hash: its packages are built from it for ever. */
  async function isReleased(tx: Tx | null, agencyId: string, sha256: string): Promise<boolean> {
    const found = await sequelize.query(
      `SELECT 1 AS found FROM ${releases} WHERE agency_id = :agencyId AND source LIKE :named LIMIT 1`,
      { replacements: { agencyId, named: `%"${sha256}"%` }, type: QueryTypes.SELECT, transaction: tx },
    );
    return found.length > 0;
  }

  return {
    /** All media of a draft, removed ones too, by path. */
    async all(tx: Tx | null, draftId: string): Promise<DraftMediaRow[]> {
      const rows = await media.findAll({ where: { draftId }, order: ['path'], transaction: tx });
      return rows.map((row) => row.get({ plain: true }));
    },

    async insert(tx: Tx, rows: readonly DraftMediaRow[]): Promise<void> {
      await media.bulkCreate([...rows], { transaction: tx });
    },

    async update(tx: Tx, ids: readonly string[], values: Partial<DraftMediaRow>): Promise<void> {
      await media.update(values, { where: { id: { [Op.in]: [...ids] } }, transaction: tx });
    },

    async remove(tx: Tx, ids: readonly string[]): Promise<void> {
      await media.destroy({ where: { id: { [Op.in]: [...ids] } }, transaction: tx });
    },

    /** Bytes that an agency keeps in all its drafts; what two drafts have alike is kept once. */
    async bytesOf(tx: Tx | null, agencyId: string): Promise<number> {
      const rows = await media.findAll({
        attributes: ['sha256', 'bytes'],
        where: { agencyId },
        group: ['sha256', 'bytes'],
        transaction: tx,
      });
      return rows.reduce((sum, { bytes }) => sum + bytes, 0);
    },

    /** Hashes of these that some row of the agency still names, or a version that it published. */
    async named(tx: Tx | null, agencyId: string, hashes: readonly string[]): Promise<Set<string>> {
      const where = { agencyId, sha256: { [Op.in]: [...hashes] } };
      const rows = await media.findAll({ attributes: ['sha256'], where, group: ['sha256'], transaction: tx });
      const named = new Set(rows.map(({ sha256 }) => sha256));
      for (const sha256 of hashes) {
        if (!named.has(sha256) && (await isReleased(tx, agencyId, sha256))) named.add(sha256);
      }
      return named;
    },
  };
}

/** See `createMediaStore`. */
export type MediaStore = ReturnType<typeof createMediaStore>;
