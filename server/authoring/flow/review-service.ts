import type { Actor } from '../../people/index.ts';
import { AppError, dayIn, newId, type Platform, type Tx } from '../../platform/index.ts';
import { isSourceMap, type SourceValue } from '../../standards/module/index.ts';
import type { Drafts } from '../drafts/index.ts';
import type { DraftFileRow } from '../drafts/draft-model.ts';
import { requireOpen } from '../drafts/draft-policy.ts';
import { readData } from '../drafts/read-source.ts';
import type { ApprovalRow, CommentRow } from './flow-model.ts';
import type { FlowStore } from './flow-store.ts';

/** Comments of one draft. */
const MOST_COMMENTS = 1000;

/** A module that teaches law, and how its approval stands. */
export interface LegalModule {
  readonly path: string;
  readonly title: string;
  /** approved: nothing was changed since; changed: it was approved before; open: never. */
  readonly state: 'approved' | 'changed' | 'open';
  readonly reviewer: string | null;
  readonly reviewBy: string | null;
  readonly approval: ApprovalRow | null;
}

/** A comment with the names of those who wrote and resolved it. */
export interface NamedComment extends CommentRow {
  readonly by: string;
  readonly resolvedName: string | null;
}

interface Parts {
  readonly drafts: Drafts;
  readonly store: FlowStore;
  readonly namesOf: (ids: readonly string[]) => Promise<Map<string, string>>;
}

