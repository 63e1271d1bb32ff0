import type { Platform } from '../../platform/index.ts';
import type { EditPruningStore } from './edit-pruning-store.ts';

const TYPE = 'drafts.prune-edits';
const DAY_MS = 86_400_000;
/** For so long an edit can be sent again, merged into, and taken back. */
export const KEPT_EDIT_MS = 30 * DAY_MS;
/** The last edits of each file, however old. */
export const KEPT_EDITS = 200;
const FILES_A_TURN = 200;
/** Rows deleted in one transaction, so that writers come in between. */
const ROWS_A_TURN = 500;

/**
 * Removes, once a day, edits that are older than {@link KEPT_EDIT_MS} and not among the last {@link KEPT_EDITS} of their file. The
 * last of each person in a file stays: it says who may not approve the law in it. Idempotent.
 */
export function registerEditPruning({ jobs, database, clock }: Platform, store: EditPruningStore): void {
  jobs.on(TYPE, async () => {
    const before = new Date(clock.now().getTime() - KEPT_EDIT_MS);
    let after = '';
    for (;;) {
      const files = await store.beyond(KEPT_EDITS, after, FILES_A_TURN);
      for (const file of files) {
        const kept = await store.lastOfWriters(file);
        const which = { before, upTo: file.revision - KEPT_EDITS, kept, limit: ROWS_A_TURN };
        let gone = ROWS_A_TURN;
        while (gone === ROWS_A_TURN) gone = await database.write((tx) => store.prune(tx, file, which), 'bulk');
      }
      const last = files.at(-1);
      if (last === undefined) return;
      after = last.id;
    }
  });
  jobs.every(TYPE, DAY_MS);
}
