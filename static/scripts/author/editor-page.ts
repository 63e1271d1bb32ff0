import type { DraftEdit } from '../../../server/standards/module/draft-edit.ts';
import { button, h } from '../module/dom.ts';
import { startComments } from './block-comments.ts';
import { asideNote, said } from './clash-dialog.ts';
import { DraftCopy, writesAt } from './draft-copy.ts';
import { readEditorData, type EditorData } from './editor-data.ts';
import { icon } from './icon.ts';
import { keptOffer, missingEdits, placelessEdits } from './kept-offer.ts';
import { openKeptStore } from './kept-typing.ts';
import { ModuleEditor, type EditorRoots } from './module-editor.ts';
import { presenceWords, startPresence } from './presence-line.ts';
import { createSaveQueue, type SaveQueue } from './save-queue.ts';
import { saveWords } from './save-words.ts';
import { createServerCalls } from './server-calls.ts';

/** The line above the blocks: how far the saving is, undo, who else is here. */
interface HeadParts {
  readonly save: HTMLElement;
  readonly undo: HTMLButtonElement;
  readonly redo: HTMLButtonElement;
  readonly others: HTMLElement;
  readonly live: HTMLElement;
  readonly notes: HTMLElement;
}

function start(data: EditorData, roots: EditorRoots, head: HTMLElement): void {
  const copy = new DraftCopy(data.file, data.revision);
  const calls = createServerCalls(data);
  const kept = openKeptStore(data);
  const parts = headParts(head, data.isReadOnly);
  const announce = (words: string): void => {
    parts.live.textContent = words;
  };
  const putAside = (edits: readonly DraftEdit[], why: string, copied?: () => void): void => {
    const texts = edits.map((edit) => {
      const what = 'value' in edit ? said(edit.value) : edit.op;
      return `${editor.placeName(writesAt(edit))}:\n${what}`;
    });
    parts.notes.append(asideNote(texts, why, copied));
  };
  const queue: SaveQueue = createSaveQueue(copy, {
    send: (request, isLast) => calls.save(request, isLast),
    fetch: () => calls.fetch(),
    keep: (edits) => void kept.keep(edits),
    delay: (ms, work) => {
      const timer = setTimeout(work, ms);
      return () => clearTimeout(timer);
    },
    now: () => Date.now(),
    newId: () => crypto.randomUUID(),
    changed: () => showState(),
    arrived: () => editor.draw(),
    clashed: (clashes, by) => void editor.decide(clashes, by),
    putAside,
  });
  let shown = '';
  function showState(): void {
    const { state, savedAt } = queue;
    const { words, icon: sign, tone } = saveWords(state, savedAt === null ? null : new Date(savedAt));
    parts.undo.disabled = !copy.mayUndo;
    parts.redo.disabled = !copy.mayRedo;
    if (words === shown) return;
    shown = words;
    parts.save.className = `chip ${tone}`;
    parts.save.dataset['state'] = state;
    parts.save.replaceChildren(icon(sign), words);
    // Saved and saving is looked at; trouble is said.
    if (state === 'offline' || state === 'signed-out' || state === 'gone') announce(words);
  }
  const editor: ModuleEditor = new ModuleEditor({
    data,
    roots,
    copy,
    calls,
    queue: () => queue,
    announce,
    moved: () => presence.moved(),
    changed: showState,
  });
  const presence = startPresence({
    calls,
    where: () => editor.chosenBlock,
    show: (others) => {
      parts.others.textContent = presenceWords(others, data.path, (id) => editor.nameOf(id));
    },
    newer: (revision) => {
      if (revision > copy.revision) queue.refresh();
    },
  });
  editor.talk = startComments(data, roots.side, editor);
  showState();
  parts.undo.addEventListener('click', () => editor.undo());
  parts.redo.addEventListener('click', () => editor.redo());
  listen(editor, queue, roots);
  if (data.isReadOnly) return;
  addButtons(roots, editor);
  void offerKept();

  async function offerKept(): Promise<void> {
    const rows = await kept.left();
    const all = rows.flatMap((row) => row.edits);
    const edits = missingEdits(copy.data, all);
    const placeless = placelessEdits(copy.data, all);
    const last = rows.at(-1);
    if (last === undefined) return;
    let questions = Number(edits.length > 0) + Number(placeless.length > 0);
    /** Nothing is forgotten before all that is shown of it was answered. */
    const forget = async (): Promise<void> => {
      questions -= 1;
      if (questions > 0) return;
      for (const row of rows) await kept.forget(row);
    };
    if (placeless.length > 0) putAside(placeless, PLACELESS, () => void forget());
    if (edits.length === 0) {
      if (placeless.length === 0) await forget();
      return;
    }
    const put = async (): Promise<void> => {
      editor.putBack(edits);
      const { sending, pending } = copy.unsaved;
      // Kept as this window's own before it is forgotten as another's.
      if (await kept.keep([...sending, ...pending])) await forget();
    };
    const when = new Date(last.at).toLocaleTimeString('en', { hour: 'numeric', minute: '2-digit', hour12: false });
    const offer = keptOffer(copy.data, edits, {
      when,
      nameOf: (at) => editor.placeName(at),
      put: () => void put(),
      drop: () => void forget(),
    });
    parts.notes.append(offer);
    offer.focus();
  }
}

