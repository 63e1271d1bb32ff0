import { isSourceMap } from '../../../server/standards/module/apply-edits.ts';
import type { DraftEdit, SourceValue } from '../../../server/standards/module/draft-edit.ts';
import { h } from '../module/dom.ts';
import {
  addEntry,
  entriesIn,
  entryList,
  listFault,
  moveTools,
  removeTool,
  stepOf,
  type Entries,
  type Entry,
  type EntryList,
} from './entry-list.ts';
import { fieldsView } from './field-view.ts';
import type { FieldPlace, FormContext } from './form-context.ts';

/** The entries of a list with what is done with them: options, sections, cards, sources and the like. */
export function entriesView(field: Entries, place: FieldPlace, context: FormContext): HTMLElement {
  const entries = entryList(field, place, context);
  return h(
    'fieldset',
    { class: 'entries' },
    h('legend', {}, field.label),
    field.hint === '' ? null : h('p', { class: 'hint' }, field.hint),
    listFault(entries),
    ...entriesIn(entries).map((entry) => entryView(entries, entry)),
    addEntry(entries, `Add ${article(field.noun)} ${field.noun}`),
  );
}

/** Name of an entry, and what is done with it. */
export function entryHead(entries: EntryList, entry: Entry): HTMLElement {
  return h(
    'div',
    { class: 'entry-head' },
    h('b', {}, entry.name),
    ...moveTools(entries, entry),
    removeTool(entries, entry),
  );
}

function entryView(entries: EntryList, entry: Entry): HTMLElement {
  const { field, context } = entries;
  const isSingle = context.type === 'choice' && field.key === 'options';
  const fields = isSingle ? field.fields.filter(({ key }) => key !== 'correct') : field.fields;
  return h(
    'div',
    { class: 'entry', role: 'group', 'aria-label': entry.name },
    entryHead(entries, entry),
    isSingle ? rightOne(entries, entry) : null,
    ...fieldsView(fields, entry, context),
  );
}

const isRight = (entry: SourceValue | undefined): boolean => isSourceMap(entry) && entry['correct'] === true;

/** One of the options is right: choosing it takes the mark from the others, in one step. */
function rightOne({ list, place, context }: EntryList, entry: Entry): HTMLElement {
  const at = [...entry.at, 'correct'];
  const box = h('input', {
    type: 'radio',
    name: `right-${JSON.stringify(place.at)}`,
    checked: isRight(entry.value),
    'data-at': JSON.stringify(at),
  });
  box.addEventListener('change', () => {
    const others = list.flatMap((one, other): DraftEdit[] => {
      if (other === entry.index || !isRight(one)) return [];
      return [{ op: 'set', at: [...place.at, stepOf(one, other), 'correct'], value: false }];
    });
    context.edit([...others, { op: 'set', at, value: true }]);
  });
  return h('label', { class: 'tick' }, box, h('span', {}, 'This is the right answer'));
}

const article = (noun: string): string => (/^[aeiou]/.test(noun) ? 'an' : 'a');
