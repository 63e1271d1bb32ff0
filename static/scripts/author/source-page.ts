import { h } from '../module/dom.ts';
import { openDraftLine, type DraftIssue } from './draft-line.ts';
import { askForLeft } from './left-offer.ts';
import { openSourceEditor } from './source-editor.ts';
import { element, pageData } from './own-data.ts';
import { shelfKey, textShelf, UNKEPT } from './page-shelf.ts';
import { SaveLine } from './save-line.ts';
import { severityIcon } from './severity-icon.ts';

/** Quiet time after a key before the text is sent, ms. */
const PAUSE_MS = 900;
const AGAIN_MS = 3000;

/** What the server wrote into the page. */
interface PageData {
  /** Opaque: whose unsent text this browser keeps. */
  readonly owner: string;
  readonly draft: string;
  readonly path: string;
  readonly line: number;
  readonly isReadOnly: boolean;
}

/** The text of one file: saved as it is typed where it is YAML, marked where it is wrong. */
async function main(): Promise<void> {
  const data = pageData<PageData>('source-data');
  const line = openDraftLine(data.draft, data.path);
  const file = await line.read();
  let base = file.revision;
  let sent = file.text;
  /** What the format says of the text that was sent last. */
  let kept = file.issues;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isBusy = false;
  let isClashing = false;
  const shelf = textShelf(shelfKey(data), localStorage);
  const place = element('source');
  let left = data.isReadOnly ? null : shelf.load();
  if (left !== null && (left.text === file.text || (await askForLeft(place, [left.text])) === 'drop')) {
    shelf.keep(null);
    left = null;
  }
  // Sent on the revision on which it was typed: who wrote since is not written over.
  if (left !== null) base = left.base;
  place.replaceChildren();
  const editor = openSourceEditor(place, left?.text ?? file.text, {
    label: `Source of ${data.path}. Escape, then Tab leaves the editor`,
    isReadOnly: data.isReadOnly,
    typed,
  });
  const save: SaveLine = new SaveLine(element('save-state'), settle);

  function typed(): void {
    const isKept = shelf.keep({ base, text: editor.text() });
    save.show(isKept ? { kind: 'typing' } : { kind: 'waiting', words: UNKEPT });
    wait(PAUSE_MS);
  }

  function wait(pause: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void send(), pause);
  }

  async function send(): Promise<void> {
    const text = editor.text();
    if (isBusy || isClashing) return;
    clearTimeout(timer);
    if (text === sent) {
      saved();
      return show(kept);
    }
    isBusy = true;
    save.show({ kind: 'saving' });
    const answer = await line.replace({ editId: crypto.randomUUID(), base, text });
    isBusy = false;
    if (answer.kind === 'kept') {
      base = answer.revision;
      sent = text;
      if (editor.text() !== text) return wait(PAUSE_MS);
      saved();
      kept = (await line.read()).issues;
      return show(kept);
    }
    if (answer.kind === 'clash') {
      isClashing = true;
      return save.show({ kind: 'clash', clash: answer });
    }
    if (answer.kind === 'refused') {
      save.show({ kind: 'refused', words: answer.words });
      return show([
        { severity: 'error', code: 'SOURCE_INVALID', message: answer.words, line: answer.line ?? 1, column: 1 },
      ]);
    }
    save.show({ kind: 'waiting', words: answer.words });
    wait(AGAIN_MS);
  }

  function saved(): void {
    shelf.keep(null);
    save.show({ kind: 'saved' });
  }

  /** Two versions of the file: the own is written over theirs, or theirs is taken in. */
  async function settle(keep: 'mine' | 'theirs'): Promise<void> {
    isClashing = false;
    const now = await line.read();
    base = now.revision;
    sent = now.text;
    if (keep === 'theirs') editor.put(now.text);
    else await send();
  }

  function show(issues: readonly DraftIssue[]): void {
    editor.mark(issues);
    const entries = issues.map(({ line: number, message, severity }) => {
      const go = h('button', { type: 'button', class: 'btn quiet' }, `Line ${number}`);
      go.addEventListener('click', () => editor.goTo(number));
      return h(
        'li',
        { class: severity },
        severityIcon(severity),
        h('div', {}, h('p', {}, message), h('p', { class: 'where' }, go)),
      );
    });
    const none = h('p', { class: 'hint' }, 'The format finds nothing wrong with this file.');
    element('issues').replaceChildren(entries.length === 0 ? none : h('ul', { class: 'findings' }, ...entries));
  }

  show(file.issues);
  save.show({ kind: 'saved' });
  if (left !== null) typed();
  if (data.line > 0) editor.goTo(data.line);
  if (data.isReadOnly) return;
  const leave = (): void => void (editor.text() !== sent && !isClashing && send());
  window.addEventListener('pagehide', leave);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && leave());
}

void main();
