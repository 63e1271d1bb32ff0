import type { EditorData } from './editor-data.ts';
import { ask, type Answer } from './server-calls.ts';

/** What somebody says of a block; `blockId` null: of the whole module. */
export interface BlockComment {
  readonly id: string;
  readonly blockId: string | null;
  readonly words: string;
  readonly by: string;
  readonly made: string;
  /** Null while it is open. */
  readonly resolvedBy: string | null;
}

/** All comments of the module, or why there are none. */
export type CommentsTold = { readonly comments: readonly BlockComment[] } | { readonly fault: string };

/** What the page asks of the server about comments. */
export interface CommentCalls {
  list(): Promise<CommentsTold>;
  add(blockId: string | null, words: string): Promise<CommentsTold>;
  settle(id: string, state: 'resolved' | 'open'): Promise<CommentsTold>;
}

const NO_ANSWER = 'The server does not answer. What you wrote stays here; try again.';

/** Calls over `fetch`. */
export function createCommentCalls({ draft, path }: Pick<EditorData, 'draft' | 'path'>): CommentCalls {
  const url = `${draft}/comments`;
  return {
    list: async () => readTold(await ask(`${url}?path=${encodeURIComponent(path)}`, null)),
    add: async (blockId, words) => readTold(await ask(url, { path, blockId, words })),
    settle: async (id, state) => readTold(await ask(`${url}/${id}/state`, { path, state })),
  };
}

/** What an answer says; one that is none of ours is a fault like no answer. */
export function readTold(answer: Answer | null): CommentsTold {
  if (answer === null) return { fault: NO_ANSWER };
  const { comments, message } = answer.body as Partial<{ comments: BlockComment[]; message: string }>; // oxlint-disable-line typescript/no-unsafe-type-assertion -- our server's answer
  return comments === undefined ? { fault: message ?? NO_ANSWER } : { comments };
}
