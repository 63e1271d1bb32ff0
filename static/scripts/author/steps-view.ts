import { h } from '../module/dom.ts';
import {
  addEntry,
  entriesIn,
  entryList,
  listFault,
  moveBy,
  moveTools,
  removeTool,
  type Entries,
  type Entry,
  type EntryList,
} from './entry-list.ts';
import { fieldsView } from './field-view.ts';
import type { FieldPlace, FormContext } from './form-context.ts';
import { icon } from './icon.ts';

/** Type of a step that is dragged: nothing from elsewhere is taken. */
const DRAGGED = 'application/x-schoolbeat-step';

/** Steps in their right order, numbered: dragged, moved with Up and Down, or with Alt and the arrows. */
export function stepsView(field: Entries, place: FieldPlace, context: FormContext): HTMLElement {
  const entries = entryList(field, place, context);
  const all = entriesIn(entries);
  return h(
    'fieldset',
    { class: 'entries' },
    h('legend', {}, field.label),
    h(
      'p',
      { class: 'hint' },
      'The first is done first. Officers see the steps mixed. Alt and the arrows move a step too.',
    ),
    listFault(entries),
    h('ol', { class: 'in-order' }, ...all.map((entry) => stepView(entries, all, entry))),
    addEntry(entries, 'Add a step'),
  );
}

function stepView(entries: EntryList, all: readonly Entry[], entry: Entry): HTMLElement {
  const { field, context } = entries;
  const fields = field.fields.map((one) => (one.key === 'text' ? { ...one, label: entry.name } : one));
  const grip = h('span', { class: 'grip', draggable: 'true', title: 'Drag to another place' }, icon('drag'));
  const row = h(
    'li',
    { class: 'step' },
    grip,
    h('b', { class: 'number', 'aria-hidden': 'true' }, String(entry.index + 1)),
    h('div', { class: 'of' }, ...fieldsView(fields, entry, context)),
    h(
      'div',
      { class: 'tools', role: 'group', 'aria-label': `What to do with ${entry.name.toLowerCase()}` },
      ...moveTools(entries, entry),
      removeTool(entries, entry),
    ),
  );
  row.addEventListener('keydown', (event) => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null;
    if (!event.altKey || by === null) return;
    event.preventDefault();
    moveBy(entries, entry, by);
  });
  grip.addEventListener('dragstart', (event) => {
    event.dataTransfer?.setData(DRAGGED, JSON.stringify(entry.at));
    event.dataTransfer?.setDragImage(row, 0, 0);
  });
  takesSteps(row, (at) => {
    const dragged = all.find((one) => JSON.stringify(one.at) === at);
    if (dragged !== undefined) moveBy(entries, dragged, entry.index - dragged.index);
  });
  return row;
}

function takesSteps(row: HTMLElement, dropped: (at: string) => void): void {
  row.addEventListener('dragover', (event) => {
    if (event.dataTransfer?.types.includes(DRAGGED) !== true) return;
    event.preventDefault();
    row.classList.add('over');
  });
  row.addEventListener('dragleave', () => row.classList.remove('over'));
  row.addEventListener('drop', (event) => {
    row.classList.remove('over');
    const at = event.dataTransfer?.getData(DRAGGED) ?? '';
    if (at === '') return;
    event.preventDefault();
    dropped(at);
  });
}
