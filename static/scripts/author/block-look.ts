import type { CompiledBlock, CompiledModule } from '../../../server/standards/module/compiled-module.ts';
import { startState } from '../../../server/standards/module/module-state.ts';
import { blockView } from '../module/block-view.ts';
import { h } from '../module/dom.ts';
import { GraderError, type Grader } from '../module/grader.ts';
import { noLms } from '../module/lms-link.ts';
import { ModulePlay } from '../module/module-play.ts';
import { english } from '../module/words-en.ts';

/** A block as an officer sees it, in a root of its own: the style of modules meets no style of the page. */
export interface BlockLookView {
  readonly element: HTMLElement;
  show(block: CompiledBlock | null): void;
  /** Whether something stands in the picture, or at a point of the window. */
  has(selector: string): boolean;
  isAt(selector: string, point: { readonly x: number; readonly y: number }): boolean;
  /** Puts a field where a text stands. False where it is not there. */
  hold(selector: string, field: HTMLElement): boolean;
  /** The text as it was typed, until a new picture comes. */
  typed(selector: string, text: string): void;
  release(): void;
}

const NOTHING = 'Nothing to see yet: fill in the form.';

const nobody: Grader = {
  grade: () => Promise.reject(new GraderError('refused', 'Nothing is graded here.')),
  draw: () => Promise.resolve([]),
};

const nothing = (): void => undefined;

/** A view without anything in it; `mediaUrl` tells where a file of the draft is. */
export function blockLook(moduleCss: string, mediaUrl: (path: string) => string): BlockLookView {
  const element = h('div', { class: 'look' });
  const root = element.attachShadow({ mode: 'open' });
  // Not operated here: the form beside it is, and the preview plays it.
  const content = h('div', { class: 'block', inert: true });
  const typed = new Map<string, string>();
  let latest: CompiledBlock | null = null;
  let held: HTMLElement | null = null;

  function draw(): void {
    content.inert = true;
    content.replaceChildren(...(latest === null ? [h('p', { class: 'note' }, NOTHING)] : viewOf(latest, mediaUrl)));
    for (const one of content.querySelectorAll<HTMLDetailsElement>('.folds > details, .cards > details'))
      one.open = true;
    for (const [selector, text] of typed) {
      const found = content.querySelector(selector);
      if (found !== null) found.textContent = text;
    }
  }
  root.append(h('link', { rel: 'stylesheet', href: moduleCss }), content);
  return {
    element,
    show(block) {
      latest = block;
      typed.clear();
      if (held === null) draw();
    },
    has: (selector) => content.querySelector(selector) !== null,
    isAt(selector, { x, y }) {
      const box = content.querySelector(selector)?.getBoundingClientRect();
      return box !== undefined && x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
    },
    hold(selector, field) {
      const found = content.querySelector(selector);
      if (found === null) return false;
      held = field;
      element.append(field);
      putSlot(found, content);
      return true;
    },
    typed: (selector, text) => void typed.set(selector, text),
    release() {
      held?.remove();
      held = null;
      draw();
    },
  };
}

/** Lets the field stand where a text stood; nothing else of the picture can be operated. */
function putSlot(found: Element, content: HTMLElement): void {
  const slot = h('slot', { name: 'place' });
  const fold = found.closest('summary')?.parentElement;
  if (fold) {
    // A heading that opens and closes is no place for a field.
    const rest = [...fold.children].filter(({ tagName }) => tagName !== 'SUMMARY');
    fold.replaceWith(h('div', { class: fold.className }, slot, ...rest));
  } else found.replaceWith(slot);
  content.inert = false;
  for (let at: Element = slot; at !== content && at.parentElement !== null; at = at.parentElement) {
    for (const other of at.parentElement.children) if (other !== at && other instanceof HTMLElement) other.inert = true;
  }
}

function viewOf(block: CompiledBlock, mediaUrl: (path: string) => string): Node[] {
  const play = new ModulePlay({
    module: moduleOf(block),
    link: noLms(),
    grader: nobody,
    state: startState('en'),
    onSaved: () => undefined,
  });
  return blockView(withMedia(block, mediaUrl), {
    play,
    words: english,
    redraw: nothing,
    retry: nothing,
    isRetry: () => false,
    changed: nothing,
    goTo: nothing,
    announce: nothing,
  });
}

function withMedia(block: CompiledBlock, mediaUrl: (path: string) => string): CompiledBlock {
  const url = (path: string): string => (path.startsWith('media/') ? mediaUrl(path) : '');
  if (block.type === 'image') return { ...block, src: url(block.src) };
  if (block.type !== 'video') return block;
  const captions = block.captions.map((track) => ({ ...track, src: url(track.src) }));
  return { ...block, src: url(block.src), poster: block.poster && url(block.poster), captions };
}

function moduleOf(block: CompiledBlock): CompiledModule {
  return {
    format: 1,
    stamp: '',
    id: 'draft',
    courseId: '',
    courseTitle: '',
    title: '',
    kind: 'module',
    summary: '',
    language: 'en',
    minutes: 0,
    objectives: [],
    skills: [],
    sources: [],
    legal: null,
    pass: null,
    sections: [{ id: 'only', title: '', blocks: [block] }],
  };
}
