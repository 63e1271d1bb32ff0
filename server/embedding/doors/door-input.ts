import { z } from 'zod';
import { emailInput } from '../../people/index.ts';

/** Opens or shuts a door. */
export const doorStateInput = z.object({ state: z.enum(['open', 'shut']) });

/** Whom an identity is joined to, and why. */
export const joinInput = z.object({
  email: emailInput,
  reason: z.string().trim().min(3, 'Write how you know who it is.').max(500),
});

/** A page of the list. */
export const logInput = z.object({ page: z.coerce.number().int().min(1).max(10_000).catch(1) });
