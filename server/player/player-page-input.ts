import { z } from 'zod';
import { LOCALES } from '../platform/index.ts';

/** Query of the player page; what is not known is left aside, so that an old link still opens the course. */
export const playQuery = z.object({
  mode: z.enum(['normal', 'browse', 'review']).catch('normal'),
  /** `contents`: nothing is delivered until the person chooses. */
  open: z.literal('contents').optional().catch(undefined),
  /** A new attempt although the last one is finished. */
  again: z.literal('1').optional().catch(undefined),
  /** With `open=contents`: the part that is chosen for the person, by its identifier. */
  part: z.string().max(1000).optional().catch(undefined),
  /** The language that the LMS names, where a door leads here. */
  lang: z.enum(LOCALES).optional().catch(undefined),
});
