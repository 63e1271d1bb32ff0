import { isSourceList, isSourceMap } from '../../../server/standards/module/apply-edits.ts';
import type { FormField } from '../../../server/standards/module/block-form.ts';
import type { DraftEdit, EditPath, EditStep, SourceValue } from '../../../server/standards/module/draft-edit.ts';
import { newEntry } from '../../../server/standards/module/new-block.ts';
import { button, h } from '../module/dom.ts';
import { fieldsView } from './field-view.ts';
import type { FieldPlace, FormContext } from './form-context.ts';
import { icon } from './icon.ts';

type Entries = Extract<FormField, { kind: 'entries' }>;

/** The entries of a list with what is done with them: options, cards, pairs, steps and the like. */
export function entriesView(field: Entries, place: FieldPlace, context: FormContext): HTMLElement {
  const value = context.value(place.at);
  const list = isSourceList(value) ? value : [];
  const error = h('p', { class: 'error', hidden: true });
  context.slot(place.where, (message) => {
    error.hidden = message === '';
    error.textContent = message;
  });
  const add = button(`Add ${article(field.noun)} ${field.noun}`, () => {
    context.edit([
      { op: 'insert', at: place.at, before: null, value: newEntry(field, idsIn(list), context.firstIds()) },
    ]);
    context.announce(`Added: ${field.noun} ${list.length + 1}.`);
  });
  add.className = 'btn line';
  add.dataset['focus'] = `add ${JSON.stringify(place.at)}`;
  add.disabled = field.most !== null && list.length >= field.most;
  return h(
    'fieldset',
    { class: 'entries' },
    h('legend', {}, field.label),
    field.hint === '' ? null : h('p', { class: 'hint' }, field.hint),
    error,
    ...list.map((entry, index) => entryView({ field, place, context, list }, entry, index)),
    h('p', { class: 'acts' }, add),
  );
}

interface Around {
  readonly field: Entries;
  readonly place: FieldPlace;
  readonly context: FormContext;
  readonly list: readonly SourceValue[];
}

function entryView({ field, place, context, list }: Around, entry: SourceValue, index: number): HTMLElement {
  const step = stepOf(entry, index);
  const at: EditPath = [...place.at, step];
  const inner: FieldPlace = { at, where: [...place.where, index] };
  const name = `${field.noun.charAt(0).toUpperCase()}${field.noun.slice(1)} ${index + 1}`;
  const isSingle = context.type === 'choice' && field.key === 'options';
  const fields = isSingle ? field.fields.filter(({ key }) => key !== 'correct') : field.fields;
  const tool = (label: string, sign: string, isOff: boolean, act: () => void): HTMLButtonElement => {
    const made = h(
      'button',
      { type: 'button', class: 'tool', 'aria-label': `${label}: ${name}`, disabled: isOff },
      icon(sign),
    );
    made.dataset['focus'] = `${label} ${JSON.stringify(at)}`;
    made.addEventListener('click', act);
    return made;
  };
  const move = (by: -1 | 1): void => {
    context.edit([moveEntry(list, index, by, place.at)]);
    context.announce(`${name} is number ${index + by + 1} now.`);
  };
  return h(
    'div',
    { class: 'entry', role: 'group', 'aria-label': name },
    h(
      'div',
      { class: 'entry-head' },
      h('b', {}, name),
      tool('Move up', 'up', index === 0, () => move(-1)),
      tool('Move down', 'down', index === list.length - 1, () => move(1)),
      tool('Remove', 'cross', list.length <= field.least, () => {
        context.edit([{ op: 'remove', at }]);
        context.announce(`${name} is removed. Undo brings it back.`);
      }),
    ),
    isSingle ? rightOne(list, index, place, context) : null,
    ...fieldsView(fields, inner, context),
  );
}

const isRight = (entry: SourceValue | undefined): boolean => isSourceMap(entry) && entry['correct'] === true;

/** One of the options is right: choosing it takes the mark from the others, in one step. */
function rightOne(list: readonly SourceValue[], index: number, place: FieldPlace, context: FormContext): HTMLElement {
  const at = [...place.at, stepOf(list[index], index), 'correct'];
  const box = h('input', {
    type: 'radio',
    name: `right-${JSON.stringify(place.at)}`,
    checked: isRight(list[index]),
    'data-at': JSON.stringify(at),
  });
  box.addEventListener('change', () => {
    const others = list.flatMap((entry, other): DraftEdit[] => {
      if (other === index || !isRight(entry)) return [];
      return [{ op: 'set', at: [...place.at, stepOf(entry, other), 'correct'], value: false }];
    });
    context.edit([...others, { op: 'set', at, value: true }]);
  });
  return h('label', { class: 'tick' }, box, h('span', {}, 'This is the right answer'));
}

function moveEntry(list: readonly SourceValue[], index: number, by: -1 | 1, to: EditPath): DraftEdit {
  const rest = list.filter((_entry, other) => other !== index);
  const next = rest[index + by];
  const before = next === undefined ? null : stepOf(next, index + by);
  return { op: 'move', at: [...to, stepOf(list[index], index)], to, before };
}

function stepOf(entry: SourceValue | undefined, index: number): EditStep {
  const id = isSourceMap(entry) ? entry['id'] : undefined;
  return typeof id === 'string' && id !== '' ? { id } : index;
}

function idsIn(list: readonly SourceValue[]): Set<string> {
  return new Set(list.flatMap((entry) => (isSourceMap(entry) && typeof entry['id'] === 'string' ? [entry['id']] : [])));
}

const article = (noun: string): string => (/^[aeiou]/.test(noun) ? 'an' : 'a');
