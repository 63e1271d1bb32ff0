import { z } from 'zod';
import { AppError } from '../../platform/index.ts';
import { audienceRule, completionPolicy, dueRule } from '../judging/completion-input.ts';

const title = z.string().trim().min(1, 'Write a title.').max(200);
const day = z.iso.date('Write a date as YYYY-MM-DD.');
const id = z.string().regex(/^[0-9a-z]{26}$/i, 'Choose one of the list.');

/** Fields of a form that may come once, several times or not at all. */
const many = z
  .union([z.string(), z.array(z.string())])
  .default([])
  .transform((value) => [value].flat());
const blank = (inner: z.ZodType<string>) =>
  z
    .union([z.literal(''), inner])
    .default('')
    .transform((text) => (text === '' ? null : text));
const whole = (least: number, most: number, words: string) =>
  z
    .union([z.literal(''), z.string().regex(/^\d{1,5}$/, words)], words)
    .default('')
    .transform((text) => (text === '' ? null : Number(text)))
    .refine((value) => value === null || (value >= least && value <= most), words);

/** The form of an assignment as it comes. */
export const assignmentForm = z.object({
  title,
  /** `course <id>` or `curriculum <id>`. */
  what: z.string().regex(/^(course|curriculum) [0-9a-z]{26}$/i, 'Choose a course or a curriculum.'),
  audience: z.enum(['officers', 'placed', 'schools', 'people', 'pairs'], 'Choose whom it holds for.'),
  schools: many,
  people: many,
  /** `<officer> <partner>` */
  pairs: many,
  due: z.enum(['none', 'on', 'assigned', 'placed'], 'Choose when it is due.'),
  dueOn: blank(day),
  dueDays: whole(1, 3650, 'Write a number of days from 1 to 3650.'),
  exam: z.enum(['forbidden', 'optional', 'required', 'course'], 'Choose what holds for the exam.'),
  passMark: whole(0, 100, 'Write a percentage from 0 to 100.'),
  retests: whole(0, 100, 'Write a number from 0 to 100, or nothing.'),
  attempts: whole(1, 100, 'Write a number from 1 to 100, or nothing.'),
  order: z.enum(['free', 'in-order']).default('free'),
  engagedMinutes: whole(1, 10_000, 'Write minutes from 1 to 10000, or nothing.'),
  practical: z.enum(['', 'instructor', 'supervisor', 'either']).default(''),
  renewalMonths: whole(1, 240, 'Write months from 1 to 240, or nothing.'),
  countsFrom: blank(day),
});

/** An assignment as it is asked for. */
export const newAssignment = z.object({
  title,
  courseId: id.nullable(),
  curriculumId: id.nullable(),
  audience: audienceRule,
  due: dueRule,
  policy: completionPolicy,
  renewalMonths: z.number().int().min(1).max(240).nullable(),
  countsFrom: z.iso.date().nullable(),
});

/** See {@link newAssignment}. */
export type NewAssignment = z.infer<typeof newAssignment>;

/** What a form asks for. Throws AppError `INPUT_INVALID` (422) with the field that lacks something. */
export function assignmentOf(form: z.infer<typeof assignmentForm>): NewAssignment {
  const [kind, about = ''] = form.what.split(' ');
  return {
    title: form.title,
    courseId: kind === 'course' ? about : null,
    curriculumId: kind === 'curriculum' ? about : null,
    audience: audienceOf(form),
    due: dueOf(form),
    policy: {
      exam: examOf(form),
      attempts: form.attempts,
      order: form.order,
      engagedMinutes: form.engagedMinutes,
      practical: form.practical === '' ? null : form.practical,
    },
    renewalMonths: form.renewalMonths,
    countsFrom: form.countsFrom,
  };
}

function audienceOf({ audience, schools, people, pairs }: z.infer<typeof assignmentForm>): NewAssignment['audience'] {
  switch (audience) {
    case 'officers':
    case 'placed':
      return { kind: audience };
    case 'schools':
      return { kind: audience, ids: chosen(schools, 'schools', 'Choose at least one school.') };
    case 'people':
      return { kind: audience, ids: chosen(people, 'people', 'Choose at least one person.') };
    default: {
      const told = chosen(
        pairs.filter((pair) => pair !== ''),
        'pairs',
        'Choose at least one pair.',
      );
      return {
        kind: audience,
        pairs: told.map((pair) => {
          const [officerId = '', partnerId = ''] = pair.split(' ');
          return { officerId, partnerId };
        }),
      };
    }
  }
}

function dueOf({ due, dueOn, dueDays }: z.infer<typeof assignmentForm>): NewAssignment['due'] {
  switch (due) {
    case 'none':
      return { kind: 'none' };
    case 'on':
      if (dueOn === null) throw missing('dueOn', 'Write the day on which it is due.');
      return { kind: 'on', day: dueOn };
    default:
      if (dueDays === null) throw missing('dueDays', 'Write after how many days it is due.');
      return { kind: 'after', anchor: due, days: dueDays };
  }
}

function examOf({ exam, passMark, retests }: z.infer<typeof assignmentForm>): NewAssignment['policy']['exam'] {
  if (exam !== 'required') return { rule: exam };
  if (passMark === null) throw missing('passMark', 'Write the percentage that passes.');
  return { rule: exam, passMark: passMark / 100, retests };
}

function chosen(values: readonly string[], field: string, words: string): string[] {
  if (values.length === 0) throw missing(field, words);
  return [...new Set(values)];
}

function missing(field: string, words: string): AppError {
  return new AppError('INPUT_INVALID', 422, words, { field });
}

/** A curriculum as its form comes. */
export const curriculumForm = z.object({ title, courses: many });
