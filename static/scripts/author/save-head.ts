import { button, h } from '../module/dom.ts';
import { icon } from './icon.ts';
import { saveWords, type SaveState } from './save-words.ts';

/** Said where the browser keeps nothing: it is full, or was told not to. */
const UNKEPT = 'Not saved yet. This browser has no room to keep it: leave the page open until it is saved.';

/** The line above what is written: how far the saving is, undo, who else is here, and notes below it. */
export interface SaveHead {
  readonly undo: HTMLButtonElement;
  readonly redo: HTMLButtonElement;
  readonly notes: HTMLElement;
  /** Says it to screen readers. */
  announce(words: string): void;
  /** Shows and says what somebody else has done. */
  news(words: string): void;
  others(words: string): void;
  state(now: { readonly state: SaveState; readonly savedAt: number | null; readonly isUnkept: boolean }): void;
}

/** Fills the head of a page that keeps what is typed; links and notes in it stay. */
export function openSaveHead(head: HTMLElement, isReadOnly: boolean, mayUndo = true): SaveHead {
  const save = h('span', { class: 'chip', id: 'save-state', hidden: isReadOnly });
  const undo = button('Undo', () => undefined);
  const redo = button('Redo', () => undefined);
  for (const one of [undo, redo]) {
    one.className = 'btn line';
    one.hidden = isReadOnly || !mayUndo;
  }
  const others = h('p', { class: 'others', role: 'status' });
  const news = h('p', { class: 'others' });
  const live = h('p', { class: 'vh', role: 'status' });
  const notes = h('div', { class: 'notes' });
  const tools = [...head.querySelectorAll('a')];
  const note = head.querySelector('#editor-note');
  head.replaceChildren(save, undo, redo, ...tools, others, news, live);
  if (isReadOnly && note !== null) head.prepend(note);
  head.after(notes);
  let shown = '';
  const announce = (words: string): void => {
    live.textContent = words;
  };
  return {
    undo,
    redo,
    notes,
    announce,
    news: (words) => {
      news.textContent = words;
      announce(words);
    },
    others: (words) => {
      if (others.textContent !== words) others.textContent = words;
    },
    state({ state, savedAt, isUnkept }) {
      const said = saveWords(state, savedAt === null ? null : new Date(savedAt));
      const isLost = isUnkept && state !== 'saved';
      const words = isLost ? UNKEPT : said.words;
      if (words === shown) return;
      shown = words;
      save.className = `chip ${isLost ? 'late' : said.tone}`;
      save.dataset['state'] = state;
      save.replaceChildren(icon(isLost ? 'alert' : said.icon), words);
      // Saved and saving is looked at; trouble is said.
      if (isLost || ['offline', 'signed-out', 'gone', 'refused'].includes(state)) announce(words);
    },
  };
}
