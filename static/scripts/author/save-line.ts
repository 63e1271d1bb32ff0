import type { SourceValue } from '../../../server/standards/module/draft-edit.ts';
import { sayEditPath } from '../../../server/standards/module/draft-edit.ts';
import { h } from '../module/dom.ts';
import type { DraftClash } from './draft-line.ts';
import type { PenState } from './draft-pen.ts';

const WORDS = { saved: 'Saved', saving: 'Saving', typing: 'Not saved yet' };

/** Says in words whether everything is kept; a clash opens a dialogue that shows both versions. */
export class SaveLine {
  readonly #root: HTMLElement;
  readonly #settle: (keep: 'mine' | 'theirs') => Promise<void>;
  #words = '';

  constructor(root: HTMLElement, settle: (keep: 'mine' | 'theirs') => Promise<void>) {
    this.#root = root;
    this.#settle = settle;
  }

  show(state: PenState): void {
    if (state.kind === 'clash') this.#ask(state.clash);
    const words = this.#wordsOf(state);
    this.#root.dataset['state'] = state.kind;
    // Only what is new is said: a screen reader would read the same again at each key.
    if (words !== this.#words) this.#root.textContent = words;
    this.#words = words;
  }

  #wordsOf(state: PenState): string {
    if (state.kind === 'clash') return 'Not saved: somebody else wrote at the same place';
    if (state.kind === 'waiting') return `Not saved yet. ${state.words}`;
    return state.kind === 'refused' ? `Not saved. ${state.words}` : WORDS[state.kind];
  }

  #ask({ at, yours, theirs, by, when }: DraftClash): void {
    const dialog = h('dialog', { 'aria-labelledby': 'clash-title', class: 'clash' });
    const choose = (keep: 'mine' | 'theirs') => (): void => {
      dialog.close();
      dialog.remove();
      void this.#settle(keep);
    };
    const mine = h('button', { type: 'button', class: 'btn line' }, 'Keep mine');
    const other = h('button', { type: 'button', class: 'btn line' }, 'Keep theirs');
    mine.addEventListener('click', choose('mine'));
    other.addEventListener('click', choose('theirs'));
    // Both texts stay on the page until one is chosen.
    dialog.addEventListener('cancel', (event) => event.preventDefault());
    dialog.append(
      h('h2', { id: 'clash-title' }, 'Two of you wrote at the same place'),
      h(
        'p',
        {},
        `${by} changed it at ${new Date(when).toLocaleTimeString()}. Place: ${sayEditPath(at) || 'the whole file'}.`,
      ),
      h('h3', {}, 'Yours'),
      h('pre', { tabindex: 0 }, said(yours)),
      h('h3', {}, 'Theirs'),
      h('pre', { tabindex: 0 }, said(theirs)),
      h('div', { class: 'acts' }, mine, other),
    );
    document.body.append(dialog);
    dialog.showModal();
  }
}

function said(value: SourceValue): string {
  if (value === null) return '(removed)';
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}
