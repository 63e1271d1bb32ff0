import { h } from '../module/dom.ts';
import { entryHead } from './entries-view.ts';
import { addEntry, entriesIn, entryList, listFault, type Entries } from './entry-list.ts';
import { fieldsView } from './field-view.ts';
import type { FieldPlace, FormContext } from './form-context.ts';

const SIDES = new Set(['left', 'right']);

/** Pairs that belong together, as two columns: what stands left beside what stands right. */
export function pairsView(field: Entries, place: FieldPlace, context: FormContext): HTMLElement {
  const entries = entryList(field, place, context);
  const sides = field.fields.filter(({ key }) => SIDES.has(key));
  const rest = field.fields.filter(({ key }) => !SIDES.has(key));
  return h(
    'fieldset',
    { class: 'entries matched' },
    h('legend', {}, field.label),
    h('p', { class: 'hint' }, field.hint || 'Officers see the right sides mixed, and find what belongs together.'),
    listFault(entries),
    // The labels of the fields say the same to those who do not see columns.
    h('div', { class: 'two heads', 'aria-hidden': 'true' }, ...sides.map(({ label }) => h('b', {}, label))),
    ...entriesIn(entries).map((entry) =>
      h(
        'div',
        { class: 'entry small', role: 'group', 'aria-label': entry.name },
        entryHead(entries, entry),
        h('div', { class: 'two' }, ...fieldsView(sides, entry, context)),
        ...fieldsView(rest, entry, context),
      ),
    ),
    addEntry(entries, 'Add a pair'),
  );
}
