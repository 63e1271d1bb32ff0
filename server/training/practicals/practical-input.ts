import { z } from 'zod';

/** Form under a practical part that waits: what was seen, and on which day. */
export const practicalForm = z.object({
  statement: z.string().trim().min(1, 'Write what you saw.').max(2000),
  happenedOn: z.iso.date('Write a date as YYYY-MM-DD.'),
});

/** See {@link practicalForm}. */
export type SeenPractical = z.output<typeof practicalForm>;
