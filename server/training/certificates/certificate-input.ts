import { z } from 'zod';

/** What a supervisor decides about a certificate; both ways say why. */
export const certificateDecisionInput = z.object({
  decision: z.enum(['void', 'kept'], 'Choose one.'),
  reason: z
    .string()
    .trim()
    .min(1, 'Write the reason. It stands on the check page.')
    .max(500, 'Write at most 500 characters.'),
});
