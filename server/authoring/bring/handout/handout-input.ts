import { z } from 'zod';
import { AppError, readInput } from '../../../platform/index.ts';
import { readCues } from '../../web-vtt.ts';

const line = z
  .string()
  .trim()
  .regex(/^\P{Cc}*$/u, 'Control characters cannot be used here.');

const handoutInput = z.object({
  title: line.min(1, 'A course needs a title.').max(300, 'At most 300 characters.'),
  language: z.enum(['en', 'es']).default('en'),
  minutes: z
    .string()
    .trim()
    .default('')
    .transform((value) => Number(value === '' ? '0' : value))
    .pipe(z.number('Whole minutes, or nothing.').int('Whole minutes, or nothing.').min(0).max(6000, 'At most 6,000.')),
  silent: z
    .literal('on')
    .optional()
    .transform((value) => value === 'on'),
});

/** What an instructor says about a PDF or a film. */
export type HandoutForm = z.output<typeof handoutInput>;

/** Reads the fields beside the file; throws AppError `INPUT_INVALID` (422). */
export const readHandoutForm = (fields: unknown): HandoutForm => readInput(handoutInput, fields);

/**
 * Captions of a film as WebVTT; null where the instructor says that nobody speaks in it. Throws AppError `CAPTIONS_MISSING` or
 * `CAPTIONS_BROKEN` (422).
 */
export function readCaptions(bytes: Buffer | null, isSilent: boolean): Buffer | null {
  if (bytes === null) {
    if (isSilent) return null;
    throw new AppError('CAPTIONS_MISSING', 422, 'Whoever cannot hear it needs captions.', {
      field: 'captions',
      help: 'Choose a WebVTT file (.vtt), or tick that nobody speaks in the film.',
    });
  }
  const cues = readCues(bytes.toString('utf8'));
  if (typeof cues !== 'string') return bytes;
  throw new AppError('CAPTIONS_BROKEN', 422, `The captions are no WebVTT: ${cues}.`, { field: 'captions' });
}
