import type { Actor, People } from '../../people/index.ts';
import { AppError, dayIn, newId, type Platform, type Tx } from '../../platform/index.ts';
import type { DraftFileRow, DraftRow } from '../drafts/draft-model.ts';
import { mayAuthor, requireAuthor, requireOpen } from '../drafts/draft-policy.ts';
import type { Drafts } from '../drafts/index.ts';
import { titleOfFile } from '../drafts/outline.ts';
import type { CommentRow, RequestRow } from './flow-model.ts';
import type { FlowStore } from './flow-store.ts';
import type { Law } from './law-reader.ts';
import { lawTexts } from './law-texts.ts';
import type { AuthorNotice, NoticeBoard } from './notice-board.ts';

/** A request with names instead of ids. */
export interface NamedRequest extends RequestRow {
  readonly asked: string;
  readonly by: string;
}

/** What somebody is asked to review. */
export interface AskedReview {
  readonly draftId: string;
  readonly draft: string;
  readonly module: string;
  readonly by: string;
  readonly askedAt: Date;
  readonly dueOn: string | null;
}

/** Requests of one draft, and those that are shown to one person. */
const MOST_REQUESTS = 1000;
const MOST_ASKED = 50;

interface Parts {
  readonly drafts: Drafts;
  readonly store: FlowStore;
  readonly law: Law;
  readonly notices: NoticeBoard;
  readonly staff: Pick<People['staff'], 'namesOf' | 'colleagues'>;
}

/** Authors ask colleagues to review modules, and are told what these say. */
export function createRequests(
  { database, clock, audit }: Pick<Platform, 'database' | 'clock' | 'audit'>,
  parts: Parts,
) {
  const { drafts, store, law, notices, staff } = parts;

  const record = (tx: Tx, actor: Actor, action: string, row: RequestRow) =>
    audit.record(tx, {
      agencyId: row.agencyId,
      actorId: actor.personId,
      action,
      subjectType: 'draft',
      subjectId: row.draftId,
      details: { request: row.id, path: row.path, askedId: row.askedId, dueOn: row.dueOn },
    });

  /** Closes a request and tells the other of the two; false where it is closed already. */
  async function tryClose(
    tx: Tx,
    actor: Actor,
    row: RequestRow,
    state: 'approved' | 'changes' | 'withdrawn',
    module: string,
  ): Promise<boolean> {
    if (!(await store.closeRequest(tx, row.id, state, clock.now()))) return false;
    await record(tx, actor, `draft.review-${state}`, row);
    const personId = state === 'withdrawn' ? row.askedId : row.askedBy;
    await notices.tell(tx, [noticeOf(row, `review-${state}`, personId, { module, name: actor.name })]);
    return true;
  }

  async function close(...told: Parameters<typeof tryClose>): Promise<void> {
    if (!(await tryClose(...told))) throw alreadyAnswered();
  }

  async function openRequest(tx: Tx, draftId: string, id: string): Promise<RequestRow> {
    const row = await store.request(tx, draftId, id);
    if (row === null) throw new AppError('REQUEST_NOT_FOUND', 404, 'There is no such request.');
    if (row.state !== 'open') throw alreadyAnswered();
    return row;
  }

  async function named(rows: readonly RequestRow[]): Promise<NamedRequest[]> {
    const names = await staff.namesOf(rows.flatMap(({ askedId, askedBy }) => [askedId, askedBy]));
    return rows.map((row) => ({ ...row, asked: names.get(row.askedId) ?? '', by: names.get(row.askedBy) ?? '' }));
  }

  /** Whom the actor may ask, by name. */
  async function colleagues(actor: Actor): Promise<{ id: string; name: string }[]> {
    requireAuthor(actor);
    const all = await staff.colleagues(actor.agencyId, ['instructor', 'administrator']);
    return all.filter(({ id }) => id !== actor.personId);
  }

  return {
    /** Requests of a draft with names, oldest first. */
    async list(actor: Actor, draftId: string): Promise<NamedRequest[]> {
      const draft = await drafts.heads.open(actor, draftId);
      return named(await store.requests(null, draft.id));
    },

    colleagues,

    /** What the actor is asked to review in drafts that are open, oldest first; nothing for who may not review. */
    async askedOf(actor: Actor): Promise<AskedReview[]> {
      if (!mayAuthor(actor)) return [];
      const rows = await named(await store.openFor(null, actor.agencyId, actor.personId, MOST_ASKED));
      const found: AskedReview[] = [];
      for (const { draftId, path, by, askedAt, dueOn } of rows) {
        const draft = await drafts.store.find(null, draftId);
        if (draft === null || draft.state !== 'open') continue;
        const module = titleOfFile(path, await drafts.store.file(null, draftId, path));
        found.push({ draftId, draft: draft.title, module, by, askedAt, dueOn });
      }
      return found;
    },

    /**
     * Asks a colleague. Throws AppError `DRAFT_FILE_NOT_FOUND` (404), `COLLEAGUE_NOT_FOUND`, `WRITER_ASKED`, `REVIEW_DAY` (422),
     * `ALREADY_ASKED`, `REQUESTS_MANY` (409).
     */
    async ask(
      actor: Actor,
      draftId: string,
      { module: path, person, dueOn }: { module: string; person: string; dueOn: string | null },
    ): Promise<void> {
      const { draft, files } = await drafts.snapshot(actor, draftId);
      requireOpen(draft);
      const file = requireFile(files, path);
      if (!(await colleagues(actor)).some(({ id }) => id === person)) {
        throw new AppError('COLLEAGUE_NOT_FOUND', 422, 'Choose a colleague of your agency who may review.', {
          field: 'person',
        });
      }
      if (dueOn !== null && dueOn < dayIn(actor.timeZone, clock.now())) {
        throw new AppError('REVIEW_DAY', 422, 'Choose a day that is still to come.', { field: 'dueOn' });
      }
      const legal = (await law.modules(draft.id, files)).some((one) => one.path === path);
      const approvals = legal ? await store.approvals(null, draft.id) : [];
      if (legal && (await law.wroteIn(person, draft, lawTexts(file, files), approvals))) throw writerAsked();
      const row: RequestRow = {
        id: newId(),
        agencyId: draft.agencyId,
        draftId: draft.id,
        path,
        askedId: person,
        askedBy: actor.personId,
        askedAt: clock.now(),
        dueOn,
        state: 'open',
        answeredAt: null,
        openKey: `${path} ${person}`,
      };
      const facts = { module: titleOfFile(path, file), name: actor.name, day: dueOn ?? '' };
      await database.write(async (tx) => {
        if ((await store.requests(tx, draft.id)).length >= MOST_REQUESTS) {
          throw new AppError('REQUESTS_MANY', 409, 'This draft has as many requests as a draft can have.', {
            field: 'person',
          });
        }
        await store.addRequest(tx, row);
        await record(tx, actor, 'draft.review-asked', row);
        await notices.tell(tx, [noticeOf(row, 'review-asked', person, facts)]);
      });
    },

    /**
     * The answer of who was asked: it is right as it is, or changes are asked for with a comment. Law is answered by its
     * approval. Throws AppError `REQUEST_NOT_FOUND` (404), `NOT_ALLOWED` (403), `LAW_IS_APPROVED_BELOW`, `REQUEST_ANSWERED` (409).
     */
    async answer(
      actor: Actor,
      draftId: string,
      { request, answer, words }: { request: string; answer: 'approved' | 'changes'; words: string },
    ): Promise<void> {
      const { draft, files } = await drafts.snapshot(actor, draftId);
      const legal = await law.modules(draft.id, files);
      await database.write(async (tx) => {
        const row = await openRequest(tx, draft.id, request);
        if (row.askedId !== actor.personId) throw notYours('Whoever was asked answers.');
        const state = legal.find(({ path }) => path === row.path)?.state ?? 'approved';
        if (answer === 'approved' && state !== 'approved') {
          throw new AppError(
            'LAW_IS_APPROVED_BELOW',
            409,
            'This module teaches law: approve it with a name and a day.',
            {
              help: 'Tick it in the list of modules that teach law.',
              field: 'words',
            },
          );
        }
        if (words !== '') await store.addComment(tx, commentOf(row, actor, words, clock.now()));
        await close(tx, actor, row, answer, titleIn(files, row.path));
      });
    },

    /** Takes a request back. Throws AppError `REQUEST_NOT_FOUND` (404), `NOT_ALLOWED` (403), `REQUEST_ANSWERED` (409). */
    async withdraw(actor: Actor, draftId: string, request: string): Promise<void> {
      const { draft, files } = await drafts.snapshot(actor, draftId);
      await database.write(async (tx) => {
        const row = await openRequest(tx, draft.id, request);
        if (row.askedBy !== actor.personId) throw notYours('Whoever asked takes it back.');
        await close(tx, actor, row, 'withdrawn', titleIn(files, row.path));
      });
    },

    /** The approval of law answers what the actor was asked for these modules; in its transaction. */
    async approved(tx: Tx, actor: Actor, draft: DraftRow, files: readonly DraftFileRow[]): Promise<void> {
      for (const row of await store.requests(tx, draft.id)) {
        const isAnswered = row.state === 'open' && row.askedId === actor.personId;
        if (isAnswered && files.some(({ path }) => path === row.path)) {
          // Taken back at this moment: the approval stands all the same.
          await tryClose(tx, actor, row, 'approved', titleIn(files, row.path));
        }
      }
    },
  };
}

