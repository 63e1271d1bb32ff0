import { applyEdits, valueAtPlace } from '../../../server/standards/module/apply-edits.ts';
import {
  EditPlaceError,
  type DraftEdit,
  type EditPath,
  type SourceValue,
} from '../../../server/standards/module/draft-edit.ts';
import { mergeEdits } from '../../../server/standards/module/merge-edits.ts';
import type { DraftClash, DraftFile, DraftKept, DraftLine } from './draft-line.ts';
import { UNKEPT } from './page-shelf.ts';
import {
  afterEdits,
  clashesBetween,
  clashHere,
  isSameField,
  liesAt,
  onePerPlace,
  putInAgain,
  type PenClash,
} from './pen-clash.ts';

/** A change that the server has not acknowledged. */
export interface UnsentChange {
  readonly editId: string;
  readonly edits: readonly DraftEdit[];
}

/** Where unsent changes are kept until the server has them, should the browser be killed. */
export interface UnsentShelf {
  load(): { readonly base: number; readonly changes: readonly UnsentChange[] } | null;
  /** False: the browser has not kept them. */
  keep(base: number, changes: readonly UnsentChange[]): boolean;
}

/** What the page says about saving. */
export type PenState =
  | { readonly kind: 'saved' | 'saving' | 'typing' }
  | { readonly kind: 'waiting' | 'refused'; readonly words: string }
  | { readonly kind: 'clash'; readonly clash: DraftClash };

interface PenParts {
  readonly line: DraftLine;
  readonly shelf: UnsentShelf;
  readonly newId: () => string;
  /** Others changed the file, or a change was taken back: everything may look different. */
  readonly changed: () => void;
  readonly told: (state: PenState) => void;
  /** Own edits that the server will never take, and why. */
  readonly putAside: (edits: readonly DraftEdit[], why: string) => void;
}

/** Quiet time after a key before what was typed is sent, ms. */
const PAUSE_MS = 700;
const AGAIN_MS = 3000;
const MOST_UNDO = 200;

interface Undoable {
  readonly edits: readonly DraftEdit[];
  readonly inverse: readonly DraftEdit[];
}

/** One file of a draft in a browser: changes show at once, are sent soon, and can be taken back. */
export class DraftPen {
  readonly #parts: PenParts;
  /** The file as the server has it, at its revision. */
  #kept: { revision: number; data: SourceValue };
  #data: SourceValue;
  #unsent: UnsentChange[] = [];
  /** Changes that are on their way: typing no longer joins them. */
  #sending: Promise<void> | null = null;
  /** Changes that the server may have, though nobody heard: typing makes a new one. */
  readonly #tried = new Set<string>();
  /** Places at which two wrote; nothing is sent until the author has decided about each. */
  #clashes: readonly PenClash[] = [];
  /** True while changes of an earlier page are sent: the file that was read may hold some of them. */
  #isLeft = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #done: Undoable[] = [];
  #undone: Undoable[] = [];

  constructor(file: Pick<DraftFile, 'revision' | 'data'>, parts: PenParts) {
    this.#parts = parts;
    this.#kept = { revision: file.revision, data: file.data };
    this.#data = file.data;
    const left = parts.shelf.load();
    if (left === null || left.changes.length === 0) return;
    // What a killed browser had not sent: the server knows it already, or takes it now, or says who wrote meanwhile.
    this.#isLeft = true;
    this.#kept = { revision: left.base, data: file.data };
    this.#unsent = [...left.changes];
    for (const { editId } of left.changes) this.#tried.add(editId);
    for (const { edits } of left.changes) this.#apply(edits);
    this.#timer = setTimeout(() => void this.flush(), 0);
  }

  get data(): SourceValue {
    return this.#data;
  }

  get mayUndo(): boolean {
    return this.#done.length > 0;
  }

  get mayRedo(): boolean {
    return this.#undone.length > 0;
  }

  /** Value at a place of the file; undefined where there is none. */
  at(path: EditPath): SourceValue | undefined {
    return valueAtPlace(this.#data, path);
  }

  /** Makes a change. Typing in one field is one change to take back. False where the place is not there any more. */
  write(edits: readonly DraftEdit[]): boolean {
    if (edits.length === 0) return true;
    const inverse = this.#apply(edits);
    if (inverse === null) return false;
    const before = this.#done.at(-1);
    if (before !== undefined && isSameField(before.edits, edits))
      this.#done[this.#done.length - 1] = { ...before, edits };
    else this.#done.push({ edits, inverse });
    if (this.#done.length > MOST_UNDO) this.#done.shift();
    this.#undone = [];
    this.#send(edits);
    return true;
  }

  undo(): void {
    this.#step(this.#done, this.#undone);
  }

  redo(): void {
    this.#step(this.#undone, this.#done);
  }

  /** Sends what is left; resolves when the server has all of it or cannot take it now. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#sending ??= this.#sendAll().finally(() => (this.#sending = null));
    await this.#sending;
  }

  /** Ends a clash: the own change is made upon theirs, or given up. */
  async settle(keep: 'mine' | 'theirs'): Promise<void> {
    const file = await this.#parts.line.read();
    const [decided, ...rest] = this.#clashes;
    if (decided === undefined) return;
    const { at } = decided.clash;
    if (keep === 'theirs') this.#drop(at);
    const again = keep === 'mine' ? putInAgain(decided, file.data) : null;
    if (again !== null) {
      this.#drop(again.place);
      this.#unsent.unshift({ editId: '', edits: [again.edit] });
    }
    // Made anew on what is there: the server keeps no memory of a refused change.
    this.#unsent = this.#unsent.map(({ edits }) => ({ editId: this.#parts.newId(), edits }));
    const before = this.#isLeft ? null : this.#kept.data;
    const edits = this.#unsent.flatMap((change) => change.edits);
    const found = clashesBetween(edits, { before, after: file.data, own: this.#data });
    this.#clashes = onePerPlace([...rest, ...found], again?.place ?? at);
    this.#isLeft = false;
    this.#reset(file);
    this.#askNext();
    await this.flush();
  }

  /** Gives up the own edits at a place. */
  #drop(at: EditPath): void {
    this.#unsent = this.#unsent.flatMap((change) => {
      const edits = change.edits.filter((edit) => !liesAt(edit, at));
      return edits.length === 0 ? [] : [{ ...change, edits }];
    });
  }

  #askNext(): void {
    const [next] = this.#clashes;
    if (next !== undefined) this.#parts.told({ kind: 'clash', clash: next.clash });
  }

