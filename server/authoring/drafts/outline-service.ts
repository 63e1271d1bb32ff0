import type { Actor } from '../../people/index.ts';
import { AppError, dayIn, newId, type Platform } from '../../platform/index.ts';
import {
  applyEdits,
  freeId,
  isSourceList,
  isSourceMap,
  valueAtPlace,
  type DraftEdit,
  type EditPath,
  type EditStep,
} from '../../standards/module/index.ts';
import { formatSource } from '../format-source.ts';
import { moduleTemplate } from '../module-template.ts';
import { folderOf } from './course-template.ts';
import type { DraftFileRow, DraftRow } from './draft-model.ts';
import { fileNotFound, requireOpen } from './draft-policy.ts';
import type { DraftStore } from './draft-store.ts';
import { placed } from './file-service.ts';
import type { Heads } from './head-service.ts';
import type { FileChange, KeepChanges } from './keep-changes.ts';
import { patchYaml } from './patch-yaml.ts';
import { readData } from './read-source.ts';
import type { Shelf, ShelfChange } from './shelf-service.ts';

const COURSE = 'course.yaml';
/** Numbers of names from here on are for tests. */
const LAST_NUMBER = 89;
const YEAR_MS = 365 * 86_400_000;
const TRIES = 6;

interface Parts {
  readonly heads: Pick<Heads, 'own'>;
  readonly store: DraftStore;
  readonly keepChanges: KeepChanges;
  readonly shelf: Pick<Shelf, 'changeOf'>;
  /** Skill that a new module begins with. */
  readonly firstSkill: () => string;
}

/** Where a module stands in course.yaml. */
interface Standing {
  readonly list: EditPath;
  readonly place: number;
  /** No other module stands in the part. */
  readonly isOnly: boolean;
}

/** What an action does: edits of course.yaml, and files that are put in or taken out. */
interface Action {
  readonly edits: readonly DraftEdit[];
  readonly files: readonly ShelfChange[];
}

/** Modules of a draft: added, moved, copied, taken out; each resolves with the id by which it is taken back. */
export function createOutline({ clock }: Pick<Platform, 'clock'>, parts: Parts) {
  const { heads, store, keepChanges, shelf, firstSkill } = parts;

  async function act(
    actor: Actor,
    draftId: string,
    plan: (course: CourseFile, draft: DraftRow) => Action | Promise<Action>,
  ): Promise<string> {
    const actionId = newId();
    for (let left = TRIES; left > 0; left -= 1) {
      const draft = await heads.own(null, actor, draftId);
      requireOpen(draft);
      const file = await store.file(null, draft.id, COURSE);
      if (file === null || file.removedAt !== null) throw fileNotFound();
      const { edits, files } = await plan(new CourseFile(file, await store.files(null, draft.id)), draft);
      const changes: FileChange[] = [];
      for (const [index, change] of files.entries()) {
        changes.push(await shelf.changeOf(draft, change, `${actionId}-${index + 1}`));
      }
      if (edits.length > 0) {
        const { value, inverse } = placed(() => applyEdits(readData(COURSE, file.text), edits));
        const text = placed(() => patchYaml(`${draft.folder}/${COURSE}`, file.text, edits));
        changes.unshift({ file, text, editId: `${actionId}-0`, edits, inverse, course: value });
      }
      if (changes.length === 0 || (await keepChanges(actor, draft, changes))) return actionId;
    }
    throw new AppError('DRAFT_BUSY', 409, 'Others change this draft at this moment.', { help: 'Send it again.' });
  }

  /** A module begun from the template, with a name and an id that no other has. */
  function begin(actor: Actor, { folder }: DraftRow, course: CourseFile, words: string, title: string) {
    const name = course.freeName(folderOf(words));
    const reviewBy = dayIn(actor.timeZone, new Date(clock.now().getTime() + YEAR_MS));
    const path = `modules/${name}.yaml`;
    // Its id is the name without the number, where no module has it yet.
    const free = `${name.slice(0, 3)}${course.freeId(name.slice(3))}`;
    const template = moduleTemplate({ name: free, title, reviewBy, skill: firstSkill() });
    return { name, file: { path, text: formatSource(`${folder}/${path}`, template) } };
  }

  return {
    /** Adds a module to a part, begun from the template. Throws AppError `PART_NOT_FOUND` (404). */
    add: (actor: Actor, draftId: string, { part, title }: { part: string; title: string }): Promise<string> =>
      act(actor, draftId, (course, draft) => {
        const { name, file } = begin(actor, draft, course, title, title);
        return { edits: [put(course.partAt(part), null, name)], files: [file] };
      }),

    /** Adds a part at the end of the course, with a module begun from the template: a part needs one. */
    addPart: (actor: Actor, draftId: string, title: string): Promise<string> =>
      act(actor, draftId, (course, draft) => {
        const { name, file } = begin(actor, draft, course, title, 'WRITE the title of the module');
        const value = { id: course.freePart(folderOf(title)), title, modules: [name] };
        return { edits: [{ op: 'insert', at: ['parts'], before: null, value }], files: [file] };
      }),

    /** Gives a part another title; its id stays. Throws AppError `PART_NOT_FOUND` (404). */
    renamePart: (actor: Actor, draftId: string, { part, title }: { part: string; title: string }): Promise<string> =>
      act(actor, draftId, (course) => {
        const at = [...course.partAt(part).slice(0, -1), 'title'];
        return { edits: [{ op: 'set', at, value: title }], files: [] };
      }),

    /** Moves a module up or down, into the next part at the end of one. Throws AppError `PART_NEEDS_MODULE` (409). */
    move: (actor: Actor, draftId: string, name: string, by: -1 | 1): Promise<string> =>
      act(actor, draftId, (course) => ({ edits: course.moved(name, by), files: [] })),

    /** Copies a module with its translations; the copy has a name and an id of its own. */
    duplicate: (actor: Actor, draftId: string, name: string): Promise<string> =>
      act(actor, draftId, (course, draft) => {
        const files = course.filesOf(name);
        const copy = course.freeName(name.slice(3));
        const standing = course.standingOf(name);
        return {
          edits: standing === null ? [] : [put(standing.list, standing.place + 1, copy)],
          files: files.map(({ path, text }) => {
            const to = path.replace(`modules/${name}.`, `modules/${copy}.`);
            const data = readData(path, text);
            const id = isSourceMap(data) ? data['id'] : undefined;
            const edit = { op: 'set', at: ['id'], value: course.freeId(typeof id === 'string' ? id : name) } as const;
            return { path: to, text: id === undefined ? text : patchYaml(`${draft.folder}/${to}`, text, [edit]) };
          }),
        };
      }),

    /** Takes a module out of the course, its file and its translations with it. Throws AppError `PART_NEEDS_MODULE` (409). */
    remove: (actor: Actor, draftId: string, name: string): Promise<string> =>
      act(actor, draftId, (course) => {
        const standing = course.standingOf(name);
        if (standing?.isOnly === true) throw partNeedsModule();
        const files = course.filesOf(name, standing === null);
        return {
          edits: standing === null ? [] : [{ op: 'remove', at: [...standing.list, standing.place] }],
          files: files.map(({ path }) => ({ path, text: null })),
        };
      }),
  };
}

