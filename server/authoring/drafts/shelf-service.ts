import type { Actor } from '../../people/index.ts';
import { AppError, newId, type Platform } from '../../platform/index.ts';
import type { DraftEdit } from '../../standards/module/index.ts';
import { readEdits } from './draft-input.ts';
import { KEPT_EDIT_MS } from './edit-pruning-job.ts';
import type { DraftEditRow, DraftFileRow, DraftRow } from './draft-model.ts';
import { fileNotFound, requireOpen } from './draft-policy.ts';
import type { DraftStore } from './draft-store.ts';
import type { Files } from './file-service.ts';
import type { Heads } from './head-service.ts';
import type { FileChange, KeepChanges } from './keep-changes.ts';
import { readData } from './read-source.ts';

/** A file is put in or taken out: at the root of the value that it holds. */
const TAKEN_OUT: DraftEdit = { op: 'remove', at: [] };

/** Of the newest actions, how many are tried until one can be taken back. */
const MOST_TRIED = 5;
/** Edits in which they are looked for. */
const MOST_READ = 200;

interface Parts {
  readonly heads: Pick<Heads, 'own'>;
  readonly store: DraftStore;
  readonly keepChanges: KeepChanges;
  readonly files: Pick<Files, 'editsAsChange'>;
}

/** What an action over files needs of one that is put in or taken out. */
export interface ShelfChange {
  readonly path: string;
  /** Null takes the file out. */
  readonly text: string | null;
}

/** An action that can be taken back. */
export interface LastAction {
  readonly id: string;
  readonly edits: readonly DraftEditRow[];
}

