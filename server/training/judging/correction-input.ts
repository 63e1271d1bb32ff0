import { z } from 'zod';

const ID = /^[0-9a-z]{26}$/i;
const day = z.iso.date('Write a date as YYYY-MM-DD.');
const assignmentId = z
  .union([z.literal(''), z.string().regex(ID)], 'Choose one of the list.')
  .default('')
  .transform((text) => (text === '' ? null : text));
const words = (label: string) => z.string().trim().min(1, label).max(2000);
const whole = (most: number, label: string) =>
  z
    .union([z.literal(''), z.string().regex(/^\d{1,5}$/)], label)
    .default('')
    .transform((text) => (text === '' ? null : Number(text)))
    .refine((value) => value === null || value <= most, label);

/** Form of a correction: something that happened and that the product did not see. */
export const correctionForm = z
  .object({
    kind: z.enum(['completed', 'practical-signed'], 'Choose what is entered.'),
    courseId: z.string().regex(ID, 'Choose a course.'),
    assignmentId,
    statement: words('Write what happened.'),
    seenBy: z.string().trim().min(1, 'Write who saw it.').max(200),
    happenedOn: day,
    score: whole(100, 'Write a percentage from 0 to 100, or nothing.'),
    minutes: whole(10_000, 'Write minutes up to 10000, or nothing.'),
  })
  .transform(({ score, minutes, ...rest }) => ({
    ...rest,
    score: score === null ? null : score / 100,
    engagedMs: minutes === null ? null : minutes * 60_000,
  }));

/** See {@link correctionForm}. */
export type NewCorrection = z.output<typeof correctionForm>;

/** Form of a waiver or an exemption. */
export const exemptionForm = z
  .object({
    kind: z.enum(['waiver', 'exemption'], 'Choose a waiver or an exemption.'),
    assignmentId,
    ground: z.enum(['deployment', 'light-duty', 'leave', 'equivalent', 'other'], 'Choose a ground.'),
    reason: words('Write the reason.'),
    startsOn: day,
    endsOn: z
      .union([z.literal(''), z.iso.date()], 'Write a date as YYYY-MM-DD.')
      .default('')
      .transform((text) => (text === '' ? null : text)),
  })
  .refine(({ startsOn, endsOn }) => endsOn === null || endsOn >= startsOn, {
    path: ['endsOn'],
    message: 'The last day lies before the first.',
  });

/** See {@link exemptionForm}. */
export type NewExemption = z.output<typeof exemptionForm>;

/** Why something is taken back. */
export const reasonForm = z.object({ reason: words('Write the reason.') });

/** The last day of an exemption. */
export const lastDayForm = z.object({ endsOn: day });
