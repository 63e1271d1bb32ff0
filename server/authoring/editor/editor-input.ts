import { z } from 'zod';
import { isSourceValue } from '../drafts/draft-input.ts';
import type { SourceValue } from '../../standards/module/index.ts';

/** Bytes of the largest request: all blocks of a long module. */
export const LOOK_BYTES = 1024 * 1024;

const MOST_BLOCKS = 200;

/** Name of the file of a module, without its ending; a translation has none. */
export const moduleName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,60}$/);

/** `POST /author/drafts/:draftId/modules/:name/looks` */
export const looksRequest = z.object({
  blocks: z
    .array(z.custom<SourceValue>((value) => isSourceValue(value), 'This is no value of a source file.'))
    .max(MOST_BLOCKS),
});
