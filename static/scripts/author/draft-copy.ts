import { applyEdits, valueAtPlace } from '../../../server/standards/module/apply-edits.ts';
import {
  EditPlaceError,
  isSamePlace,
  type DraftEdit,
  type EditPath,
  type SourceValue,
} from '../../../server/standards/module/draft-edit.ts';
import { mergeEdits } from '../../../server/standards/module/merge-edits.ts';
import { fieldEdit } from './field-edits.ts';

/** A place at which somebody else wrote while an own change was on its way. */
export interface Clash {
  readonly at: EditPath;
  /** undefined: removed. */
  readonly mine: SourceValue | undefined;
  readonly theirs: SourceValue | undefined;
}

/** What came of taking in what others did. */
export interface Rebased {
  readonly clashes: readonly Clash[];
  /** Own edits that have no place any more. */
  readonly aside: readonly DraftEdit[];
}

/** A request to change the file, as the server takes it. */
export interface EditRequest {
  readonly base: number;
  readonly edits: readonly DraftEdit[];
}

interface TypedField {
  readonly at: EditPath;
  readonly before: SourceValue | undefined;
  /** Key that a new field stands in front of. */
  readonly next: string | undefined;
}

interface UndoStep {
  readonly inverse: readonly DraftEdit[];
  /** A field that was typed in: everything typed there in one go is one step. */
  readonly typed: TypedField | null;
}

/** Steps that undo remembers. */
const MOST_STEPS = 200;

/** Most edits in one request; the server takes 200. */
const MOST_EDITS = 150;

/**
 * A source file in the browser: what the server has, what is on its way there, and what waits. Every change shows at once; each
 * can be undone by an edit like any other.
 */
export class DraftCopy {
  #shadow: SourceValue;
  #revision: number;
  #data: SourceValue;
  /** The file as it was here before others' changes came in last. */
  #own: SourceValue;
  #sending: readonly DraftEdit[] = [];
  #pending: readonly DraftEdit[] = [];
  #done: UndoStep[] = [];
  #undone: UndoStep[] = [];
  #isTyping = false;

  constructor(data: SourceValue, revision: number) {
    this.#shadow = data;
    this.#data = data;
    this.#own = data;
    this.#revision = revision;
  }

  /** The file as its author sees it. */
  get data(): SourceValue {
    return this.#data;
  }

  get revision(): number {
    return this.#revision;
  }

  get isSaved(): boolean {
    return this.#sending.length + this.#pending.length === 0;
  }

  get isSending(): boolean {
    return this.#sending.length > 0;
  }

  get mayUndo(): boolean {
    return this.#done.length > 0;
  }

  get mayRedo(): boolean {
    return this.#undone.length > 0;
  }

