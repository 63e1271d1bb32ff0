import { z } from 'zod';

const words = (most: number): z.ZodType<string> =>
  z
    .string()
    .default('')
    .transform((text) => text.replaceAll(/\s+/g, ' ').trim())
    .pipe(z.string().max(most, `Write at most ${most} characters.`));

const path = z
  .string()
  .max(200)
  .regex(/^media\/[a-z0-9][a-z0-9._/-]*$/, 'This is no file of a draft.');

/** The words of an upload form. */
export const uploadWords = z.object({
  alt: words(500),
  decorative: z.literal('yes').optional(),
  credit: words(400),
  language: z.enum(['en', 'es']).default('en'),
  captions: z.string().max(500_000).default(''),
  transcript: z.string().max(200_000).default(''),
});

/** See {@link uploadWords}. */
export type UploadWords = z.infer<typeof uploadWords>;

/** Words of a file that is there. */
export const editMedia = z.object({
  path,
  alt: words(500),
  decorative: z.literal('yes').optional(),
  credit: words(400),
});

/** A form that names a file. */
export const namedMedia = z.object({ path });

/** `?kind=` of the picker: all kinds where it names none. */
export const pickerQuery = z.object({
  kind: z.enum(['image', 'video', 'sound', 'captions', 'transcript', 'document']).optional().catch(undefined),
});
