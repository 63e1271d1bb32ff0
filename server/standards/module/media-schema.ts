import { z } from 'zod';

/** `courses/<course>/media/media.yaml`: what the files beside it say to who cannot see them, and whose they are. */
export const mediaSource = z.strictObject({
  media: z
    .record(
      z.string().regex(/^[a-z0-9][a-z0-9._/-]{0,180}$/, 'Write the name of a file in media/.'),
      z.strictObject({
        alt: z.string().max(500).optional().describe('What the picture tells.'),
        credit: z.string().max(400).optional().describe('Whose it is, and where it comes from.'),
      }),
    )
    .describe('By the name of the file: hall.svg.'),
});

/** See {@link mediaSource}. */
export type MediaSource = z.infer<typeof mediaSource>;
