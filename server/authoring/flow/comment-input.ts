import { z } from 'zod';
import { filePath } from '../drafts/draft-input.ts';
import { commentInput } from './flow-input.ts';

/** `?path=`: comments of which file. */
export const commentsQuery = z.object({ path: filePath });

/** `POST /author/drafts/:draftId/comments`: about a block, or about the whole file. */
export const commentRequest = z.object({
  path: filePath,
  blockId: z
    .string()
    .regex(/^[\w-]{1,40}$/, 'This is no id of a block.')
    .nullable(),
  words: commentInput.shape.words,
});

/** `POST /author/drafts/:draftId/comments/:commentId/state` */
export const commentStateRequest = z.object({ path: filePath, state: z.enum(['resolved', 'open']) });
