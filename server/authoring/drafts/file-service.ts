import { isDeepStrictEqual } from 'node:util';
import type { Actor } from '../../people/index.ts';
import { AppError, type Tx } from '../../platform/index.ts';
import {
  applyEdits,
  EditPlaceError,
  isSourceMap,
  mergeEdits,
  valueAtPlace,
  type DraftEdit,
  type EditPath,
  type SourceValue,
} from '../../standards/module/index.ts';
import { readEdits } from './draft-input.ts';
import type { DraftEditRow, DraftFileRow, DraftRow } from './draft-model.ts';
import { fileNotFound, requireOpen } from './draft-policy.ts';
import type { DraftStore } from './draft-store.ts';
import type { Heads } from './head-service.ts';
import type { FileChange, KeepChanges } from './keep-changes.ts';
import { patchYaml } from './patch-yaml.ts';
import { readData, readSource, schemaIssues, type FileIssue } from './read-source.ts';

/** A file as an editor opens it. */
export interface OpenFile {
  readonly path: string;
  readonly revision: number;
  readonly text: string;
  /** Plain values, as wrong as the author left them. */
  readonly data: SourceValue;
  readonly issues: readonly FileIssue[];
}

/** What a browser is told of an edit that was kept. */
export interface Kept {
  readonly kind: 'kept';
  readonly revision: number;
  /** Edits of others after the base, in their order: applied before the own. */
  readonly since: readonly DraftEdit[];
  /** The own edits as they were applied after those. */
  readonly applied: readonly DraftEdit[];
  readonly inverse: readonly DraftEdit[];
}

/** Two wrote at the same place; nothing was changed. */
export interface Clash {
  readonly kind: 'conflict';
  readonly revision: number;
  readonly at: EditPath;
  readonly yours: SourceValue;
  /** What stands there now; null where it was removed. */
  readonly theirs: SourceValue;
  readonly by: string;
  /** ISO moment. */
  readonly when: string;
}

/** One request to change a file. */
export interface EditRequest {
  readonly editId: string;
  readonly path: string;
  /** Revision of the file on which the browser made it. */
  readonly base: number;
  readonly edits: readonly DraftEdit[];
}

/** A change that is ready to be kept, and what others wrote since its base. */
export interface Change {
  readonly kind: 'change';
  readonly change: FileChange & { readonly file: DraftFileRow };
  readonly since: readonly DraftEdit[];
}

/** A writer who was slower tries again on what the quicker one left. */
const TRIES = 12;

interface Parts {
  readonly heads: Pick<Heads, 'own'>;
  readonly store: DraftStore;
  readonly keepChanges: KeepChanges;
  readonly namesOf: (ids: readonly string[]) => Promise<Map<string, string>>;
}

