import { h } from '../module/dom.ts';

/** What a control is called, and what is said below it. */
export interface FieldWords {
  /** Finds the control again after the form was drawn anew. */
  readonly key: string;
  readonly label: string;
  readonly hint?: string;
  /** Said to screen readers after the label: which choice, which way. */
  readonly of?: string;
}

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** A line of text. */
export function lineField(words: FieldWords, value: string, typed: (value: string) => void): HTMLElement {
  const input = h('input', { type: 'text', value, maxlength: 400, autocomplete: 'off' });
  input.addEventListener('input', () => typed(input.value));
  return field(words, input);
}

/** Prose of some lines. */
export function proseField(words: FieldWords, value: string, typed: (value: string) => void, rows = 3): HTMLElement {
  const area = h('textarea', { rows, maxlength: 8000 });
  area.value = value.replace(/\n$/, '');
  // A text that was written as a block ends with a line of its own: it stays one.
  const end = value.endsWith('\n') ? '\n' : '';
  area.addEventListener('input', () => typed(area.value === '' ? '' : area.value + end));
  return field(words, area);
}

/** A whole number; null where the field is empty. */
export function numberField(
  words: FieldWords,
  value: number | null,
  [min, max]: readonly [number, number],
  typed: (value: number | null) => void,
): HTMLElement {
  const input = h('input', { type: 'number', value: value === null ? '' : String(value), min, max, step: 1 });
  input.addEventListener('input', () => {
    const number = Number(input.value);
    if (input.value === '') typed(null);
    else if (Number.isInteger(number)) typed(number);
  });
  return field(words, input);
}

/** One of some values; a value that is not among them stands there as what it is. */
export function selectField(
  words: FieldWords,
  value: string,
  options: readonly { readonly value: string; readonly label: string }[],
  chosen: (value: string) => void,
): HTMLElement {
  const known = options.some((option) => option.value === value);
  const all = known ? options : [{ value, label: value === '' ? 'Choose' : `${value} (not there)` }, ...options];
  const select = h(
    'select',
    {},
    ...all.map((one) => h('option', { value: one.value, selected: one.value === value }, one.label)),
  );
  select.addEventListener('change', () => chosen(select.value));
  return field(words, select);
}

/** A button of an editor. */
export function act(
  label: string,
  key: string,
  run: () => void,
  options: { readonly kind?: 'line' | 'quiet' | 'danger'; readonly of?: string; readonly isOff?: boolean } = {},
): HTMLButtonElement {
  const { kind = 'line', of: whose = '', isOff = false } = options;
  const button = h(
    'button',
    { type: 'button', class: `btn ${kind}`, 'data-key': key, disabled: isOff },
    label,
    whose === '' ? null : h('span', { class: 'vh' }, `: ${whose}`),
  );
  button.addEventListener('click', run);
  return button;
}

/** Puts the focus on the control with a key, at the end of its text. False where there is none. */
export function focusKey(root: ParentNode, key: string): boolean {
  const control = [...root.querySelectorAll<HTMLElement>('[data-key]')].find((one) => one.dataset['key'] === key);
  if (control === undefined) return false;
  control.focus();
  return document.activeElement === control;
}

/** Key of the control that has the focus; '' where none of them has. */
export function keyInFocus(): string {
  const active = document.activeElement;
  return active instanceof HTMLElement ? (active.dataset['key'] ?? '') : '';
}

let count = 0;

function field({ key, label, hint, of: whose = '' }: FieldWords, control: Control): HTMLElement {
  count += 1;
  const id = `field-${count}`;
  control.id = id;
  control.dataset['key'] = key;
  if (hint !== undefined) control.setAttribute('aria-describedby', `${id}-hint`);
  return h(
    'div',
    { class: 'field' },
    h('label', { for: id }, label, whose === '' ? null : h('span', { class: 'vh' }, `, ${whose}`)),
    control,
    hint === undefined ? null : h('p', { class: 'hint', id: `${id}-hint` }, hint),
  );
}
