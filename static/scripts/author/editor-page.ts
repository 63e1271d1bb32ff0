import { button, h } from '../module/dom.ts';
import { startComments } from './block-comments.ts';
import { openDraftSession } from './draft-session.ts';
import { readEditorData, type EditorData } from './editor-data.ts';
import { ModuleEditor, type EditorRoots } from './module-editor.ts';
import { openSaveHead } from './save-head.ts';

function start(data: EditorData, roots: EditorRoots, head: HTMLElement): void {
  const editor = openDraftSession(
    data,
    openSaveHead(head, data.isReadOnly),
    (session) => new ModuleEditor({ data, roots, session }),
  );
  editor.talk = startComments(data, roots.side, editor);
  roots.side.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') editor.toBlocks();
  });
  if (!data.isReadOnly) addButtons(roots, editor);
}

function addButtons(roots: EditorRoots, editor: ModuleEditor): void {
  const block = button('Add a block', () => editor.commands.addHere(), 'main');
  const section = button('Add a section', () => editor.commands.addSection());
  block.className = 'btn';
  section.className = 'btn line';
  roots.outline.before(h('p', { class: 'acts' }, block, section));
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
