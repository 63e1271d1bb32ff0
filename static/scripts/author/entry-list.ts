import { isSourceList, isSourceMap } from '../../../server/standards/module/apply-edits.ts';
import type { FormField } from '../../../server/standards/module/block-form.ts';
import type { DraftEdit, EditPath, EditStep, SourceValue } from '../../../server/standards/module/draft-edit.ts';
import { newEntry } from '../../../server/standards/module/new-block.ts';
import { button, h } from '../module/dom.ts';
import type { FieldPlace, FormContext } from './form-context.ts';
import { icon } from './icon.ts';

/** A field that is a list of entries. */
export type Entries = Extract<FormField, { kind: 'entries' }>;

/** A list as it stands in the file, with its field. */
export interface EntryList {
  readonly field: Entries;
  readonly place: FieldPlace;
  readonly context: FormContext;
  readonly list: readonly SourceValue[];
}

/** One entry of a list. */
export interface Entry {
  readonly at: EditPath;
  readonly where: FieldPlace['where'];
  readonly value: SourceValue;
  readonly index: number;
  /** “Pair 2” */
  readonly name: string;
}

/** The list of a field, and its entries. */
export function entryList(field: Entries, place: FieldPlace, context: FormContext): EntryList {
  const value = context.value(place.at);
  return { field, place, context, list: isSourceList(value) ? value : [] };
}

/** The entries of a list, in its order. */
export function entriesIn({ field, place, list }: EntryList): Entry[] {
  const noun = field.noun.charAt(0).toUpperCase() + field.noun.slice(1);
  return list.map((value, index) => ({
    at: [...place.at, stepOf(value, index)],
    where: [...place.where, index],
    value,
    index,
    name: `${noun} ${index + 1}`,
  }));
}

/** A paragraph for what is wrong with the list as a whole. */
export function listFault({ place, context }: Pick<EntryList, 'place' | 'context'>): HTMLElement {
  const error = h('p', { class: 'error', hidden: true });
  context.slot(place.where, (message) => {
    error.hidden = message === '';
    error.textContent = message;
  });
  return error;
}

/** The button that adds an entry at the end; its first field takes the focus. `set`: fields that are known beforehand. */
export function addEntry({ field, place, context, list }: EntryList, words: string, set: object = {}): HTMLElement {
  const add = button(words, () => {
    const value = { ...Object(newEntry(field, idsIn(list), context.firstIds())), ...set } as SourceValue; // oxlint-disable-line typescript/no-unsafe-type-assertion -- an entry and fields of it
    context.edit([{ op: 'insert', at: place.at, before: null, value }]);
    context.announce(`Added: ${field.noun} ${list.length + 1}.`);
    context.focus([...place.at, stepOf(value, list.length)]);
  });
  add.className = 'btn line';
  add.dataset['focus'] = `${words} ${JSON.stringify(place.at)}`;
  add.disabled = field.most !== null && list.length >= field.most;
  return h('p', { class: 'acts' }, add);
}

/** A button of an entry, an icon with a name. */
export function entryTool(
  { at, name }: Pick<Entry, 'at' | 'name'>,
  [label, sign]: readonly [label: string, sign: string],
  isOff: boolean,
  act: () => void,
): HTMLButtonElement {
  const tool = h(
    'button',
    { type: 'button', class: 'tool', 'aria-label': `${label}: ${name}`, disabled: isOff },
    icon(sign),
  );
  tool.dataset['focus'] = `${label} ${JSON.stringify(at)}`;
  tool.addEventListener('click', act);
  return tool;
}

/** Up and Down of an entry. */
export function moveTools(entries: EntryList, entry: Entry): HTMLButtonElement[] {
  const { list } = entries;
  return [
    entryTool(entry, ['Move up', 'up'], entry.index === 0, () => moveBy(entries, entry, -1)),
    entryTool(entry, ['Move down', 'down'], entry.index === list.length - 1, () => moveBy(entries, entry, 1)),
  ];
}

/** Moves an entry by some places. */
export function moveBy({ list, place, context }: EntryList, { index, name }: Entry, by: number): void {
  const rest = list.filter((_entry, other) => other !== index);
  const to = index + by;
  if (by === 0 || to < 0 || to > rest.length) return;
  const next = rest[to];
  const before = next === undefined ? null : stepOf(next, to);
  context.edit([{ op: 'move', at: [...place.at, stepOf(list[index], index)], to: place.at, before }]);
  context.announce(`${name} is number ${to + 1} now.`);
}

/** Takes an entry out; the one behind it, else the one before it, takes the focus. `first`: edits of the same step. */
export function removeTool(entries: EntryList, entry: Entry): HTMLButtonElement {
  const { list, field } = entries;
  return entryTool(entry, ['Remove', 'cross'], list.length <= field.least, () => removeEntry(entries, entry));
}

/** See {@link removeTool}; `first` are edits of the same step of undo. */
export function removeEntry({ list, place, context }: EntryList, entry: Entry, first: readonly DraftEdit[] = []): void {
  const { at, index, name } = entry;
  context.edit([...first, { op: 'remove', at }]);
  context.announce(`${name} is removed. Undo brings it back.`);
  const near = list[index + 1] ?? list[index - 1];
  if (near !== undefined) context.focus([...place.at, stepOf(near, index)]);
}

/** How an edit names an entry: by its id, else by its position. */
export function stepOf(entry: SourceValue | undefined, index: number): EditStep {
  const id = isSourceMap(entry) ? entry['id'] : undefined;
  return typeof id === 'string' && id !== '' ? { id } : index;
}

function idsIn(list: readonly SourceValue[]): Set<string> {
  return new Set(list.flatMap((entry) => (isSourceMap(entry) && typeof entry['id'] === 'string' ? [entry['id']] : [])));
}
