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
}

const NOTHING = 'Nothing to see yet: fill in the form.';

const nobody: Grader = {
  grade: () => Promise.reject(new GraderError('refused', 'Nothing is graded here.')),
  draw: () => Promise.resolve([]),
};

const nothing = (): void => undefined;

/** A view without anything in it; `mediaUrl` tells where a file of the draft is. */
export function blockLook(moduleCss: string, mediaUrl: (path: string) => string): BlockLookView {
  // Not operated here: the form beside it is, and the preview plays it.
  const element = h('div', { class: 'look', inert: true });
  const root = element.attachShadow({ mode: 'open' });
  const content = h('div', { class: 'block' });
  root.append(h('link', { rel: 'stylesheet', href: moduleCss }), content);
  return {
    element,
    show(block) {
      content.replaceChildren(...(block === null ? [h('p', { class: 'note' }, NOTHING)] : viewOf(block, mediaUrl)));
    },
  };
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
