import { h } from '../module/dom.ts';
import { makeLink, toggleBold, toggleList, type Marked } from './markdown-marks.ts';

type TextBox = HTMLTextAreaElement;

const MARKS: readonly { label: string; sign: string; key: string; mark: (marked: Marked) => Marked }[] = [
  { label: 'Bold', sign: 'B', key: 'b', mark: toggleBold },
  { label: 'Link', sign: 'Link', key: 'k', mark: makeLink },
  { label: 'List', sign: 'List', key: '', mark: toggleList },
];

/** A text of one line that grows with what is in it: a new line is a blank. */
export function lineBox(
  attributes: Record<string, string | boolean>,
  value: string,
  told: (text: string) => void,
): TextBox {
  const box = h('textarea', { ...attributes, rows: 1, class: 'line' });
  box.value = value;
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') event.preventDefault();
  });
  box.addEventListener('input', () => {
    if (/[\n\r]/.test(box.value)) {
      const at = box.selectionEnd;
      box.value = box.value.replaceAll(/\r\n|[\n\r]/g, ' ');
      box.setSelectionRange(at, at);
    }
    told(box.value);
  });
  return box;
}

/** A text of small Markdown with its three buttons: Ctrl+B and Ctrl+K do the first two. */
export function proseBox(
  attributes: Record<string, string | boolean>,
  value: string,
  { label, told }: { readonly label: string; readonly told: (text: string) => void },
): readonly [HTMLElement, TextBox] {
  const box = h('textarea', { ...attributes, rows: 5, class: 'prose-in' });
  box.value = value;
  box.addEventListener('input', () => told(box.value));
  const apply = (mark: (marked: Marked) => Marked): void => {
    const { text, start, end } = mark({ text: box.value, start: box.selectionStart, end: box.selectionEnd });
    box.value = text;
    box.focus();
    box.setSelectionRange(start, end);
    told(text);
  };
  box.addEventListener('keydown', (event) => {
    const isMeant = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    const found = isMeant ? MARKS.find(({ key }) => key !== '' && key === event.key.toLowerCase()) : undefined;
    if (found === undefined) return;
    event.preventDefault();
    apply(found.mark);
  });
  const buttons = MARKS.map(({ label: name, sign, mark }) => {
    const button = h('button', { type: 'button', class: `mark ${name.toLowerCase()}`, 'aria-label': name }, sign);
    button.addEventListener('click', () => apply(mark));
    return button;
  });
  return [h('div', { class: 'marks', role: 'group', 'aria-label': `Marks: ${label}` }, ...buttons), box];
}
