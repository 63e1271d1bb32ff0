import { UniqueConstraintError } from 'sequelize';
import { AppError, type RowModel, type Tx } from '../../platform/index.ts';
import type { ApprovalRow, CommentRow, FlowModels, ReleaseRow, RequestRow } from './flow-model.ts';

/** SQL over comments, approvals, requests for reviews and releases of drafts. */
export function createFlowStore({ comments, approvals, releases, requests }: FlowModels) {
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

    /** Requests of a draft, oldest first. */
    async requests(tx: Tx | null, draftId: string): Promise<RequestRow[]> {
      return plain(await requests.findAll({ where: { draftId }, order: ['askedAt', 'id'], transaction: tx }));
    },

    async request(tx: Tx, draftId: string, id: string): Promise<RequestRow | null> {
      return (await requests.findOne({ where: { draftId, id }, transaction: tx }))?.get({ plain: true }) ?? null;
    },

    /** Open requests to a person in an agency, oldest first. */
    async openFor(tx: Tx | null, agencyId: string, askedId: string, most: number): Promise<RequestRow[]> {
      const where = { agencyId, askedId, state: 'open' as const };
      return plain(await requests.findAll({ where, order: ['askedAt', 'id'], limit: most, transaction: tx }));
    },

    /** Throws AppError `ALREADY_ASKED` (409) where the same person is asked for the same file. */
    async addRequest(tx: Tx, row: RequestRow): Promise<void> {
      try {
        await requests.create(row, { transaction: tx });
      } catch (cause) {
        if (!(cause instanceof UniqueConstraintError)) throw cause;
        const message = 'This colleague is asked to review this module already.';
        throw new AppError('ALREADY_ASKED', 409, message, { field: 'person' }, { cause });
      }
    },

    /** Closes a request that is still open; false where somebody was quicker. */
    async closeRequest(tx: Tx, id: string, state: RequestRow['state'], answeredAt: Date): Promise<boolean> {
      const where = { id, state: 'open' as const };
      const [changed] = await requests.update({ state, answeredAt, openKey: null }, { where, transaction: tx });
      return changed === 1;
    },

    /** The last first. */
    async releases(tx: Tx | null, draftId: string): Promise<ReleaseRow[]> {
      return plain(await releases.findAll({ where: { draftId }, order: [['number', 'DESC']], transaction: tx }));
    },

    /** Releases of some versions of an agency's, the last first: a version may have been published again. */
    async releasesOf(tx: Tx | null, agencyId: string, versionIds: readonly string[]): Promise<ReleaseRow[]> {
      const where = { agencyId, versionId: [...versionIds] };
      return plain(await releases.findAll({ where, order: [['number', 'DESC']], transaction: tx }));
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
