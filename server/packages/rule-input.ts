import { z } from 'zod';
import { readInput } from '../platform/index.ts';
import type { CompletionCondition, CompletionRule } from '../standards/index.ts';

const ticked = z
  .literal('on')
  .optional()
  .transform((value) => value === 'on');
const typed = z.string().trim().max(20).default('');

/** Numbers that are only looked at where their box is ticked. */
const BOUNDS = {
  score: { box: 'byScore', least: 0, most: 100, words: 'A whole number from 0 to 100.' },
  pages: { box: 'byPages', least: 1, most: 1000, words: 'A whole number from 1 to 1,000.' },
  minutes: { box: 'byMinutes', least: 1, most: 600, words: 'A whole number of minutes from 1 to 600.' },
} as const;

const ruleInput = z
  .object({
    needs: z.enum(['all', 'any'], 'Choose how many of them are needed.'),
    gives: z.enum(['passed', 'completed'], 'Choose what the rule gives.'),
    told: ticked,
    parts: ticked,
    byScore: ticked,
    score: typed,
    byPages: ticked,
    pages: typed,
    byMinutes: ticked,
    minutes: typed,
    reason: z
      .string()
      .trim()
      .min(1, 'Say why in a sentence. It stands beside the rule.')
      .max(1000, 'At most 1,000 characters.')
      .regex(/^[^\0]*$/, 'Leave out characters that cannot be seen.'),
    accepted: z.literal('on', 'Tick that you accept the rule under your name.'),
    earlier: ticked,
  })
  .superRefine((form, context) => {
    for (const field of ['score', 'pages', 'minutes'] as const) {
      const { box, least, most, words } = BOUNDS[field];
      const number = Number(form[field] === '' ? Number.NaN : form[field]);
      const isGood = Number.isInteger(number) && number >= least && number <= most;
      if (form[box] && !isGood) context.addIssue({ code: 'custom', path: [field], message: words });
    }
    if (!form.told && !form.parts && !form.byScore && !form.byPages && !form.byMinutes) {
      const message = 'Tick at least one thing that the rule asks for.';
      context.addIssue({ code: 'custom', path: ['conditions'], message });
    }
  });

/** A rule with what the instructor says about it. */
export interface AcceptedForm {
  readonly rule: CompletionRule;
  readonly reason: string;
  /** What was recorded before is judged by it as well; what is done stays done. */
  readonly isForEarlier: boolean;
}

/** Reads the form of a rule; throws AppError `INPUT_INVALID` (422) with each field at fault. */
export function readRuleForm(body: unknown): AcceptedForm {
  const { needs, gives, reason, earlier, ...form } = readInput(ruleInput, body);
  const conditions: CompletionCondition[] = [];
  if (form.told) conditions.push({ kind: 'told' });
  if (form.byScore) conditions.push({ kind: 'score', least: Number(form.score) });
  if (form.parts) conditions.push({ kind: 'parts' });
  if (form.byPages) conditions.push({ kind: 'pages', least: Number(form.pages) });
  if (form.byMinutes) conditions.push({ kind: 'engaged', minutes: Number(form.minutes) });
  return { rule: { needs, conditions, gives }, reason, isForEarlier: earlier };
}