const PLACELESS = 'It was written before this page was closed, and its place in the module is gone.';

function headParts(head: HTMLElement, isReadOnly: boolean): HeadParts {
  const save = h('span', { class: 'chip', id: 'save-state', hidden: isReadOnly });
  const undo = button('Undo', () => undefined);
  const redo = button('Redo', () => undefined);
  for (const one of [undo, redo]) {
    one.className = 'btn line';
    one.hidden = isReadOnly;
  }
  const others = h('p', { class: 'others', role: 'status' });
  const live = h('p', { class: 'vh', role: 'status' });
  const notes = h('div', { class: 'notes' });
  const tools = [...head.querySelectorAll('a')];
  const note = head.querySelector('#editor-note');
  head.replaceChildren(save, undo, redo, ...tools, others, live);
  if (isReadOnly && note !== null) head.prepend(note);
  head.after(notes);
  return { save, undo, redo, others, live, notes };
}

function addButtons(roots: EditorRoots, editor: ModuleEditor): void {
  const block = button('Add a block', () => editor.commands.addHere(), 'main');
  const section = button('Add a section', () => editor.commands.addSection());
  block.className = 'btn';
  section.className = 'btn line';
  roots.outline.before(h('p', { class: 'acts' }, block, section));
}

function listen(editor: ModuleEditor, queue: SaveQueue, { side }: EditorRoots): void {
  document.addEventListener('keydown', (event) => {
    const key = event.key.toLowerCase();
    const isInText =
      event.target instanceof Element && event.target.matches('textarea, input:not([type=checkbox], [type=radio])');
    if (!(event.ctrlKey || event.metaKey) || event.altKey || isInText) return;
    const isUndo = key === 'z' && !event.shiftKey;
    const isRedo = key === 'y' || (key === 'z' && event.shiftKey);
    if (!isUndo && !isRedo) return;
    event.preventDefault();
    if (isUndo) editor.undo();
    else editor.redo();
  });
  side.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') editor.toBlocks();
  });
  window.addEventListener('pagehide', () => queue.leave());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') queue.leave();
    else queue.now();
  });
  window.addEventListener('online', () => queue.now());
}

const find = (id: string): HTMLElement | null => document.querySelector(`#${id}`);

function main(): void {
  const [editor, outline, canvas, side] = [find('editor'), find('outline'), find('canvas'), find('side')];
  const [title, head] = [find('module-title'), find('editor-head')];
  if (!editor || !outline || !canvas || !side || !title || !head) return;
  editor.dataset['ready'] = 'true';
  start(readEditorData(document), { editor, outline, canvas, side, title }, head);
}

main();
