import { Op, QueryTypes } from 'sequelize';
import type { Database, Tx } from '../../platform/index.ts';
import type { DraftFileRow, DraftModels } from './draft-model.ts';

/** A file whose edits are many. */
export type EditedFile = Pick<DraftFileRow, 'id' | 'draftId' | 'path' | 'revision'>;

/** SQL by which edits go that nobody needs any more. */
export function createEditPruningStore({ files, edits }: DraftModels, { sequelize, tablePrefix }: Database) {
  const quoted = (name: string): string => sequelize.getQueryInterface().quoteIdentifier(`${tablePrefix}${name}`);

  return {
    /** Files of more revisions than that, by id, after one; removed ones too. */
    async beyond(revisions: number, after: string, limit: number): Promise<EditedFile[]> {
      const where = { revision: { [Op.gt]: revisions }, id: { [Op.gt]: after } };
      const attributes: (keyof EditedFile)[] = ['id', 'draftId', 'path', 'revision'];
      const rows = await files.findAll({ where, attributes, order: ['id'], limit });
      return rows.map(({ id, draftId, path, revision }) => ({ id, draftId, path, revision }));
    },

    /** The last revision of each person in a file that is no approval: it says for ever who wrote in it. */
    async lastOfWriters({ draftId, path }: Pick<EditedFile, 'draftId' | 'path'>): Promise<number[]> {
      const rows = await sequelize.query<{ last: number }>(
        `SELECT MAX(e.revision) AS last FROM ${quoted('draft_edits')} e
          WHERE e.draft_id = :draftId AND e.path = :path AND NOT EXISTS (
            SELECT 1 FROM ${quoted('draft_approvals')} a
            WHERE a.draft_id = e.draft_id AND a.path = e.path AND a.revision = e.revision)
          GROUP BY e.person_id`,
        { replacements: { draftId, path }, type: QueryTypes.SELECT },
      );
      return rows.map(({ last }) => last);
    },

    /** Deletes edits of a file, at most so many; resolves with their number. */
    prune(
      tx: Tx,
      { draftId, path }: Pick<EditedFile, 'draftId' | 'path'>,
      { before, upTo, kept, limit }: { before: Date; upTo: number; kept: readonly number[]; limit: number },
    ): Promise<number> {
      const revision = { [Op.lte]: upTo, [Op.notIn]: [...kept] };
      return edits.destroy({ where: { draftId, path, revision, madeAt: { [Op.lt]: before } }, limit, transaction: tx });
    },
  };
}

/** See `createEditPruningStore`. */
export type EditPruningStore = ReturnType<typeof createEditPruningStore>;
