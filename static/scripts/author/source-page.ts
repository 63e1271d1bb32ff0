import { h } from '../module/dom.ts';
import { openDraftLine, type DraftIssue } from './draft-line.ts';
import { openSourceEditor } from './source-editor.ts';
import { element, pageData } from './own-data.ts';
import { SaveLine } from './save-line.ts';
import { severityIcon } from './severity-icon.ts';

/** Quiet time after a key before the text is sent, ms. */
const PAUSE_MS = 900;
const AGAIN_MS = 3000;

/** What the server wrote into the page. */
interface PageData {
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
  const shelf = `unsent text ${data.draft} ${data.path}`;
  const left = localStorage.getItem(shelf);
  const place = element('source');
  place.replaceChildren();
  const editor = openSourceEditor(place, left ?? file.text, {
    label: `Source of ${data.path}. Escape, then Tab leaves the editor`,
    isReadOnly: data.isReadOnly,
    typed,
  });
  const save: SaveLine = new SaveLine(element('save-state'), settle);

  function typed(): void {
    localStorage.setItem(shelf, editor.text());
    save.show({ kind: 'typing' });
    wait(PAUSE_MS);
  }

  function wait(pause: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void send(), pause);
  }

  async function send(): Promise<void> {
    const text = editor.text();
    if (isBusy) return;
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
    if (answer.kind === 'clash') return save.show({ kind: 'clash', clash: answer });
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
    localStorage.removeItem(shelf);
    save.show({ kind: 'saved' });
  }

  /** Two versions of the file: the own is written over theirs, or theirs is taken in. */
  async function settle(keep: 'mine' | 'theirs'): Promise<void> {
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
}

void main();
