import { z } from 'zod';

const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .regex(/^[^\p{Cc}]*$/u, 'Leave out control characters.');

const MOST_HOURS = 400;
const MOST_TOPICS = 20;

/** "7.5", "7,5" or "7:30" as minutes. */
const hours = z
  .string()
  .trim()
  .transform((text, context) => {
    const [, whole = '', minutes] = /^(\d{1,3}):([0-5]\d)$/.exec(text) ?? [];
    const count =
      minutes === undefined ? Math.round(Number(text.replace(',', '.')) * 60) : Number(whole) * 60 + Number(minutes);
    if (text !== '' && Number.isFinite(count) && count > 0 && count <= MOST_HOURS * 60) return count;
    context.addIssue({ code: 'custom', message: 'Write the hours, such as 7.5.' });
    return z.NEVER;
  });

const optionalDay = z
  .union([z.literal(''), z.iso.date('Choose a day.')])
  .optional()
  .transform((day) => (day === undefined || day === '' ? null : day));

const topicList = z
  .string()
  .default('')
  .transform((text) => [
    ...new Set(
      text
        .split(/[,;\n]/)
        .map((topic) => topic.trim())
        .filter(Boolean),
    ),
  ])
  .pipe(z.array(line(80)).max(MOST_TOPICS, 'Write at most 20 topics.'));

/** What an officer writes about training that somebody else gave; `today` is the last day that it can have been completed. */
export const outsideInput = (today: string) =>
  z
    .object({
      title: line(200).min(1, 'Write the title of the training.'),
      provider: line(200).min(1, 'Write who gave it.'),
      hours,
      topics: topicList,
      completedOn: z.iso.date('Choose the day on which you completed it.'),
      expiresOn: optionalDay,
    })
    .refine(({ completedOn }) => completedOn <= today, {
      path: ['completedOn'],
      message: 'This day has not come yet.',
    })
    .refine(({ completedOn, expiresOn }) => expiresOn === null || expiresOn > completedOn, {
      path: ['expiresOn'],
      message: 'It has to run out after the day on which you completed it.',
    })
    .transform(({ hours: minutes, ...training }) => ({ ...training, minutes }));

/** A supervisor's decision; a refusal says why. */
export const decisionInput = z
  .object({
    decision: z.enum(['approved', 'refused'], 'Choose one.'),
    note: z.string().trim().max(1000, 'Write at most 1,000 characters.').default(''),
  })
  .refine(({ decision, note }) => decision === 'approved' || note !== '', {
    path: ['note'],
    message: 'Write why, so that the officer knows what is missing.',
  });

/** Stored topics. */
export function readTopics(json: string): string[] {
  return z.array(z.string()).parse(JSON.parse(json));
}