/** Files as a whole: put in, taken out, brought back. A draft of another agency is not found (404). */
export function createShelf({ clock }: Pick<Platform, 'clock'>, { heads, store, keepChanges, files }: Parts) {
  /** The change of a file that is put in or taken out. Throws AppError `DRAFT_FILE_EXISTS` (409), `DRAFT_FILE_NOT_FOUND` (404). */
  async function changeOf(draft: DraftRow, { path, text }: ShelfChange, editId: string): Promise<FileChange> {
    const file = await store.file(null, draft.id, path);
    const isThere = file !== null && file.removedAt === null;
    if (text === null) {
      if (!isThere) throw fileNotFound();
      const value = readData(path, file.text);
      const inverse: DraftEdit[] = [{ op: 'set', at: [], value }];
      return { file, text: file.text, isThere: false, editId, edits: [TAKEN_OUT], inverse };
    }
    if (isThere) {
      throw new AppError('DRAFT_FILE_EXISTS', 409, 'There is a file of this name already.', { field: 'title' });
    }
    const edits: DraftEdit[] = [{ op: 'set', at: [], value: readData(path, text) }];
    return { file: file ?? path, text, editId, edits, inverse: [TAKEN_OUT] };
  }

  async function change(actor: Actor, draftId: string, asked: ShelfChange): Promise<void> {
    const draft = await heads.own(null, actor, draftId);
    requireOpen(draft);
    if (!(await keepChanges(actor, draft, [await changeOf(draft, asked, newId())]))) throw changedMeanwhile();
  }

  async function removedFile(draft: DraftRow, path: string): Promise<DraftFileRow> {
    const file = await store.file(null, draft.id, path);
    if (file === null || file.removedAt === null) throw fileNotFound();
    return file;
  }

  /** What takes one row of an action back. A file that came or went as a whole has to be as the action left it. */
  async function undoOf(
    draft: DraftRow,
    { path, revision, inverse }: DraftEditRow,
    editId: string = newId(),
  ): Promise<FileChange> {
    const edits = readEdits(inverse);
    const [first] = edits;
    if (first?.at.length !== 0) {
      const made = await files.editsAsChange(draft, { editId, path, base: revision, edits });
      if (made.kind === 'conflict') throw changedMeanwhile();
      return made.change;
    }
    const file = await store.file(null, draft.id, path);
    if (file?.revision !== revision) throw changedMeanwhile();
    const text = first.op === 'remove' ? null : (await removedFile(draft, path)).text;
    return changeOf(draft, { path, text }, editId);
  }

  /** Nobody wrote at its places since. */
  async function isUndoable(draft: DraftRow, rows: readonly DraftEditRow[]): Promise<boolean> {
    try {
      for (const row of rows) await undoOf(draft, row);
      return true;
    } catch (error) {
      if (!(error instanceof AppError) || error.status >= 500) throw error;
      return false;
    }
  }

  const keptSince = (): Date => new Date(clock.now().getTime() - KEPT_EDIT_MS);

  return {
    changeOf,

    /** Puts a file in; one of its name that was taken out is written over. Throws AppError `DRAFT_FILE_EXISTS` (409), `SOURCE_INVALID` (422). */
    add: (actor: Actor, draftId: string, path: string, text: string): Promise<void> =>
      change(actor, draftId, { path, text }),

    /** Takes a file out; its text stays for {@link restore}. */
    remove: (actor: Actor, draftId: string, path: string): Promise<void> =>
      change(actor, draftId, { path, text: null }),

    /** Brings back what was taken out, as it was. */
    async restore(actor: Actor, draftId: string, path: string): Promise<void> {
      const draft = await heads.own(null, actor, draftId);
      requireOpen(draft);
      const { text } = await removedFile(draft, path);
      await change(actor, draftId, { path, text });
    },

    /**
     * Takes one action back, over all files that it changed. Throws AppError `NOTHING_TO_UNDO` (404), `UNDO_CONFLICT` (409)
     * where somebody wrote at the same place, or in a file that it put in, since.
     */
    async undo(actor: Actor, draftId: string, actionId: string): Promise<void> {
      const draft = await heads.own(null, actor, draftId);
      requireOpen(draft);
      const rows = await store.editsOf(null, draft.id, actionId);
      const since = keptSince();
      const isUndone = (await store.editsOf(null, draft.id, `undo-${actionId}`)).length > 0;
      // Of an older action some rows may be gone: half of it is not taken back.
      if (rows.length === 0 || isUndone || rows.some(({ madeAt }) => madeAt < since)) {
        const help = 'What was done in the last 30 days can be taken back.';
        throw new AppError('NOTHING_TO_UNDO', 404, 'There is nothing to take back.', { field: 'action', help });
      }
      const changes: FileChange[] = [];
      for (const [at, row] of rows.entries()) changes.push(await undoOf(draft, row, `undo-${actionId}-${at}`));
      if (!(await keepChanges(actor, draft, changes))) throw changedMeanwhile();
    },

    /** The newest action that can be taken back, with its edits; null where there is none. */
    async lastAction(actor: Actor, draftId: string): Promise<LastAction | null> {
      const draft = await heads.own(null, actor, draftId);
      const rows = await store.actionEdits(null, draft.id, keptSince(), MOST_READ);
      const named = (sign: RegExp): string[] => rows.flatMap(({ editId }) => sign.exec(editId)?.[1] ?? []);
      const undone = new Set(named(/^undo-([0-9a-z]{26})-\d+$/));
      const actions = [...new Set(named(/^([0-9a-z]{26})-\d+$/))].filter((id) => !undone.has(id));
      for (const id of actions.slice(0, MOST_TRIED)) {
        const edits = await store.editsOf(null, draft.id, id);
        if (await isUndoable(draft, edits)) return { id, edits };
      }
      return null;
    },
  };
}

/** See `createShelf`. */
export type Shelf = ReturnType<typeof createShelf>;

function changedMeanwhile(): AppError {
  return new AppError('UNDO_CONFLICT', 409, 'Somebody else has changed the same place meanwhile.', {
    field: 'action',
    help: 'Nothing was overwritten. Load the outline again to see how it stands.',
  });
}
