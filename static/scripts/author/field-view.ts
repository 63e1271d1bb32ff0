import type { FormField, PickOption } from '../../../server/standards/module/block-form.ts';
import { isSourceList } from '../../../server/standards/module/apply-edits.ts';
import { button, h } from '../module/dom.ts';
import { percentOf, readWords, shareOf, topicLines, typedTopics } from './field-edits.ts';
import { inside, type FieldPlace, type FormContext } from './form-context.ts';
import { listView } from './question-lists.ts';
import { lineBox, proseBox } from './text-controls.ts';

let lastNumber = 0;

/** The fields of a form, one below the other; what is said by the block itself, or on another page, is left out. */
export function fieldsView(fields: readonly FormField[], place: FieldPlace, context: FormContext): HTMLElement[] {
  return fields.flatMap((field) => fieldView(field, inside(place, field.key), context) ?? []);
}

function fieldView(field: FormField, place: FieldPlace, context: FormContext): HTMLElement | null {
  switch (field.kind) {
    case 'id':
    case 'elsewhere':
      return null;
    case 'flag':
      return flagView(field, place, context);
    case 'entries':
      return listView(field, place, context);
    case 'group':
      return h(
        'fieldset',
        { class: 'group' },
        h('legend', {}, field.label),
        hintOf(field.hint, null),
        ...fieldsView(field.fields, place, context),
        leaveOut(field, place, context),
      );
    default:
      return controlView(field, place, context);
  }
}

/** What need not be there can be left out as a whole. */
function leaveOut(field: FormField, { at }: FieldPlace, context: FormContext): HTMLElement | null {
  if (field.isRequired || context.value(at) === undefined) return null;
  const out = button(`Leave out: ${field.label}`, () => context.edit([{ op: 'remove', at }]), 'quiet');
  return h('p', { class: 'acts' }, out);
}

type Control = Exclude<FormField, { kind: 'id' | 'elsewhere' | 'flag' | 'entries' | 'group' }>;

function controlView(field: Control, place: FieldPlace, context: FormContext): HTMLElement {
  const id = nextId();
  const error = h('p', { class: 'error', id: `${id}-e`, hidden: true });
  const hint = hintOf(hintWords(field), `${id}-h`);
  const described = [hint === null ? '' : `${id}-h`, `${id}-e`].filter((name) => name !== '').join(' ');
  const attributes = { id, 'aria-describedby': described, 'data-at': JSON.stringify(place.at) };
  const parts = controlOf(field, place, context, attributes);
  const control = parts.at(-1);
  let own = '';
  const say = (told: string): void => {
    const message = own || told;
    error.hidden = message === '';
    error.textContent = message;
    if (message === '') control?.removeAttribute('aria-invalid');
    else control?.setAttribute('aria-invalid', 'true');
  };
  context.slot(place.where, say);
  if (field.kind === 'topics' && control instanceof HTMLTextAreaElement) {
    control.addEventListener('input', () => {
      const typed = typedTopics(control.value);
      own = 'fault' in typed ? typed.fault : '';
      say('');
    });
  }
  control?.addEventListener('blur', () => context.endTyping());
  const label = h(
    'label',
    { for: id },
    field.label,
    field.isRequired ? null : h('span', { class: 'opt' }, ' (optional)'),
  );
  return h('div', { class: 'field' }, label, ...parts, hint, error);
}

function controlOf(
  field: Control,
  { at }: FieldPlace,
  context: FormContext,
  attributes: Record<string, string>,
): HTMLElement[] {
  const value = context.value(at);
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  /** An optional field that is emptied goes; a required one stays, empty. */
  const empty = field.kind === 'line' && field.mayBeNone === true ? null : '';
  const told = (typed: string): void => {
    if (typed !== '') context.write(at, typed);
    else context.write(at, field.isRequired ? empty : undefined);
  };
  switch (field.kind) {
    case 'line':
      return [lineBox(attributes, text, told)];
    case 'prose':
      return [...proseBox(attributes, text, { label: field.label, told })];
    case 'pick':
      return [pickBox(attributes, options(field, text), text || (field.usual ?? ''), told)];
    case 'refer':
      return [pickBox(attributes, referOptions(field, text, context.refer(field.to, at)), text, told)];
    case 'media':
      return mediaBox(
        attributes,
        text,
        { paths: context.media(field.use), pick: () => context.pick(field.use, at) },
        told,
      );
    case 'number':
      return [
        numberBox(attributes, { ...field, value: typeof value === 'number' ? value : field.usual }, (typed) =>
          context.write(at, typed ?? undefined),
        ),
      ];
    case 'share': {
      const share = typeof value === 'number' ? value : value === undefined ? field.usual : null;
      const range = { least: 0, most: 100, isWhole: false, value: share === null ? null : percentOf(share) };
      return [
        numberBox(attributes, range, (typed) =>
          context.write(at, typed === null ? (field.mayBeNone && field.isRequired ? null : undefined) : shareOf(typed)),
        ),
      ];
    }
    case 'words': {
      const lines = isSourceList(value) ? value.filter((one) => typeof one === 'string').join('\n') : '';
      return [
        linesBox(attributes, lines, (typed) => {
          const words = readWords(typed);
          context.write(at, words.length === 0 && !field.isRequired ? undefined : words);
        }),
      ];
    }
    case 'topics':
      return [
        linesBox(attributes, topicLines(value), (typed) => {
          const topics = typedTopics(typed);
          if ('value' in topics) context.write(at, topics.value);
        }),
      ];
    default: {
      const box = h('input', { ...attributes, type: field.kind === 'day' ? 'date' : 'url', value: text });
      box.addEventListener('input', () => told(box.value));
      return [box];
    }
  }
}

