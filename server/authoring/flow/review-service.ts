import type { Actor } from '../../people/index.ts';
import { AppError, dayIn, newId, type Platform, type Tx } from '../../platform/index.ts';
import type { DraftEdit } from '../../standards/module/index.ts';
import type { Drafts } from '../drafts/index.ts';
import { requireOpen } from '../drafts/draft-policy.ts';
import type { FileChange } from '../drafts/keep-changes.ts';
import { requireSeen } from './changed-law.ts';
import type { ApprovalWords } from './flow-input.ts';
import type { CommentRow } from './flow-model.ts';
import type { FlowStore } from './flow-store.ts';
import type { Law, LegalModule } from './law-reader.ts';
import { lawHash, lawTexts } from './law-texts.ts';
import type { Requests } from './request-service.ts';

/** Comments of one draft. */
const MOST_COMMENTS = 1000;

/** A comment with the names of those who wrote and resolved it. */
export interface NamedComment extends CommentRow {
  readonly by: string;
  readonly resolvedName: string | null;
}

interface Parts {
  readonly drafts: Drafts;
  readonly store: FlowStore;
  readonly law: Law;
  /** Who was asked to approve has answered by it. */
  readonly requests: Pick<Requests, 'approved'>;
  readonly namesOf: (ids: readonly string[]) => Promise<Map<string, string>>;
}

/** What colleagues say of a draft, and who approves what it teaches of law. */
export function createReviews(
  { database, clock, audit }: Pick<Platform, 'database' | 'clock' | 'audit'>,
  parts: Parts,
) {
  const { drafts, store, law, requests, namesOf } = parts;

  const record = (tx: Tx, actor: Actor, action: string, draftId: string, details: Record<string, unknown>) =>
    audit.record(tx, {
      agencyId: actor.agencyId,
      actorId: actor.personId,
      action,
      subjectType: 'draft',
      subjectId: draftId,
      details,
    });

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
      return law.modules(draftId, await drafts.files.list(actor, draftId));
    },

    /**
     * Writes into modules who checked their law and until when it holds. Whoever made the draft or wrote in one,
     * in its translations or its banks asks somebody else. What is approved is the text that the page showed. Throws AppError
     * `OWN_REVIEW` (403), `REVIEW_DAY` (422), `LAW_TEXT_CHANGED`, `REVIEW_CONFLICT` (409).
     */
    async approve(actor: Actor, draftId: string, { modules, reviewer, reviewBy, seen }: ApprovalWords): Promise<void> {
      const { draft, files } = await drafts.snapshot(actor, draftId);
      requireOpen(draft);
      if (reviewBy <= dayIn(actor.timeZone, clock.now())) {
        throw new AppError('REVIEW_DAY', 422, 'Choose a day that is still to come.', { field: 'reviewBy' });
      }
      const legal = new Set((await law.modules(draft.id, files)).map(({ path }) => path));
      const chosen = files.filter(({ path }) => modules.includes(path) && legal.has(path));
      const approved = await store.approvals(null, draft.id);
      for (const file of chosen) {
        if (await law.wroteIn(actor.personId, draft, lawTexts(file, files), approved)) throw ownReview();
      }
      const editsBetween = drafts.store.editsBetween.bind(drafts.store, null);
      await requireSeen(chosen, files, seen, { editsBetween, namesOf });
      const changes: FileChange[] = [];
      for (const { path, revision } of chosen) {
        const edits: DraftEdit[] = [
          { op: 'set', at: ['legal', 'reviewer'], value: reviewer },
          { op: 'set', at: ['legal', 'review_by'], value: reviewBy },
        ];
        const made = await drafts.files.editsAsChange(draft, { editId: newId(), path, base: revision, edits });
        if (made.kind === 'conflict' || made.change.file.revision !== revision) throw reviewConflict();
        changes.push(made.change);
      }
      const textOf = new Map(changes.map(({ file, text }) => [typeof file === 'string' ? file : file.path, text]));
      const after = files.map((file) => ({ ...file, text: textOf.get(file.path) ?? file.text }));
      const isKept = await drafts.keepChanges(actor, draft, changes, async (tx) => {
        for (const file of after.filter(({ path }) => textOf.has(path))) {
          const what = { path: file.path, revision: file.revision + 1, sha256: lawHash(lawTexts(file, after)) };
          const by = { reviewer, reviewBy, personId: actor.personId, approvedAt: clock.now() };
          await store.addApproval(tx, { id: newId(), agencyId: draft.agencyId, draftId: draft.id, ...what, ...by });
          await record(tx, actor, 'draft.law-approved', draft.id, { ...what, reviewer, reviewBy });
        }
        await requests.approved(tx, actor, draft, chosen);
      });
      if (!isKept) throw reviewConflict();
    },
  };
}

/** See `createReviews`. */
export type Reviews = ReturnType<typeof createReviews>;

function ownReview(): AppError {
  return new AppError('OWN_REVIEW', 403, 'You wrote in this module: somebody else checks the law in it.', {
    field: 'reviewer',
    help: 'Ask a colleague to approve it: somebody who neither made the draft nor wrote in the module, its translations or its bank.',
  });
}

function reviewConflict(): AppError {
  return new AppError('REVIEW_CONFLICT', 409, 'Somebody changed the draft while you approved it.', {
    help: 'Nothing was approved. Read it again, then approve it.',
  });
}
