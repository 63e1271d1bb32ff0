import { z } from 'zod';
import { readInput } from '../../platform/index.ts';
import type { Criterion } from './grading-model.ts';

const [MOST_CRITERIA, MOST_POINTS] = [12, 50];
const LINE = /^(\d{1,2})\s+(\S.{0,399})$/;

const criteria = z
  .string()
  .max(8000)
  .transform((text, context): Criterion[] => {
    const lines = text
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== '');
    const found = lines.flatMap((line) => {
      const [, most = '', words = ''] = LINE.exec(line) ?? [];
      return words === '' || Number(most) < 1 || Number(most) > MOST_POINTS
        ? []
        : [{ text: words, most: Number(most) }];
    });
    if (lines.length === 0) context.addIssue({ code: 'custom', message: 'Write one line at least.' });
    else if (found.length !== lines.length || lines.length > MOST_CRITERIA) {
      context.addIssue({
        code: 'custom',
        message: `Begin each line with its points (1 to ${MOST_POINTS}), then a blank and the words; ${MOST_CRITERIA} lines at most.`,
      });
    }
    return found;
  });

/** Form of a rubric: one criterion a line, its points first. */
export const rubricForm = z.object({
  part: z.string().min(1).max(1000),
  block: z.string().min(1).max(100),
  criteria,
  isBlind: z
    .literal('on')
    .optional()
    .transform((value) => value === 'on'),
});

/** See {@link rubricForm}. */
export type NewRubric = z.output<typeof rubricForm>;

const points = z
  .string()
  .regex(/^\d{1,2}([.,]5)?$/, 'Write points such as 3 or 3.5.')
  .transform((text) => Number(text.replace(',', '.')));

/** Form of a graded work: points by criterion as `points0`, `points1` …, and words for the officer. */
export function readMark(body: unknown, rubric: readonly Criterion[]): { points: number[]; note: string } {
  const fields = rubric.map(({ most }, at): [string, z.ZodType<number>] => [
    `points${at}`,
    points.refine((given) => given <= most, `Not more than ${most}.`),
  ]);
  const note = z.string().trim().max(4000, 'Write 4000 characters at most.').default('');
  const given: Record<string, unknown> = readInput(z.object({ ...Object.fromEntries(fields), note }), body);
  return { points: rubric.map((_one, at) => Number(given[`points${at}`])), note: String(given['note']) };
}

/** Which piece of work of a course. */
export const readWorkQuery = (query: unknown): { part: string; block: string } =>
  readInput(z.object({ part: z.string().max(1000).catch(''), block: z.string().max(100).catch('') }), query);

/** Form of a score given by hand. */
export const scoreForm = z.object({
  score: z
    .string()
    .regex(/^(100|\d{1,2})$/, 'Write a whole percentage from 0 to 100.')
    .transform((text) => Number(text) / 100),
  success: z.enum(['', 'passed', 'failed'], 'Choose one of the list.').transform((word) => (word === '' ? null : word)),
  reason: z.string().trim().min(1, 'Write the reason.').max(2000),
});

/** See {@link scoreForm}. */
export type NewScore = z.output<typeof scoreForm>;
