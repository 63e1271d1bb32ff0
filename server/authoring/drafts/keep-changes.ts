import type { Actor } from '../../people/index.ts';
import { AppError, newId, type Platform, type Tx } from '../../platform/index.ts';
import type { DraftEdit } from '../../standards/module/index.ts';
import type { DraftFileRow, DraftRow } from './draft-model.ts';
import { requireOpen } from './draft-policy.ts';
import type { DraftStore } from './draft-store.ts';
import { titleOf } from './read-source.ts';
import type { SourceValue } from '../../standards/module/index.ts';

/** What becomes of one file. */
export interface FileChange {
  /** The row as it was read; a path where there is none yet. */
  readonly file: DraftFileRow | string;
  readonly text: string;
  /** False takes the file out of the draft; its text stays. */
  readonly isThere?: boolean;
  readonly editId: string;
  readonly edits: readonly DraftEdit[];
  readonly inverse: readonly DraftEdit[];
  /** Value of the new text, where it is the course's own file: its title names the draft. */
  readonly course?: SourceValue;
}

/** All of it in one transaction; false, and nothing is changed, where somebody was quicker. */
export type KeepChanges = (
  actor: Actor,
  draft: DraftRow,
  changes: readonly FileChange[],
  /** What is written with them, where nothing at all changed since the draft's row was read. */
  also?: (tx: Tx) => Promise<void>,
) => Promise<boolean>;

/** Files of one draft; a course of fifty modules with three languages has half of them. */
const MOST_FILES = 400;

/** Makes the one way in which files of drafts change. */
export function createKeepChanges(
  { database, clock }: Pick<Platform, 'database' | 'clock'>,
  store: DraftStore,
): KeepChanges {
  return async (actor, draft, changes, also) => {
    const at = clock.now();
    const by = { updatedBy: actor.personId, updatedAt: at };
    const isNew = changes.some(({ file }) => typeof file === 'string');
    if (isNew && (await store.countFiles(null, draft.id)) >= MOST_FILES) {
      throw new AppError('DRAFT_FULL', 409, 'This draft has as many files as a draft can have.');
    }
    const work = database.write(async (tx) => {
      for (const { file, text, isThere = true, editId, edits, inverse, course } of changes) {
        const removedAt = isThere ? null : at;
        const base = { agencyId: draft.agencyId, draftId: draft.id };
        const path = typeof file === 'string' ? file : file.path;
        const revision = typeof file === 'string' ? 1 : file.revision + 1;
        if (typeof file === 'string') {
          await store.insertFiles(tx, [{ id: newId(), ...base, path, text, revision, ...by, removedAt }]);
        } else if (!(await store.changeFile(tx, file, { text, ...by, removedAt }))) throw new SlowerError();
        const words = { edits: JSON.stringify(edits), inverse: JSON.stringify(inverse) };
        const row = { id: newId(), ...base, path, revision, editId, personId: actor.personId, ...words, madeAt: at };
        await store.insertEdit(tx, row);
        const title = course === undefined ? null : titleOf(course);
        if (title !== null) await store.update(tx, draft.id, { title });
      }
      const { revision, state } = await store.touch(tx, draft.id, at);
      // It was open when it was read; somebody may have retired it since.
      requireOpen({ state });
      if (also !== undefined) {
        if (revision !== draft.revision + 1) throw new SlowerError();
        await also(tx);
      }
      return true;
    });
    return work.catch(async (error: unknown) => {
      if (!(error instanceof SlowerError)) throw error;
      // On SQLite the quicker one may wait in the same transaction: a write that does nothing is answered after its commit too.
      await database.write(async () => undefined);
      return false;
    });
  };
}

/** Somebody changed a file between its reading and its writing: the transaction is taken back. */
class SlowerError extends Error {}
