import { applyEdits, valueAtPlace } from '../../../server/standards/module/apply-edits.ts';
import { EditPlaceError, type DraftEdit, type SourceValue } from '../../../server/standards/module/draft-edit.ts';
import { button, h } from '../module/dom.ts';
import type { ClashWords } from './clash-dialog.ts';
import { writesAt } from './draft-copy.ts';

/** Edits of an earlier session that the file does not show yet, the last of each place; what has no place any more is left out. */
export const missingEdits = (data: SourceValue, edits: readonly DraftEdit[]): DraftEdit[] =>
  sorted(data, edits).missing;

/** What was written in an earlier session at places that are gone: to be shown, so that it can be copied. */
export const placelessEdits = (data: SourceValue, edits: readonly DraftEdit[]): DraftEdit[] =>
  sorted(data, edits).placeless;

function sorted(data: SourceValue, edits: readonly DraftEdit[]): { missing: DraftEdit[]; placeless: DraftEdit[] } {
  let now = data;
  const placeless: DraftEdit[] = [];
  const missing = edits.filter((edit, index) => {
    const isLast = !edits.slice(index + 1).some((later) => later.op === 'set' && isEqual(later.at, edit.at));
    if (edit.op === 'set' && (!isLast || isEqual(valueAtPlace(now, edit.at), edit.value))) return false;
    if (edit.op === 'insert' && hasEntry(now, edit)) return false;
    try {
      const after = applyEdits(now, [edit]).value;
      if (isEqual(after, now)) return false;
      now = after;
      return true;
    } catch (error) {
      if (!(error instanceof EditPlaceError)) throw error;
      if ('value' in edit) placeless.push(edit);
      return false;
    }
  });
  return { missing, placeless };
}

function hasEntry(data: SourceValue, edit: DraftEdit): boolean {
  const at = writesAt(edit);
  return typeof at.at(-1) === 'object' && valueAtPlace(data, at) !== undefined;
}

/** Offers back what was typed and never reached the server: beside each text what stands there now. */
export function keptOffer(
  data: SourceValue,
  edits: readonly DraftEdit[],
  {
    at: writtenAt,
    nameOf,
    said,
    put,
    drop,
  }: Pick<ClashWords, 'nameOf' | 'said'> & {
    /** ms since 1970. */
    readonly at: number;
    readonly put: () => void;
    readonly drop: () => void;
  },
): HTMLElement {
  const note = h('section', { class: 'note warn aside', 'aria-labelledby': 'kept-title', tabindex: '-1' });
  const answer = (act: () => void) => (): void => {
    note.remove();
    act();
  };
  const row = (edit: DraftEdit): HTMLElement =>
    h(
      'li',
      {},
      h('b', {}, nameOf(writesAt(edit))),
      h(
        'pre',
        { tabindex: '0', 'aria-label': 'What you wrote' },
        edit.op === 'set' || edit.op === 'insert' ? said(writesAt(edit), edit.value) : ACT_WORDS[edit.op],
      ),
      edit.op === 'set'
        ? h('p', { class: 'hint' }, `There now: ${short(said(edit.at, valueAtPlace(data, edit.at)))}`)
        : null,
    );
  note.append(
    h(
      'div',
      {},
      h('h2', { id: 'kept-title' }, `What you wrote until ${timeOf(writtenAt)} was not saved`),
      h('p', {}, 'This browser has kept it. It can be put back into the module.'),
      h('ul', {}, ...edits.map(row)),
      h(
        'p',
        { class: 'acts' },
        button('Put it back', answer(put), 'main'),
        button('Throw it away', answer(drop), 'quiet'),
      ),
    ),
  );
  return note;
}

/** What was done to a place where nothing was written. */
export const ACT_WORDS = {
  remove: 'Removed',
  move: 'Moved to another place',
  rename: 'Called by another name',
} as const;
const SHORT = 160;

/** “14:05” */
export function timeOf(at: number): string {
  return new Date(at).toLocaleTimeString('en', { hour: 'numeric', minute: '2-digit', hour12: false });
}

function short(words: string): string {
  return words.length > SHORT ? `${words.slice(0, SHORT)} …` : words;
}

function isEqual(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
