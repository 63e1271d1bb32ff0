import { literal, Op } from 'sequelize';
import type { RowModel, Tx } from '../../platform/index.ts';
import type {
  DraftEditRow,
  DraftFileRow,
  DraftMediaRow,
  DraftModels,
  DraftPresenceRow,
  DraftRow,
} from './draft-model.ts';

/** SQL over drafts, their files, edits, media and presence. */
export function createDraftStore({ drafts, files, edits, media, presence }: DraftModels) {
  return {
    async find(tx: Tx | null, id: string): Promise<DraftRow | null> {
      return (await drafts.findByPk(id, { transaction: tx }))?.get({ plain: true }) ?? null;
    },

    /** The last changed first. */
    async ofAgency(tx: Tx | null, agencyId: string): Promise<DraftRow[]> {
      const order: [string, string][] = [
        ['updatedAt', 'DESC'],
        ['id', 'DESC'],
      ];
      return plain(await drafts.findAll({ where: { agencyId }, order, transaction: tx }));
    },

    async insert(tx: Tx, row: DraftRow): Promise<void> {
      await drafts.create(row, { transaction: tx });
    },

    async update(tx: Tx, id: string, values: Partial<DraftRow>): Promise<void> {
      await drafts.update(values, { where: { id }, transaction: tx });
    },

    /** Counts a change of any file; resolves with the draft's revision after it, and the state that it is in now. */
    async touch(tx: Tx, id: string, at: Date): Promise<Pick<DraftRow, 'revision' | 'state'>> {
      const values = { revision: literal('revision + 1'), updatedAt: at };
      await drafts.update(values, { where: { id }, transaction: tx });
      const found = await drafts.findByPk(id, { attributes: ['revision', 'state'], transaction: tx });
      return { revision: found?.revision ?? 0, state: found?.state ?? 'retired' };
    },

    async file(tx: Tx | null, draftId: string, path: string): Promise<DraftFileRow | null> {
      return (await files.findOne({ where: { draftId, path }, transaction: tx }))?.get({ plain: true }) ?? null;
    },

    /** Files that are there, by path; removed ones are left out. */
    async files(tx: Tx | null, draftId: string): Promise<DraftFileRow[]> {
      const where = { draftId, removedAt: null };
      return plain(await files.findAll({ where, order: ['path'], transaction: tx }));
    },

    countFiles: (tx: Tx | null, draftId: string): Promise<number> =>
      files.count({ where: { draftId }, transaction: tx ?? undefined }),

    async insertFiles(tx: Tx, rows: readonly DraftFileRow[]): Promise<void> {
      await files.bulkCreate([...rows], { transaction: tx });
    },

    /** Changes a file that still has this revision; false where somebody was quicker. */
    async changeFile(
      tx: Tx,
      { id, revision }: Pick<DraftFileRow, 'id' | 'revision'>,
      values: Partial<DraftFileRow>,
    ): Promise<boolean> {
      const change = { ...values, revision: revision + 1 };
      const [count] = await files.update(change, { where: { id, revision }, transaction: tx });
      return count === 1;
    },

    async edit(tx: Tx | null, draftId: string, editId: string): Promise<DraftEditRow | null> {
      return (await edits.findOne({ where: { draftId, editId }, transaction: tx }))?.get({ plain: true }) ?? null;
    },

    /** Edits of one action over several files: its id, a hyphen and the number of the file; the last first. */
    async editsOf(tx: Tx | null, draftId: string, actionId: string): Promise<DraftEditRow[]> {
      const where = { draftId, editId: { [Op.startsWith]: `${actionId}-` } };
      return plain(await edits.findAll({ where, order: [['editId', 'DESC']], transaction: tx }));
    },

    /** Edits of actions over several files, and of their taking back, since a moment; the last first. */
    async actionEdits(tx: Tx | null, draftId: string, since: Date, limit: number): Promise<DraftEditRow[]> {
      const ids = [{ [Op.like]: `${'_'.repeat(26)}-%` }, { [Op.startsWith]: 'undo-' }];
      const where = { draftId, madeAt: { [Op.gte]: since }, editId: { [Op.or]: ids } };
      const order: [string, string][] = [
        ['madeAt', 'DESC'],
        ['id', 'DESC'],
      ];
      return plain(await edits.findAll({ where, order, limit, transaction: tx }));
    },

    /** Edits of a file after a revision, up to and with another, in their order. */
    async editsBetween(
      tx: Tx | null,
      { draftId, path }: Pick<DraftEditRow, 'draftId' | 'path'>,
      after: number,
      upTo: number,
    ): Promise<DraftEditRow[]> {
      const where = { draftId, path, revision: { [Op.gt]: after, [Op.lte]: upTo } };
      return plain(await edits.findAll({ where, order: ['revision'], transaction: tx }));
    },

    async insertEdit(tx: Tx, row: DraftEditRow): Promise<void> {
      await edits.create(row, { transaction: tx });
    },

    /** Media that are there, by path. */
    async media(tx: Tx | null, draftId: string): Promise<DraftMediaRow[]> {
      const where = { draftId, removedAt: null };
      return plain(await media.findAll({ where, order: ['path'], transaction: tx }));
    },

    async insertMedia(tx: Tx, rows: readonly DraftMediaRow[]): Promise<void> {
      await media.bulkCreate([...rows], { transaction: tx });
    },

    /** Says where a person is now. */
    async seen(tx: Tx, row: DraftPresenceRow): Promise<void> {
      const updateOnDuplicate = ['path', 'blockId', 'seenAt'] as ('path' | 'blockId' | 'seenAt')[];
      await presence.bulkCreate([row], { updateOnDuplicate, transaction: tx });
    },

    /** Who was in a draft since a moment. */
    async presentSince(tx: Tx | null, draftId: string, since: Date): Promise<DraftPresenceRow[]> {
      const where = { draftId, seenAt: { [Op.gte]: since } };
      return plain(await presence.findAll({ where, order: ['personId'], transaction: tx }));
    },
  };
}

/** See `createDraftStore`. */
export type DraftStore = ReturnType<typeof createDraftStore>;

function plain<Row extends object>(rows: readonly RowModel<Row>[]): Row[] {
  return rows.map((row): Row => row.get({ plain: true }));
}