function linesBox(attributes: Record<string, string>, value: string, told: (text: string) => void): HTMLElement {
  const box = h('textarea', { ...attributes, rows: 3, class: 'prose-in' });
  box.value = value;
  box.addEventListener('input', () => told(box.value));
  return box;
}

interface NumberRange {
  readonly least: number | null;
  readonly most: number | null;
  readonly isWhole: boolean;
  readonly value: number | null;
}

function numberBox(
  attributes: Record<string, string>,
  { least, most, isWhole, value }: NumberRange,
  told: (value: number | null) => void,
): HTMLElement {
  const box = h('input', { ...attributes, type: 'number', min: least, max: most, step: isWhole ? '1' : 'any', value });
  box.addEventListener('input', () =>
    told(box.value === '' || Number.isNaN(box.valueAsNumber) ? null : box.valueAsNumber),
  );
  return box;
}

function pickBox(
  attributes: Record<string, string>,
  list: readonly PickOption[],
  chosen: string,
  told: (value: string) => void,
): HTMLElement {
  const box = h('select', attributes, ...list.map(({ value, label }) => h('option', { value }, label)));
  box.value = chosen;
  box.addEventListener('change', () => told(box.value));
  return box;
}

function mediaBox(
  attributes: Record<string, string>,
  chosen: string,
  { paths, pick }: { readonly paths: readonly string[]; readonly pick: () => void },
  told: (value: string) => void,
): HTMLElement[] {
  const known = chosen === '' || paths.includes(chosen) ? paths : [chosen, ...paths];
  const list = [{ value: '', label: 'Choose a file' }, ...known.map((value) => ({ value, label: value.slice(6) }))];
  const choose = button('Look at files, or upload one', pick);
  choose.className = 'btn line';
  choose.dataset['focus'] = `pick ${attributes['data-at'] ?? ''}`;
  return [choose, pickBox(attributes, list, chosen, told)];
}

function options(field: Extract<FormField, { kind: 'pick' }>, chosen: string): PickOption[] {
  const none = field.isRequired || field.usual !== null ? [] : [{ value: '', label: 'None' }];
  return withUnknown([...none, ...field.options], chosen);
}

function referOptions(field: FormField, chosen: string, list: readonly PickOption[]): PickOption[] {
  const none =
    field.isRequired && chosen !== '' ? [] : [{ value: '', label: field.isRequired ? 'Choose one' : 'None' }];
  return withUnknown([...none, ...list], chosen);
}

/** What the file says stays, even where nothing of that name is there. */
function withUnknown(list: readonly PickOption[], chosen: string): PickOption[] {
  const isKnown = chosen === '' || list.some(({ value }) => value === chosen);
  return isKnown ? [...list] : [...list, { value: chosen, label: `${chosen} (is not there)` }];
}

function flagView(
  field: Extract<FormField, { kind: 'flag' }>,
  { at, where }: FieldPlace,
  context: FormContext,
): HTMLElement {
  const id = nextId();
  const value = context.value(at);
  const error = h('p', { class: 'error', hidden: true });
  const hint = hintOf(field.hint, `${id}-h`);
  const box = h('input', {
    id,
    type: 'checkbox',
    'data-at': JSON.stringify(at),
    'aria-describedby': hint === null ? null : `${id}-h`,
    checked: typeof value === 'boolean' ? value : field.usual,
  });
  box.addEventListener('change', () => {
    context.endTyping();
    context.write(at, box.checked === field.usual && value === undefined ? undefined : box.checked);
    context.endTyping();
  });
  context.slot(where, (message) => {
    error.hidden = message === '';
    error.textContent = message;
  });
  return h('div', { class: 'field' }, h('label', { class: 'tick' }, box, h('span', {}, field.label)), hint, error);
}

function hintWords(field: Control): string {
  if (field.kind === 'share') return [field.hint, 'In percent.'].filter(Boolean).join(' ');
  return field.hint;
}

function hintOf(words: string, id: string | null): HTMLElement | null {
  return words === '' ? null : h('p', { class: 'hint', id }, words);
}

function nextId(): string {
  lastNumber += 1;
  return `f${lastNumber}`;
}
