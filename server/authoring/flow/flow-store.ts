import type { RowModel, Tx } from '../../platform/index.ts';
import type { ApprovalRow, CommentRow, FlowModels, ReleaseRow } from './flow-model.ts';

/** SQL over comments, approvals and releases of drafts. */
export function createFlowStore({ comments, approvals, releases }: FlowModels) {
  return {
    /** Oldest first. */
    async comments(tx: Tx | null, draftId: string): Promise<CommentRow[]> {
      return plain(await comments.findAll({ where: { draftId }, order: ['madeAt', 'id'], transaction: tx }));
    },

    countComments: (tx: Tx, draftId: string): Promise<number> =>
      comments.count({ where: { draftId }, transaction: tx }),

    async comment(tx: Tx, draftId: string, id: string): Promise<CommentRow | null> {
      return (await comments.findOne({ where: { draftId, id }, transaction: tx }))?.get({ plain: true }) ?? null;
    },

    async addComment(tx: Tx, row: CommentRow): Promise<void> {
      await comments.create(row, { transaction: tx });
    },

    async changeComment(tx: Tx, id: string, values: Partial<CommentRow>): Promise<void> {
      await comments.update(values, { where: { id }, transaction: tx });
    },

    /** Oldest first: the last of a path counts. */
    async approvals(tx: Tx | null, draftId: string): Promise<ApprovalRow[]> {
      return plain(await approvals.findAll({ where: { draftId }, order: ['approvedAt', 'id'], transaction: tx }));
    },

    async addApproval(tx: Tx, row: ApprovalRow): Promise<void> {
      await approvals.create(row, { transaction: tx });
    },

    /** The last first. */
    async releases(tx: Tx | null, draftId: string): Promise<ReleaseRow[]> {
      return plain(await releases.findAll({ where: { draftId }, order: [['number', 'DESC']], transaction: tx }));
    },

    async addRelease(tx: Tx, row: ReleaseRow): Promise<void> {
      await releases.create(row, { transaction: tx });
    },
  };
}

/** See `createFlowStore`. */
export type FlowStore = ReturnType<typeof createFlowStore>;

function plain<Row extends object>(rows: readonly RowModel<Row>[]): Row[] {
  return rows.map((row): Row => row.get({ plain: true }));
}