/** See `createOutline`. */
export type OutlineDesk = ReturnType<typeof createOutline>;

const put = (at: EditPath, before: EditStep | null, value: string): DraftEdit => ({ op: 'insert', at, before, value });

function partNeedsModule(): AppError {
  const help = 'Add another first.';
  return new AppError('PART_NEEDS_MODULE', 409, 'A part keeps at least one module.', { field: 'name', help });
}

/** What course.yaml says of modules, and which files there are. */
class CourseFile {
  private readonly data;
  private readonly files: readonly DraftFileRow[];

  constructor({ text }: DraftFileRow, files: readonly DraftFileRow[]) {
    this.data = readData(COURSE, text);
    this.files = files;
  }

  /** Lists of modules of the parts, by the step of the part. */
  private lists(): { list: EditPath; names: readonly unknown[]; id: string }[] {
    const parts = valueAtPlace(this.data, ['parts']);
    return (isSourceList(parts) ? parts : []).map((part, index) => {
      const id = isSourceMap(part) && typeof part['id'] === 'string' ? part['id'] : null;
      const list: EditPath = ['parts', id === null ? index : { id }, 'modules'];
      const names = valueAtPlace(this.data, list);
      return { list, names: isSourceList(names) ? names : [], id: id ?? String(index) };
    });
  }

  partAt(part: string): EditPath {
    const found = this.lists().find(({ id }) => id === part);
    if (found === undefined) throw new AppError('PART_NOT_FOUND', 404, 'There is no such part.', { field: 'part' });
    return found.list;
  }

  /** An id like another that no part has. */
  freePart(id: string): string {
    return freeId(id, new Set(this.lists().map((part) => part.id)));
  }

  standingOf(name: string): Standing | null {
    for (const { list, names } of this.lists()) {
      const place = names.indexOf(name);
      if (place >= 0) return { list, place, isOnly: names.length === 1 };
    }
    return null;
  }

  /** Edits that move a module by one place; none at the ends of the course. */
  moved(name: string, by: -1 | 1): DraftEdit[] {
    const lists = this.lists();
    const at = lists.findIndex(({ names }) => names.includes(name));
    const here = lists[at];
    if (here === undefined) throw fileNotFound();
    const place = here.names.indexOf(name);
    const to = place + by;
    const isInside = to >= 0 && to < here.names.length;
    const next = isInside ? here : lists[at + by];
    if (next === undefined) return [];
    if (!isInside && here.names.length === 1) throw partNeedsModule();
    const target = isInside ? to : by > 0 ? 0 : next.names.length;
    return [{ op: 'remove', at: [...here.list, place] }, put(next.list, target, name)];
  }

  /** The module's file and its translations; none may be missing unless it `may`. */
  filesOf(name: string, isNeeded = true): DraftFileRow[] {
    const files = this.files.filter(({ path }) => path.startsWith(`modules/${name}.`));
    if (isNeeded && files.length === 0) throw fileNotFound();
    return files;
  }

  /** A name with the next number that no module has. */
  freeName(words: string): string {
    const numbers = this.files.flatMap(({ path }) => Number(/^modules\/(\d{2})-/.exec(path)?.[1] ?? Number.NaN));
    const number = Math.max(0, ...numbers.filter((one) => one <= LAST_NUMBER)) + 1;
    const isTaken = (name: string): boolean => this.files.some(({ path }) => path.startsWith(`modules/${name}.`));
    const base = `${String(Math.min(number, LAST_NUMBER)).padStart(2, '0')}-${words.slice(0, 34)}`;
    for (let copy = 1; copy < 1000; copy += 1) {
      const name = copy === 1 ? base : `${base}-${copy}`;
      if (!isTaken(name)) return name;
    }
    throw new AppError('DRAFT_FULL', 409, 'There are too many modules of this name.');
  }

  /** An id that no module has, like another or that itself: records name modules by it. */
  freeId(id: string): string {
    const taken = new Set(this.files.map(({ path, text }) => valueAtPlace(readData(path, text), ['id'])));
    if (!taken.has(id)) return id;
    for (let copy = 2; copy < 1000; copy += 1) {
      const free = `${id.slice(0, 35)}-${copy}`;
      if (!taken.has(free)) return free;
    }
    return id;
  }
}
