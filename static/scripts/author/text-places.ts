import { isSourceList, isSourceMap, valueAtPlace } from '../../../server/standards/module/apply-edits.ts';
import type { BlockForm, FormField } from '../../../server/standards/module/block-form.ts';
import type { EditPath, SourceValue } from '../../../server/standards/module/draft-edit.ts';
import { stepOf } from './entry-list.ts';
import { entriesOf, textOf } from './module-outline.ts';

/** A text of a block that is written where it stands. */
export interface TextPlace {
  /** From the block. */
  readonly at: EditPath;
  readonly label: string;
  readonly kind: 'line' | 'prose';
  readonly isRequired: boolean;
  /** Finds it in the picture of the block. */
  readonly selector: string;
}

type Selectors = Readonly<Record<string, string>>;

const QUESTION: Selectors = { prompt: 'fieldset.question > legend' };
const OPTIONS: Selectors = { ...QUESTION, 'options.text': '.opt:has(> input[value="{id}"]) > span' };
const WORK: Selectors = { title: 'div > h3', text: 'div > .prose', intro: 'div > .prose', task: 'div > .prose' };
const SCENARIO: Selectors = { title: 'h3', intro: '.prose' };

/** Where the views that play put the texts of a block, by type and key; `{n}` and `{id}` are of an entry. */
const SHOWN: Readonly<Record<string, Selectors>> = {
  text: { title: ':scope > h3', text: ':scope > .prose' },
  callout: { title: '.callout > h3', text: '.callout > .prose' },
  policy: { title: '.policy > h3', text: '.policy > .prose' },
  image: { caption: 'figcaption' },
  accordion: {
    title: ':scope > h3',
    'items.title': '.folds > :nth-child({n}) > summary',
    'items.text': '.folds > :nth-child({n}) > .prose',
  },
  cards: {
    title: ':scope > h3',
    'items.front': '.cards > :nth-child({n}) > summary > .front',
    'items.back': '.cards > :nth-child({n}) > .prose',
  },
  checkpoint: WORK,
  reflection: { title: '.work > h3', prompt: '.work > label.prose' },
  worksheet: { ...WORK, 'items.prompt': 'ol > :nth-child({n}) > .prose' },
  practical: { ...WORK, 'criteria.text': '.criteria > :nth-child({n})' },
  choice: OPTIONS,
  multi: OPTIONS,
  numeric: QUESTION,
  short: QUESTION,
  sort: QUESTION,
  match: QUESTION,
  order: QUESTION,
  scenario: SCENARIO,
  dialogue: SCENARIO,
};

/** The texts of a block that can be written in its picture, in the order of its form. */
export function textPlaces(form: BlockForm | undefined, block: SourceValue): TextPlace[] {
  const shown = form === undefined ? undefined : SHOWN[form.type];
  if (form === undefined || shown === undefined) return [];
  return form.fields.flatMap((field) => {
    const selector = shown[field.key];
    if (selector !== undefined) return placeOf(field, [field.key], field.label, selector);
    return field.kind === 'entries' ? entryPlaces(field, block, shown) : [];
  });
}

function entryPlaces(
  field: Extract<FormField, { kind: 'entries' }>,
  block: SourceValue,
  shown: Selectors,
): TextPlace[] {
  const list = isSourceMap(block) ? block[field.key] : undefined;
  return entriesOf(list).flatMap((entry, index) =>
    field.fields.flatMap((one) => {
      const selector = shown[`${field.key}.${one.key}`];
      const id = textOf(entry['id']);
      if (selector === undefined || (selector.includes('{id}') && !/^[\w-]+$/.test(id))) return [];
      const found = selector.replace('{n}', String(index + 1)).replace('{id}', id);
      return placeOf(
        one,
        [field.key, stepOf(entry, index), one.key],
        `${one.label}, ${field.noun} ${index + 1}`,
        found,
      );
    }),
  );
}

function placeOf({ kind, isRequired }: FormField, at: EditPath, label: string, selector: string): TextPlace[] {
  return kind === 'line' || kind === 'prose' ? [{ at, label, kind, isRequired, selector }] : [];
}

/** Whether a place of a block names the same entry as before: entries without ids are named by their positions. */
export function isSameEntry(before: SourceValue, after: SourceValue, at: EditPath): boolean {
  const depth = at.findIndex((step) => typeof step === 'number');
  const index = at[depth];
  if (typeof index !== 'number') return true;
  const [was, is] = [before, after].map((block) => valueAtPlace(block, at.slice(0, depth)));
  if (!isSourceList(was) || !isSourceList(is) || was.length !== is.length) return false;
  const [old, now] = [was, is].map((list) => list.map((entry) => JSON.stringify(entry)));
  // What stood there stands elsewhere now, where something else was.
  return old?.[index] === now?.[index] || !now?.some((entry, place) => entry === old?.[index] && old[place] !== entry);
}