  /** All that the server has not acknowledged, the part under way first. */
  get unsaved(): { readonly sending: readonly DraftEdit[]; readonly pending: readonly DraftEdit[] } {
    return { sending: this.#sending, pending: this.#pending };
  }

  /** Makes a change, one step of undo. Throws EditPlaceError and changes nothing where the place is not there. */
  edit(edits: readonly DraftEdit[]): void {
    const inverse = this.#apply(edits);
    this.#remember({ inverse, typed: null });
    this.#isTyping = false;
  }

  /** Writes a field as it is typed, a new one in front of the key `next`; undefined takes the field out. Throws EditPlaceError. */
  type(at: EditPath, value: SourceValue | undefined, next?: string): void {
    const before = valueAtPlace(this.#data, at);
    if (value === before) return;
    const last = this.#done.at(-1)?.typed;
    const goesOn = this.#isTyping && last !== null && last !== undefined && isEqual(last.at, at);
    const edit = fieldEdit(at, value, next);
    const inverse = this.#apply([edit]);
    if (!goesOn) this.#remember({ inverse, typed: { at, before, next } });
    this.#undone = [];
    this.#isTyping = true;
  }

  /** What is typed next is a step of its own. */
  endTyping(): void {
    this.#isTyping = false;
  }

  /** Takes the last step back; the places that changed, or null where there is nothing to take back any more. */
  undo(): readonly EditPath[] | null {
    return this.#step(this.#done, this.#undone);
  }

  /** Makes the step again that was taken back last. */
  redo(): readonly EditPath[] | null {
    return this.#step(this.#undone, this.#done);
  }

  /** What is to be sent now; null while something is under way or nothing waits. */
  take(most = MOST_EDITS): EditRequest | null {
    if (this.#sending.length > 0 || this.#pending.length === 0) return null;
    this.#sending = this.#pending.slice(0, most);
    this.#pending = this.#pending.slice(most);
    return { base: this.#revision, edits: this.#sending };
  }

  /** The server has kept what was under way, after what others did since. Null: what it says does not fit, its file has to be adopted. */
  acknowledge(revision: number, since: readonly DraftEdit[], applied: readonly DraftEdit[]): Rebased | null {
    const before = tryApply(this.#shadow, this.#sending)?.value;
    const after = tryApply(this.#shadow, [...since, ...applied])?.value;
    this.#sending = [];
    if (before === undefined || after === undefined) return null;
    this.#revision = revision;
    if (since.length === 0) {
      this.#shadow = after;
      return { clashes: [], aside: [] };
    }
    return this.#rebase(before, after, since);
  }

  /** The server has refused what was under way: it is taken out, and handed back. */
  refuse(): readonly DraftEdit[] {
    const refused = this.#sending;
    this.#sending = [];
    this.#settle();
    return refused;
  }

  /** What was under way waits again, before what came since. */
  giveBack(): void {
    this.#pending = [...this.#sending, ...this.#pending];
    this.#sending = [];
  }

  /** Takes in the file as the server has it now; what was under way waits again. */
  adopt(data: SourceValue, revision: number): Rebased {
    const before = this.#shadow;
    this.giveBack();
    this.#revision = revision;
    return this.#rebase(before, data, []);
  }

  /** Lets go of the own changes at a place: what others wrote there stands. */
  drop(at: EditPath): void {
    this.#pending = this.#pending.filter((edit) => !isSamePlace(writesAt(edit), at));
    this.#settle();
  }

  /** Lets the own change at a place stand; where others removed what it lies in, that comes back as it was here. */
  keep(at: EditPath): void {
    const gone = at.findIndex((_step, index) => valueAtPlace(this.#data, at.slice(0, index + 1)) === undefined);
    const place = at.slice(0, gone + 1);
    const value = valueAtPlace(this.#own, place);
    if (gone < 0 || gone === at.length - 1 || value === undefined) return;
    this.drop(place);
    const isEntry = typeof place.at(-1) === 'object';
    this.edit([
      isEntry ? { op: 'insert', at: place.slice(0, -1), before: null, value } : { op: 'set', at: place, value },
    ]);
  }

  #rebase(before: SourceValue, after: SourceValue, since: readonly DraftEdit[]): Rebased {
    const merged = mergeEdits(this.#pending, since);
    if (merged.kind === 'merged') this.#pending = merged.edits;
    const mine = this.#data;
    this.#own = mine;
    this.#shadow = after;
    const clashes = this.#pending.flatMap((edit) => clashOf(edit, before, after, mine));
    return { clashes: onePerPlace(clashes), aside: this.#settle(clashes) };
  }

  /** Makes the own view anew; edits that have no place any more are taken out, unless somebody decides about them. */
  #settle(decided: readonly Clash[] = []): DraftEdit[] {
    const aside: DraftEdit[] = [];
    let data = this.#shadow;
    for (const edits of [this.#sending, this.#pending]) {
      for (const edit of edits) {
        const next = tryApply(data, [edit]);
        if (next !== null) data = next.value;
        else if (!decided.some(({ at }) => isEqual(at, edit.at))) aside.push(edit);
      }
    }
    this.#pending = this.#pending.filter((edit) => !aside.includes(edit));
    this.#data = data;
    return aside;
  }

  #apply(edits: readonly DraftEdit[]): readonly DraftEdit[] {
    const { value, inverse } = applyEdits(this.#data, edits);
    this.#data = value;
    for (const edit of edits) this.#pending = joined(this.#pending, edit);
    return inverse;
  }

  #remember(step: UndoStep): void {
    this.#done = [...this.#done.slice(1 - MOST_STEPS), step];
    this.#undone = [];
  }

  #step(from: UndoStep[], to: UndoStep[]): readonly EditPath[] | null {
    this.#isTyping = false;
    for (let step = from.pop(); step !== undefined; step = from.pop()) {
      const edits = this.#editsOf(step);
      const typed = step.typed && { ...step.typed, before: valueAtPlace(this.#data, step.typed.at) };
      // Somebody else has changed the place since: the step before it may still be taken back.
      if (edits.length === 0 || tryApply(this.#data, edits) === null) continue;
      to.push({ inverse: this.#apply(edits), typed });
      return edits.map(writesAt);
    }
    return null;
  }

  #editsOf({ inverse, typed }: UndoStep): readonly DraftEdit[] {
    if (typed === null) return inverse;
    const now = valueAtPlace(this.#data, typed.at);
    if (now === typed.before) return [];
    return [fieldEdit(typed.at, typed.before, typed.next)];
  }
}

/** The place that an edit writes at. */
export function writesAt(edit: DraftEdit): EditPath {
  if (edit.op !== 'insert') return edit.op === 'rename' ? [...edit.at.slice(0, -1), edit.key] : edit.at;
  const { value } = edit;
  const id = typeof value === 'object' && value !== null && 'id' in value ? value['id'] : null;
  return typeof id === 'string' ? [...edit.at, { id }] : edit.at;
}

/** Keys typed in one field are one edit. */
function joined(pending: readonly DraftEdit[], edit: DraftEdit): readonly DraftEdit[] {
  const last = pending.at(-1);
  const isSame = last?.op === 'set' && edit.op === 'set' && isEqual(last.at, edit.at);
  return isSame ? [...pending.slice(0, -1), { ...last, value: edit.value }] : [...pending, edit];
}

function tryApply(data: SourceValue, edits: readonly DraftEdit[]): ReturnType<typeof applyEdits> | null {
  try {
    return applyEdits(data, edits);
  } catch (error) {
    if (error instanceof EditPlaceError) return null;
    throw error;
  }
}

function clashOf(edit: DraftEdit, before: SourceValue, after: SourceValue, mine: SourceValue): Clash[] {
  if (edit.op !== 'set' && edit.op !== 'remove') return [];
  const [was, theirs] = [valueAtPlace(before, edit.at), valueAtPlace(after, edit.at)];
  const own = valueAtPlace(mine, edit.at);
  return isEqual(was, theirs) || isEqual(theirs, own) ? [] : [{ at: edit.at, mine: own, theirs }];
}

function onePerPlace(clashes: readonly Clash[]): Clash[] {
  return clashes.filter((clash, index) => clashes.findIndex(({ at }) => isEqual(at, clash.at)) === index);
}

function isEqual(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
