import { z } from 'zod';

const boxes = (most: number, item: z.ZodString) =>
  z
    .union([z.string(), z.array(z.string()), z.undefined()])
    .transform((value) => (value === undefined ? [] : [...new Set([value].flat())]))
    .pipe(z.array(item).max(most));

const words = (most: number) =>
  z
    .string()
    .transform((text) => text.replaceAll('\r\n', '\n').trim())
    .pipe(
      z
        .string()
        .max(most, `Write at most ${most} characters.`)
        .regex(/^(?:[^\p{Cc}]|\n|\t)*$/u, 'Leave out control characters.'),
    );

/** `observation:1`: an academy part of a skill. */
const part = z.string().regex(/^[a-z0-9-]{1,60}:[123]$/, 'Choose a part.');

/** What an officer claims: parts that one proof stands for. */
export const claimInput = z.object({
  parts: boxes(100, part).refine((parts) => parts.length > 0, 'Tick at least one part.'),
  proof: words(2000).refine(
    (text) => text.length >= 10,
    'Say where and when you learned it: a course, an academy, a year.',
  ),
});

/** What a supervisor decides. */
export const decisionInput = z.object({
  ids: boxes(200, z.string().regex(/^[0-9a-z]{26}$/)).refine((ids) => ids.length > 0, 'Tick at least one claim.'),
  decision: z.enum(['approved', 'refused']),
  note: words(1000).default(''),
});

/** See {@link decisionInput}. */
export type Decision = z.infer<typeof decisionInput>;

/** The skill whose parts stand open on the claim page. */
export const openSkillInput = z.object({ skill: z.string().max(60).optional().catch(undefined) });
