import { z } from 'zod';

const sentence = (words: string) => z.string().trim().min(10, words).max(1000);

/** How long payloads are kept after somebody has left; 'ever' keeps them. */
export const ruleInput = z.object({
  months: z
    .union([z.literal('ever'), z.coerce.number().int().min(12, 'Keep records for a year at least.').max(1200)])
    .transform((value) => (value === 'ever' ? null : value)),
});

/** A hold on one person, or on everyone where none is named. */
export const holdInput = z.object({
  email: z.string().trim().toLowerCase().max(254).default(''),
  reason: sentence('Write which case or order this is for, so that somebody can lift it later.'),
});

/** Why a hold ends. */
export const liftInput = z.object({ reason: sentence('Write why the hold ends and who decided so.') });

/** A request to be forgotten: the name is typed once more, because nothing brings it back. */
export const anonymiseInput = z.object({
  reason: sentence('Write who asked for it and by which rule.'),
  typed: z.string().trim().max(300),
});
