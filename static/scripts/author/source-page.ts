import { h } from '../module/dom.ts';
import { askAboutClashes } from './clash-dialog.ts';
import { openKeptStore, type KeptTyping } from './kept-typing.ts';
import { saveBeforeLeaving } from './leave-saved.ts';
import { element, pageData } from './own-data.ts';
import { presenceIn, startPresence } from './presence-line.ts';
import { openSaveHead } from './save-head.ts';
import { createServerCalls } from './server-calls.ts';
import { severityIcon } from './severity-icon.ts';
import { createSourceCalls, type DraftIssue } from './source-calls.ts';
import { openSourceEditor } from './source-editor.ts';
import { SourceQueue, type KeptText } from './source-queue.ts';
import { askToReplace, textOffer } from './text-offer.ts';

/** What the server wrote into the page. */
interface PageData {
  /** Opaque: whose unsent text this browser keeps. */
  readonly owner: string;
  readonly draftId: string;
  /** Address of the draft's page. */
  readonly draft: string;
  readonly path: string;
  readonly line: number;
  readonly isReadOnly: boolean;
}

/** The text of one file: saved as it is typed where it is YAML, marked where it is wrong. */
async function main(): Promise<void> {
  const data = pageData<PageData>('source-data');
  const calls = createSourceCalls(data);
  const file = await calls.fetch();
  if (file === null) throw new Error('The file cannot be had.');
  const head = openSaveHead(element('source-head'), data.isReadOnly, false);
  const place = element('source');
  place.replaceChildren();
  const editor = openSourceEditor(place, file.text, {
    label: `Source of ${data.path}. Escape, then Tab leaves the editor`,
    isReadOnly: data.isReadOnly,
    typed: () => queue.touch(),
  });
  // Beside what the other pages keep of the file: those are edits.
  const kept = openKeptStore({ ...data, path: `source of ${data.path}` });
  let isUnkept = false;
  const queue: SourceQueue = new SourceQueue(file, {
    text: () => editor.text(),
    put: (text) => editor.put(text),
    send: (request, isLast) => calls.send(request, isLast),
    fetch: () => calls.fetch(),
    keep: (text) => void keep(text),
    ask: async (mine, theirs, by) => {
      const words = {
        nameOf: () => `The whole file ${data.path}`,
        said: (_at: unknown, value: unknown) => String(value),
      };
      const [decision] = await askAboutClashes([{ at: [], mine, theirs }], by, { ...words, bothOf: () => null });
      return decision === 'theirs' ? 'theirs' : 'mine';
    },
    askToReplace,
    refused: (message, line) =>
      show([{ severity: 'error', code: 'SOURCE_INVALID', message, line: line ?? 1, column: 1 }]),
    saved: () => void calls.fetch().then((now) => now !== null && now.text === editor.text() && show(now.issues)),
    delay: (ms, work) => {
      const timer = setTimeout(work, ms);
      return () => clearTimeout(timer);
    },
    now: () => Date.now(),
    newId: () => crypto.randomUUID(),
    changed: showState,
  });

  async function keep(text: KeptText | null): Promise<boolean> {
    const isKept = await kept.keep([], text);
    isUnkept = !isKept && text !== null;
    showState();
    return isKept;
  }

  function showState(): void {
    head.state({ state: queue.state, savedAt: queue.savedAt, isUnkept });
  }

  function show(issues: readonly DraftIssue[]): void {
    editor.mark(issues);
    const entries = issues.map(({ line: number, message, severity }) => {
      const go = h('button', { type: 'button', class: 'btn quiet' }, `Line ${number}`);
      go.addEventListener('click', () => editor.goTo(number));
      const words = h('div', {}, h('p', {}, message), h('p', { class: 'where' }, go));
      return h('li', { class: severity }, severityIcon(severity), words);
    });
    const none = h('p', { class: 'hint' }, 'The format finds nothing wrong with this file.');
    element('issues').replaceChildren(entries.length === 0 ? none : h('ul', { class: 'findings' }, ...entries));
  }

  async function offerKept(): Promise<void> {
    const rows = await kept.left();
    const offered = rows.filter(({ text }) => text !== undefined && text.text !== editor.text());
    for (const row of rows) if (!offered.includes(row)) await kept.forget(row);
    for (const row of offered) offer(row);
    head.notes.querySelector<HTMLElement>('.aside')?.focus();
  }

  function offer(row: KeptTyping): void {
    const { text } = row;
    if (text === undefined) return;
    const put = async (): Promise<void> => {
      if (!(await queue.restore(text))) {
        offer(row);
        return;
      }
      // Kept as this window's own before it is forgotten as another's.
      if (await keep(text)) await kept.forget(row);
    };
    const drop = (): void => void kept.forget(row);
    head.notes.append(textOffer(text.text, { at: row.at, put: () => void put(), drop }));
  }

  show(file.issues);
  showState();
  if (data.line > 0) editor.goTo(data.line);
  startPresence({
    calls: createServerCalls({ ...data, page: '' }),
    where: () => null,
    show: (others) => head.others(presenceIn(others, { path: data.path, blockId: null, what: 'file' })),
    newer: (revision) => {
      if (revision > queue.revision) void queue.refresh();
    },
  });
  if (data.isReadOnly) return;
  saveBeforeLeaving(queue);
  void offerKept();
}

void main();
