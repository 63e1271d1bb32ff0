import { z } from 'zod';
import { filePath } from '../drafts/draft-input.ts';

const prose = (most: number) => z.string().trim().max(most, `Write at most ${most} characters.`);
/** PostgreSQL keeps no zero byte. */
const withoutZero = (text: string): string => text.replaceAll('\u0000', '');

/** `modules/01-arrive.yaml`, or with a block: `modules/01-arrive.yaml opening`. */
export const commentInput = z.object({
  about: z
    .string()
    .max(260)
    .transform((about, context) => {
      const [path = '', blockId = null] = about.split(' ');
      const read = filePath.safeParse(path);
      if (read.success && (blockId === null || /^[\w-]{1,40}$/.test(blockId))) return { path: read.data, blockId };
      context.addIssue({ code: 'custom', message: 'Choose what the comment is about.' });
      return z.NEVER;
    }),
  words: prose(4000).min(1, 'Write the comment.').transform(withoutZero),
});

/** Resolving a comment, or opening it again. */
export const resolveInput = z.object({ comment: z.string().max(26), state: z.enum(['resolved', 'open']) });

/** Texts as a page showed them, `modules/01-arrive.yaml@3` with spaces between: revisions by path. */
const seenTexts = z
  .string('Open this page again.')
  .max(64_000)
  .regex(/^(\S+@\d{1,9}( \S+@\d{1,9})*)?$/, 'Open this page again.')
  .transform((words): ReadonlyMap<string, number> => {
    const pairs = words.split(' ').map((one) => [one.slice(0, one.lastIndexOf('@')), one] as const);
    return new Map(pairs.map(([path, one]) => [path, Number(one.slice(path.length + 1))]));
  });

const id = z.string().regex(/^[0-9a-z]{26}$/, 'Choose one of the list.');

/** Asking a colleague to review a module. */
export const askInput = z.object({
  module: z.string().regex(/^modules\/[\w-]{1,80}\.yaml$/, 'Choose a module.'),
  person: id,
  dueOn: z
    .union([z.literal(''), z.iso.date('Choose a day, or leave it empty.')])
    .default('')
    .transform((day) => (day === '' ? null : day)),
});

/** What the colleague says of it. */
export const answerInput = z
  .object({
    request: id,
    answer: z.enum(['approved', 'changes'], 'Choose one.'),
    words: prose(4000).transform(withoutZero).default(''),
  })
  .refine(({ answer, words }) => answer !== 'changes' || words !== '', {
    path: ['words'],
    message: 'Write what is to be changed.',
  });

/** Taking a request back. */
export const withdrawInput = z.object({ request: id });

/** Approval of the modules that teach law. */
export const approvalInput = z.object({
  modules: z
    .union([z.string(), z.array(z.string())])
    .transform((one) => (typeof one === 'string' ? [one] : one))
    .pipe(z.array(filePath).min(1, 'Choose what is approved.').max(60)),
  reviewer: prose(200)
    .min(1, 'Write who checked the law.')
    .regex(/^[^\p{Cc}]*$/u, 'Leave out control characters.'),
  reviewBy: z.iso.date('Choose the day by which it is read again.'),
  seen: seenTexts,
});

/** See {@link approvalInput}. */
export type ApprovalWords = z.infer<typeof approvalInput>;

/** What is decided when a version is published. */
export const releaseInput = z
  .object({
    note: prose(2000).transform(withoutZero).default(''),
    running: z.enum(['finish', 'offer'], 'Choose one.').default('finish'),
    certificates: z.enum(['stand', 'kept', 'void', 'ask'], 'Choose one.').default('stand'),
    reason: prose(500).transform(withoutZero).default(''),
    sure: z.literal('yes').optional().catch(undefined),
  })
  .refine(({ certificates, sure }) => certificates !== 'void' || sure === 'yes', {
    path: ['sure'],
    message: 'Tick it: a void certificate is told as void to whoever checks it.',
  })
  .refine(({ certificates, reason }) => !['kept', 'void'].includes(certificates) || reason !== '', {
    path: ['reason'],
    message: 'Write the reason. It stands on the check page of each certificate.',
  });

/** See {@link releaseInput}. */
export type ReleaseWords = Omit<z.infer<typeof releaseInput>, 'sure'>;

/** Source of a release as it is kept: texts, and hashes of media, by path from the folder. */
const releasedSource = z.object({
  folder: z.string(),
  files: z.record(z.string(), z.string()),
  media: z.record(z.string(), z.string()),
});

/** See {@link readReleased}. */
export type ReleasedSource = z.infer<typeof releasedSource>;

/** A stored source. */
export const readReleased = (json: string): ReleasedSource => releasedSource.parse(JSON.parse(json));