/** Reading and changing the files of a draft; a draft of another agency is not found (404). */
export function createFiles({ heads, store, namesOf, keepChanges }: Parts) {
  async function fileOf(tx: Tx | null, draft: DraftRow, path: string): Promise<DraftFileRow> {
    const file = await store.file(tx, draft.id, path);
    if (file === null || file.removedAt !== null) throw fileNotFound();
    return file;
  }

  /** The answer to an edit that was kept before: a browser that heard nothing asks again. */
  async function known(draftId: string, editId: string, base: number): Promise<Kept | null> {
    const row = await store.edit(null, draftId, editId);
    if (row === null) return null;
    const since = await store.editsBetween(null, row, base, row.revision - 1);
    if (since.length < row.revision - 1 - base) throw tooOld();
    return {
      kind: 'kept',
      revision: row.revision,
      since: since.flatMap(({ edits }) => readEdits(edits)),
      applied: readEdits(row.edits),
      inverse: readEdits(row.inverse),
    };
  }

  async function clash(file: DraftFileRow, data: SourceValue, edit: DraftEdit, by: DraftEditRow): Promise<Clash> {
    const names = await namesOf([by.personId]);
    return {
      kind: 'conflict',
      revision: file.revision,
      at: edit.at,
      yours: 'value' in edit ? edit.value : null,
      theirs: valueAtPlace(data, edit.op === 'insert' ? placeOfInsert(edit) : edit.at) ?? null,
      by: names.get(by.personId) ?? '',
      when: by.madeAt.toISOString(),
    };
  }

  /** What edits on an earlier revision make of a file as it is now; nothing is kept. */
  async function editsAsChange(draft: DraftRow, { editId, path, base, edits }: EditRequest): Promise<Change | Clash> {
    const file = await fileOf(null, draft, path);
    const data = readData(path, file.text);
    const rows = await store.editsBetween(null, file, base, file.revision);
    // Edits of others that are kept no longer cannot be merged with: nothing is written over them unseen.
    if (rows.length < file.revision - base) throw tooOld();
    let mine = edits;
    for (const row of rows) {
      const merged = mergeEdits(mine, readEdits(row.edits));
      if (merged.kind === 'conflict') return clash(file, data, merged.edit, row);
      mine = merged.edits;
    }
    const { inverse, value } = placed(() => applyEdits(data, mine));
    const text = mine.length === 0 ? file.text : placed(() => patchYaml(`${draft.folder}/${path}`, file.text, mine));
    if (!isDeepStrictEqual(readData(path, text), value)) throw notKept();
    const course = path === 'course.yaml' ? { course: value } : {};
    const since = rows.flatMap((row) => readEdits(row.edits));
    return { kind: 'change', change: { file, text, editId, edits: mine, inverse, ...course }, since };
  }

  return {
    editsAsChange,

    /** Files that are there, with their revisions, by path. */
    async list(actor: Actor, draftId: string): Promise<DraftFileRow[]> {
      const draft = await heads.own(null, actor, draftId);
      return store.files(null, draft.id);
    },

    /** Throws AppError `DRAFT_NOT_FOUND`, `DRAFT_FILE_NOT_FOUND` (404). */
    async read(actor: Actor, draftId: string, path: string): Promise<OpenFile> {
      const draft = await heads.own(null, actor, draftId);
      const { revision, text } = await fileOf(null, draft, path);
      const { file, data } = readSource(path, text);
      return { path, revision, text, data, issues: schemaIssues(path, draft.folder, file) };
    },

    /**
     * Merges edits into what others wrote since their base. Throws AppError `EDIT_NOT_POSSIBLE`, `EDIT_TOO_OLD`,
     * `SOURCE_INVALID` (422), `DRAFT_BUSY` (409).
     */
    async edit(actor: Actor, draftId: string, { editId, path, base, edits }: EditRequest): Promise<Kept | Clash> {
      const draft = await heads.own(null, actor, draftId);
      requireOpen(draft);
      for (let left = TRIES; left > 0; left -= 1) {
        const before = await known(draft.id, editId, base);
        if (before !== null) return before;
        const made = await editsAsChange(draft, { editId, path, base, edits });
        if (made.kind === 'conflict') return made;
        const { change, since } = made;
        if (await keepChanges(actor, draft, [change])) {
          const revision = change.file.revision + 1;
          return { kind: 'kept', revision, since, applied: change.edits, inverse: change.inverse };
        }
      }
      throw busy();
    },

    /**
     * The whole text of a file, as somebody typed it. It is kept where nobody else changed the file since `base`. Throws
     * AppError `SOURCE_INVALID` (422).
     */
    async replace(
      actor: Actor,
      draftId: string,
      { editId, path, base, text }: Omit<EditRequest, 'edits'> & { readonly text: string },
    ): Promise<Kept | Clash> {
      const draft = await heads.own(null, actor, draftId);
      requireOpen(draft);
      const data = readData(path, text);
      const before = await known(draft.id, editId, base);
      if (before !== null) return before;
      const file = await fileOf(null, draft, path);
      const was = readData(path, file.text);
      const edits: DraftEdit[] = [{ op: 'set', at: [], value: data }];
      const inverse: DraftEdit[] = [{ op: 'set', at: [], value: was }];
      const course = path === 'course.yaml' ? { course: data } : {};
      const isCurrent = file.revision === base;
      if (isCurrent && (await keepChanges(actor, draft, [{ file, text, editId, edits, inverse, ...course }]))) {
        return { kind: 'kept', revision: base + 1, since: [], applied: edits, inverse };
      }
      const now = await fileOf(null, draft, path);
      const [last] = await store.editsBetween(null, now, now.revision - 1, now.revision);
      const by = last === undefined ? now.updatedBy : last.personId;
      const names = await namesOf([by]);
      const when = (last?.madeAt ?? now.updatedAt).toISOString();
      return {
        kind: 'conflict',
        revision: now.revision,
        at: [],
        yours: text,
        theirs: now.text,
        by: names.get(by) ?? '',
        when,
      };
    },
  };
}

/** See `createFiles`. */
export type Files = ReturnType<typeof createFiles>;

function placeOfInsert({ at, value }: Extract<DraftEdit, { op: 'insert' }>): EditPath {
  return isSourceMap(value) && typeof value['id'] === 'string' ? [...at, { id: value['id'] }] : at;
}

/** Does edits at places that may be gone. Throws AppError `EDIT_NOT_POSSIBLE` (422). */
export function placed<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (!(cause instanceof EditPlaceError)) throw cause;
    throw new AppError(
      'EDIT_NOT_POSSIBLE',
      422,
      'The place of this edit is not there any more.',
      { help: 'Load the file again: what you typed is kept in the page.', details: { what: cause.message } },
      { cause },
    );
  }
}

function notKept(): AppError {
  return new AppError('EDIT_NOT_POSSIBLE', 422, 'The file cannot hold this edit as it was typed.', {
    help: 'Nothing was changed. Change it in the source of the file.',
  });
}

function tooOld(): AppError {
  return new AppError('EDIT_TOO_OLD', 422, 'This edit was made on a text of more than a month ago.', {
    help: 'Load the file again: what you typed is kept in the page.',
  });
}

function busy(): AppError {
  return new AppError('DRAFT_BUSY', 409, 'Others write in this file at this moment.', { help: 'Send it again.' });
}