/** What colleagues say of a draft, and who approves what it teaches of law. */
export function createReviews(
  { database, clock, audit }: Pick<Platform, 'database' | 'clock' | 'audit'>,
  parts: Parts,
) {
  const { drafts, store, namesOf } = parts;

  const record = (tx: Tx, actor: Actor, action: string, draftId: string, details: Record<string, unknown>) =>
    audit.record(tx, {
      agencyId: actor.agencyId,
      actorId: actor.personId,
      action,
      subjectType: 'draft',
      subjectId: draftId,
      details,
    });

  async function legalModules(draftId: string, files: readonly DraftFileRow[]): Promise<LegalModule[]> {
    const approvals = new Map((await store.approvals(null, draftId)).map((row) => [row.path, row]));
    return files.flatMap(({ path, text, revision }): LegalModule[] => {
      const data = /^modules\/[^.]+\.yaml$/.test(path) ? readData(path, text) : null;
      if (data === null || !isSourceMap(data) || !isSourceMap(data['legal'])) return [];
      const { reviewer, review_by: reviewBy } = data['legal'];
      const approval = approvals.get(path) ?? null;
      const isSame = approval?.revision === revision;
      return [
        {
          path,
          title: wordsOf(data['title']) ?? path,
          state: approval === null ? 'open' : isSame ? 'approved' : 'changed',
          reviewer: wordsOf(reviewer),
          reviewBy: wordsOf(reviewBy),
          approval,
        },
      ];
    });
  }

  /** Whether somebody wrote in a file since it was approved last. */
  async function wroteSince(actor: Actor, file: DraftFileRow, approval: ApprovalRow | null): Promise<boolean> {
    const edits = await drafts.store.editsBetween(null, file, approval?.revision ?? 0, file.revision);
    return edits.some(({ personId }) => personId === actor.personId);
  }

  return {
    /** Comments, oldest first, with names. */
    async comments(actor: Actor, draftId: string): Promise<NamedComment[]> {
      const draft = await drafts.heads.open(actor, draftId);
      const rows = await store.comments(null, draft.id);
      const names = await namesOf(rows.flatMap(({ personId, resolvedBy }) => [personId, resolvedBy ?? personId]));
      return rows.map((row) => ({
        ...row,
        by: names.get(row.personId) ?? '',
        resolvedName: row.resolvedBy === null ? null : (names.get(row.resolvedBy) ?? ''),
      }));
    },

    /** Throws AppError `DRAFT_FILE_NOT_FOUND` (404), `COMMENTS_MANY` (409). */
    async comment(
      actor: Actor,
      draftId: string,
      { about, words }: { about: { path: string; blockId: string | null }; words: string },
    ): Promise<void> {
      const draft = await drafts.heads.open(actor, draftId);
      await drafts.files.read(actor, draftId, about.path);
      await database.write(async (tx) => {
        if ((await store.countComments(tx, draft.id)) >= MOST_COMMENTS) {
          throw new AppError('COMMENTS_MANY', 409, 'This draft has as many comments as a draft can have.');
        }
        await store.addComment(tx, {
          id: newId(),
          agencyId: draft.agencyId,
          draftId: draft.id,
          ...about,
          words,
          personId: actor.personId,
          madeAt: clock.now(),
          resolvedBy: null,
          resolvedAt: null,
        });
      });
    },

    /** Resolves a comment, or opens it again. Throws AppError `COMMENT_NOT_FOUND` (404). */
    async resolve(actor: Actor, draftId: string, commentId: string, isResolved: boolean): Promise<void> {
      const draft = await drafts.heads.open(actor, draftId);
      await database.write(async (tx) => {
        const row = await store.comment(tx, draft.id, commentId);
        if (row === null) throw new AppError('COMMENT_NOT_FOUND', 404, 'There is no such comment.');
        const by = isResolved
          ? { resolvedBy: actor.personId, resolvedAt: clock.now() }
          : { resolvedBy: null, resolvedAt: null };
        await store.changeComment(tx, row.id, by);
      });
    },

    /** Modules of a draft that teach law. */
    async legal(actor: Actor, draftId: string): Promise<LegalModule[]> {
      return legalModules(draftId, await drafts.files.list(actor, draftId));
    },

    /**
     * Writes into modules who checked their law and until when it holds. Who wrote in one since it was approved last names
     * somebody else. Throws AppError `OWN_REVIEW` (403), `REVIEW_DAY` (422), `REVIEW_CONFLICT` (409).
     */
    async approve(
      actor: Actor,
      draftId: string,
      { modules, reviewer, reviewBy }: { modules: readonly string[]; reviewer: string; reviewBy: string },
    ): Promise<void> {
      const draft = await drafts.heads.open(actor, draftId);
      requireOpen(draft);
      if (reviewBy <= dayIn(actor.timeZone, clock.now())) {
        throw new AppError('REVIEW_DAY', 422, 'Choose a day that is still to come.', { field: 'reviewBy' });
      }
      const files = await drafts.files.list(actor, draftId);
      const legal = new Map((await legalModules(draft.id, files)).map((one) => [one.path, one]));
      const chosen = files.filter(({ path }) => modules.includes(path) && legal.has(path));
      const isOwnName = reviewer.toLowerCase().includes(actor.name.toLowerCase());
      for (const file of chosen) {
        if (!isOwnName || !(await wroteSince(actor, file, legal.get(file.path)?.approval ?? null))) continue;
        throw new AppError('OWN_REVIEW', 403, 'You wrote in this module: somebody else checks the law in it.', {
          field: 'reviewer',
          help: 'Ask a colleague to approve it, or name the lawyer who read it.',
        });
      }
      for (const { path, revision } of chosen) {
        const answer = await drafts.files.edit(actor, draftId, {
          editId: newId(),
          path,
          base: revision,
          edits: [
            { op: 'set', at: ['legal', 'reviewer'], value: reviewer },
            { op: 'set', at: ['legal', 'review_by'], value: reviewBy },
          ],
        });
        if (answer.kind === 'conflict' || answer.revision !== revision + 1) {
          throw new AppError('REVIEW_CONFLICT', 409, 'Somebody changed a module while you approved it.', {
            help: 'Read it again, then approve it.',
          });
        }
        await database.write(async (tx) => {
          const row = { id: newId(), agencyId: draft.agencyId, draftId: draft.id, path, revision: answer.revision };
          const by = { reviewer, reviewBy, personId: actor.personId, approvedAt: clock.now() };
          await store.addApproval(tx, { ...row, ...by });
          await record(tx, actor, 'draft.law-approved', draft.id, {
            path,
            reviewer,
            reviewBy,
            revision: answer.revision,
          });
        });
      }
    },
  };
}

/** See `createReviews`. */
export type Reviews = ReturnType<typeof createReviews>;

function wordsOf(value: SourceValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
