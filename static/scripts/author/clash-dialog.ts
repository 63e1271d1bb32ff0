import type { DraftEdit, EditPath, SourceValue } from '../../../server/standards/module/draft-edit.ts';
import { button, h } from '../module/dom.ts';
import type { Clash } from './draft-copy.ts';

/** What an author decided about one place. */
export type Decision = 'mine' | 'theirs' | 'both';

/** How places and values are called to an author, and whether two of them can both stay. */
export interface ClashWords {
  readonly nameOf: (at: EditPath) => string;
  readonly said: (at: EditPath, value: SourceValue | undefined) => string;
  /** The edits that keep both; null where only one can stay. */
  readonly bothOf: (clash: Clash) => readonly DraftEdit[] | null;
}

/** Shows both versions of each place at which two wrote, and asks which stays; nothing is lost before it is answered. */
export function askAboutClashes(
  clashes: readonly Clash[],
  by: string,
  words: ClashWords,
): Promise<readonly Decision[]> {
  return new Promise((resolve) => {
    const dialog = h('dialog', { class: 'clash', 'aria-labelledby': 'clash-title' });
    const sets = clashes.map((clash, index) => clashView(clash, index, words, by));
    const form = h(
      'form',
      { method: 'dialog' },
      ...sets.map(({ element }) => element),
      h('p', { class: 'acts' }, h('button', { class: 'btn' }, 'Keep what is chosen')),
    );
    dialog.append(
      h('h2', { id: 'clash-title' }, 'Two of you wrote at the same place'),
      h('p', {}, `${by || 'Somebody else'} changed what you were changing. Both versions are here; choose what stays.`),
      form,
    );
    // Escape decides nothing: it would leave the question open for ever.
    dialog.addEventListener('cancel', (event) => event.preventDefault());
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      dialog.close();
      dialog.remove();
      resolve(sets.map(({ decision }) => decision()));
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Writes both texts, one after the other; null where they are no texts. */
export function bothOf({ at, mine, theirs }: Clash): readonly DraftEdit[] | null {
  if (typeof mine !== 'string' || typeof theirs !== 'string') return null;
  return [{ op: 'set', at, value: `${theirs.trimEnd()}\n\n${mine}` }];
}

function clashView(clash: Clash, index: number, words: ClashWords, by: string) {
  const name = words.nameOf(clash.at);
  const choice = (value: Decision, label: string, isChosen: boolean): HTMLElement =>
    h(
      'label',
      { class: 'tick' },
      h('input', { type: 'radio', name: `clash-${index}`, value, checked: isChosen }),
      h('span', {}, label),
    );
  const element = h(
    'fieldset',
    {},
    h('legend', {}, name),
    h(
      'div',
      { class: 'sides' },
      h(
        'div',
        {},
        h('h3', {}, 'Yours'),
        h('pre', { tabindex: '0', 'aria-label': `Yours: ${name}` }, words.said(clash.at, clash.mine)),
      ),
      h(
        'div',
        {},
        h('h3', {}, by || 'The other'),
        h('pre', { tabindex: '0', 'aria-label': `The other: ${name}` }, words.said(clash.at, clash.theirs)),
      ),
    ),
    choice('mine', 'Keep mine', true),
    choice('theirs', `Keep what ${by || 'the other'} wrote`, false),
    words.bothOf(clash) === null ? null : choice('both', 'Keep both, one after the other', false),
  );
  const decision = (): Decision => {
    const chosen = element.querySelector<HTMLInputElement>('input:checked')?.value;
    return chosen === 'theirs' || chosen === 'both' ? chosen : 'mine';
  };
  return { element, decision };
}

/** A value as it is shown to people: text as it is, everything else as its source. */
export function said(value: SourceValue | undefined): string {
  if (value === undefined) return '(removed)';
  return typeof value === 'string' ? value || '(empty)' : JSON.stringify(value, null, 2);
}

/** A note with what could not be kept, to copy it elsewhere. */
export function asideNote(texts: readonly string[], why: string, copied?: () => void): HTMLElement {
  const note = h('div', { class: 'note warn aside', role: 'alert' });
  note.append(
    h(
      'div',
      {},
      h('p', {}, h('b', {}, 'Part of what you wrote could not be saved. '), why),
      ...texts.map((text) => h('pre', { tabindex: '0', 'aria-label': 'What you wrote' }, text)),
      h(
        'div',
        { class: 'acts' },
        copyButton(note, texts),
        button('I have copied what I need', () => {
          note.remove();
          copied?.();
        }),
      ),
    ),
  );
  return note;
}

/** Copies all of it; where the browser does not let a page do so, it is chosen, to be copied by hand. */
function copyButton(note: HTMLElement, texts: readonly string[]): HTMLButtonElement {
  const choose = (): void => {
    const first = note.querySelector('pre');
    if (first !== null) getSelection()?.selectAllChildren(first);
  };
  const copy = button('Copy it', () => {
    if (!('clipboard' in navigator)) {
      choose();
      return;
    }
    void navigator.clipboard.writeText(texts.join('\n\n')).then(() => {
      copy.textContent = 'Copied';
      return null;
    }, choose);
  });
  return copy;
}