/** See `createRequests`. */
export type Requests = ReturnType<typeof createRequests>;

function requireFile(files: readonly DraftFileRow[], path: string): DraftFileRow {
  const found = files.find((file) => file.path === path);
  if (found !== undefined) return found;
  throw new AppError('DRAFT_FILE_NOT_FOUND', 404, 'There is no such file in this draft.');
}

function noticeOf(
  row: RequestRow,
  kind: AuthorNotice['kind'],
  personId: string,
  facts: AuthorNotice['facts'],
): AuthorNotice {
  const href = `/author/drafts/${row.draftId}/review`;
  return { agencyId: row.agencyId, personId, kind, subjectKey: row.id, facts, href };
}

const titleIn = (files: readonly DraftFileRow[], path: string): string =>
  titleOfFile(path, files.find((file) => file.path === path) ?? null);

function commentOf({ agencyId, draftId, path }: RequestRow, actor: Actor, words: string, madeAt: Date): CommentRow {
  const by = { personId: actor.personId, madeAt, resolvedBy: null, resolvedAt: null };
  return { id: newId(), agencyId, draftId, path, blockId: null, words, ...by };
}

function alreadyAnswered(): AppError {
  return new AppError('REQUEST_ANSWERED', 409, 'This request is answered or taken back already.', { field: 'words' });
}

function notYours(help: string): AppError {
  return new AppError('NOT_ALLOWED', 403, 'This request is not yours.', { help });
}

function writerAsked(): AppError {
  return new AppError('WRITER_ASKED', 422, 'This colleague wrote in the module: somebody else checks the law in it.', {
    field: 'person',
    help: 'Ask somebody who neither made the draft nor wrote in the module, its translations or its bank.',
  });
}
