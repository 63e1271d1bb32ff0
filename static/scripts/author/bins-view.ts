import { isSourceMap } from '../../../server/standards/module/apply-edits.ts';
import type { DraftEdit, SourceValue } from '../../../server/standards/module/draft-edit.ts';
import { h } from '../module/dom.ts';
import { askForBin } from './bin-dialog.ts';
import {
  addEntry,
  entriesIn,
  entryList,
  entryTool,
  listFault,
  moveTools,
  removeEntry,
  removeTool,
  type Entries,
  type Entry,
  type EntryList,
} from './entry-list.ts';
import { fieldsView } from './field-view.ts';
import { inside, type FieldPlace, type FormContext } from './form-context.ts';

/** What a sort question is made of: groups with names, and the cards that belong into them. */
interface Sorted {
  readonly bins: EntryList;
  readonly cards: EntryList;
}

/** Groups with their cards below them; which group a card belongs to is chosen at the card. */
export function binsView(field: Entries, place: FieldPlace, context: FormContext): HTMLElement {
  const bins = entryList(field, place, context);
  const items = context.fields.find((one): one is Entries => one.key === 'items' && one.kind === 'entries');
  const block = { at: place.at.slice(0, -1), where: place.where.slice(0, -1) };
  const cards = entryList(items ?? { ...field, key: 'items', fields: [] }, inside(block, 'items'), context);
  const all = entriesIn(cards);
  const binsNow = entriesIn(bins);
  const ids = new Set(binsNow.map(({ value }) => textIn(value, 'id')));
  const loose = all.filter(({ value }) => !ids.has(textIn(value, 'bucket')));
  const root = h(
    'fieldset',
    { class: 'entries bins' },
    h('legend', {}, 'Groups and their cards'),
    h('p', { class: 'hint' }, 'Officers see the cards mixed, and put each into its group.'),
    listFault(bins),
    listFault(cards),
    ...binsNow.map((bin) => binView({ bins, cards }, bin, all)),
    loose.length === 0
      ? null
      : h(
          'div',
          { class: 'entry bin', role: 'group', 'aria-label': 'Cards in no group' },
          h('div', { class: 'entry-head' }, h('b', {}, 'In no group yet')),
          ...loose.map((card) => cardView(cards, card)),
        ),
    addEntry(bins, 'Add a group'),
  );
  // A group that gets another name is called so at once where cards are put into it.
  root.addEventListener('input', ({ target }) => {
    if (!(target instanceof HTMLTextAreaElement)) return;
    const named = binsNow.find(({ at }) => JSON.stringify([...at, 'title']) === target.dataset['at']);
    const id = named === undefined ? '' : textIn(named.value, 'id');
    for (const option of root.querySelectorAll<HTMLOptionElement>('select option')) {
      if (id !== '' && option.value === id) option.textContent = target.value || id;
    }
  });
  return root;
}

function binView(sorted: Sorted, bin: Entry, all: readonly Entry[]): HTMLElement {
  const { bins, cards } = sorted;
  const id = textIn(bin.value, 'id');
  const own = all.filter(({ value }) => textIn(value, 'bucket') === id);
  const fields = bins.field.fields.map((one) => (one.key === 'title' ? { ...one, label: 'Name of the group' } : one));
  const remove = (): void => void removeBin(sorted, bin, own);
  return h(
    'div',
    { class: 'entry bin', role: 'group', 'aria-label': bin.name },
    h(
      'div',
      { class: 'entry-head' },
      h('b', {}, bin.name),
      ...moveTools(bins, bin),
      entryTool(bin, ['Remove', 'cross'], bins.list.length <= bins.field.least, remove),
    ),
    ...fieldsView(fields, bin, bins.context),
    own.length === 0 ? h('p', { class: 'hint' }, 'No card belongs here yet.') : null,
    ...own.map((card) => cardView(cards, card)),
    addEntry(cards, `Add a card to group ${bin.index + 1}`, { bucket: id }),
  );
}

function cardView(cards: EntryList, card: Entry): HTMLElement {
  const { field, context } = cards;
  // Another group is another place in the form: it is drawn anew, and the focus goes with the card.
  const moving: FormContext = {
    ...context,
    write: (at, value) => context.edit([{ op: 'set', at, value: value ?? '' }]),
  };
  return h(
    'div',
    { class: 'sorted small', role: 'group', 'aria-label': card.name },
    h('div', { class: 'entry-head' }, h('b', {}, card.name), removeTool(cards, card)),
    ...field.fields.flatMap((one) => fieldsView([one], card, one.key === 'bucket' ? moving : context)),
  );
}

/** A group with cards goes only when it is said where they go: one step, that undo takes back. */
async function removeBin({ bins, cards }: Sorted, bin: Entry, own: readonly Entry[]): Promise<void> {
  if (own.length === 0) {
    removeEntry(bins, bin);
    return;
  }
  // Names may have been typed since the form was drawn.
  const now = entriesIn(entryList(bins.field, bins.place, bins.context));
  const others = now.filter(({ index }) => index !== bin.index);
  const to = await askForBin({
    name: textIn(now[bin.index]?.value ?? null, 'title') || bin.name,
    cards: own.length,
    others: others.map(({ value, name }) => ({ value: textIn(value, 'id'), label: textIn(value, 'title') || name })),
    mayGo: cards.list.length - own.length >= cards.field.least,
  });
  if (to === null) return;
  removeEntry(bins, bin, cardEdits(own, to));
}

/** The cards of a group put into another; '' removes them. The last first: positions behind them stay right. */
export function cardEdits(own: readonly Entry[], to: string): DraftEdit[] {
  return own
    .toReversed()
    .map(({ at }) => (to === '' ? { op: 'remove', at } : { op: 'set', at: [...at, 'bucket'], value: to }));
}

function textIn(value: SourceValue, key: string): string {
  const found = isSourceMap(value) ? value[key] : undefined;
  return typeof found === 'string' ? found : '';
}