  #step(from: Undoable[], to: Undoable[]): void {
    const last = from.pop();
    if (last === undefined) return;
    const inverse = this.#apply(last.inverse);
    if (inverse === null) {
      this.#parts.told({
        kind: 'refused',
        words: 'This cannot be taken back: somebody else has changed the place since.',
      });
      return;
    }
    to.push({ edits: last.inverse, inverse });
    this.#send(last.inverse);
    this.#parts.changed();
  }

  /** The way back, or null where the edits have no place. */
  #apply(edits: readonly DraftEdit[]): readonly DraftEdit[] | null {
    try {
      const { value, inverse } = applyEdits(this.#data, edits);
      this.#data = value;
      return inverse;
    } catch (fault) {
      if (!(fault instanceof EditPlaceError)) throw fault;
      return null;
    }
  }

  #send(edits: readonly DraftEdit[]): void {
    const last = this.#unsent.at(-1);
    const isOpen = last !== undefined && !this.#tried.has(last.editId);
    if (isOpen && isSameField(last.edits, edits)) this.#unsent[this.#unsent.length - 1] = { ...last, edits };
    else this.#unsent.push({ editId: this.#parts.newId(), edits });
    const isKept = this.#shelve();
    if (this.#clashes.length > 0) return;
    this.#parts.told(isKept ? { kind: 'typing' } : { kind: 'waiting', words: UNKEPT });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), PAUSE_MS);
  }

  async #sendAll(): Promise<void> {
    let isRefused = false;
    while (this.#unsent.length > 0 && this.#clashes.length === 0) {
      const [change] = this.#unsent;
      if (change === undefined) return;
      this.#parts.told({ kind: 'saving' });
      this.#tried.add(change.editId);
      const answer = await this.#parts.line.edit({ ...change, base: this.#kept.revision });
      if (answer.kind === 'later') {
        this.#parts.told({ kind: 'waiting', words: answer.words });
        this.#timer = setTimeout(() => void this.flush(), AGAIN_MS);
        return;
      }
      if (answer.kind === 'clash') {
        this.#clashes = [{ clash: answer, own: this.#data }];
        this.#askNext();
        return;
      }
      this.#unsent.shift();
      if (answer.kind === 'refused') {
        this.#parts.putAside(change.edits, answer.words);
        this.#reset(await this.#parts.line.read());
        this.#parts.told({ kind: 'refused', words: answer.words });
        isRefused = true;
        continue;
      }
      await this.#take(answer);
    }
    // Why something was given up stays to be read.
    if (this.#clashes.length === 0 && !isRefused) this.#parts.told({ kind: 'saved' });
  }

  async #take({ revision, since, applied }: DraftKept): Promise<void> {
    const now = this.#isLeft ? null : afterEdits(this.#kept.data, [...since, ...applied]);
    if (now === null) {
      if (this.#isLeft && this.#unsent.length > 0) {
        this.#shelve();
        return;
      }
      this.#isLeft = false;
      this.#reset(await this.#parts.line.read());
      return;
    }
    this.#kept = { revision, data: now };
    if (since.length > 0) this.#rebase(since);
    this.#shelve();
  }

  /** Shows what others wrote, and the own unsent changes upon it. */
  #rebase(since: readonly DraftEdit[]): void {
    const found: PenClash[] = [];
    this.#unsent = this.#unsent.flatMap((change) => {
      const merged = mergeEdits(change.edits, since);
      if (merged.kind === 'merged') return merged.edits.length === 0 ? [] : [{ ...change, edits: merged.edits }];
      found.push(clashHere(merged.edit.at, this.#data, this.#kept.data));
      return [change];
    });
    this.#clashes = onePerPlace(found, null);
    this.#show();
    this.#askNext();
  }

  #reset(file: Pick<DraftFile, 'revision' | 'data'>): void {
    this.#kept = { revision: file.revision, data: file.data };
    this.#shelve();
    this.#show();
  }

  #show(): void {
    this.#data = this.#kept.data;
    for (const { edits } of this.#unsent) this.#apply(edits);
    this.#parts.changed();
  }

  #shelve(): boolean {
    return this.#parts.shelf.keep(this.#kept.revision, this.#unsent);
  }
}
