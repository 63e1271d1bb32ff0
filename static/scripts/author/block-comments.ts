import { createCommentCalls, type BlockComment, type CommentsTold } from './comment-calls.ts';
import { CommentsView } from './comments-view.ts';
import type { EditorData } from './editor-data.ts';
import { blocksOf, type OutlineSection } from './module-outline.ts';
import type { Chosen } from './outline-view.ts';

const AGAIN_MS = 30_000;

/** What the comments are about: the module on the screen. */
interface Editor {
  readonly chosen: Chosen;
  readonly sections: readonly OutlineSection[];
  /** How many comments are open, by block. */
  countComments(open: ReadonlyMap<string, number>): void;
}

/** The comments of a module in its editor: counted at the blocks, read and answered below the form of the chosen one. */
export interface BlockComments {
  /** Something else is chosen, or a block came or went. */
  draw(): void;
  focus(): void;
}

/** Reads the comments at once and now and then. */
export function startComments(
  data: Pick<EditorData, 'draft' | 'path'>,
  side: HTMLElement,
  editor: Editor,
): BlockComments {
  const calls = createCommentCalls(data);
  let comments: readonly BlockComment[] = [];
  const view = new CommentsView({
    reviewHref: `${data.draft}/review?about=${encodeURIComponent(data.path)}`,
    async add(blockId, words) {
      const isKept = take(await calls.add(blockId, words), true);
      if (isKept) view.say('The comment is kept.');
      return isKept;
    },
    settle: (id, state) => void settle(id, state),
  });
  side.append(view.element);

  async function settle(id: string, state: 'resolved' | 'open'): Promise<void> {
    if (!take(await calls.settle(id, state), true)) return;
    view.say(state === 'resolved' ? 'Resolved.' : 'Open again.');
    view.focus();
  }

  function take(told: CommentsTold, isAsked: boolean): boolean {
    if ('fault' in told) {
      if (isAsked) view.fault(told.fault);
      return false;
    }
    comments = told.comments;
    editor.countComments(openByBlock(comments));
    draw();
    return true;
  }

  function draw(): void {
    const now = editor.chosen;
    if (now.kind === 'section') view.draw(null);
    else if (now.kind === 'block') {
      view.draw({ blockId: now.id, of: 'this block', comments: comments.filter(({ blockId }) => blockId === now.id) });
    } else {
      view.draw({ blockId: null, of: 'the module', comments: ofModule(comments, blocksOf(editor.sections)) });
    }
  }

  async function read(): Promise<void> {
    if (document.visibilityState === 'visible') take(await calls.list(), false);
  }

  void read();
  setInterval(() => void read(), AGAIN_MS);
  document.addEventListener('visibilitychange', () => void read());
  draw();
  return { draw, focus: () => view.focus() };
}

/** Open comments by the block that they are about. */
export function openByBlock(comments: readonly BlockComment[]): Map<string, number> {
  const open = new Map<string, number>();
  for (const { blockId, resolvedBy } of comments) {
    if (blockId !== null && resolvedBy === null) open.set(blockId, (open.get(blockId) ?? 0) + 1);
  }
  return open;
}

/** Comments on the module itself, and those whose block is gone: nothing that was said is out of sight. */
export function ofModule(
  comments: readonly BlockComment[],
  blocks: readonly { readonly id: string }[],
): BlockComment[] {
  return comments.filter(({ blockId }) => blockId === null || !blocks.some(({ id }) => id === blockId));
}
