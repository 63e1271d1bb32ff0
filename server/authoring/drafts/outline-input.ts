import { z } from 'zod';

/** Name of a module's file in an address: `01-arrive`. */
export const moduleName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,60}$/, 'This is no name of a module.');

const titleOf = (most: number): z.ZodType<string> =>
  z
    .string()
    .trim()
    .min(1, 'Write a title.')
    .max(most, `Write at most ${most} characters.`)
    .regex(/^[^\p{Cc}]*$/u, 'Leave out control characters.');

/** The form of a new module. */
export const newModuleInput = z.object({ part: z.string().min(1, 'Choose a part.').max(60), title: titleOf(200) });

/** The form of a new part. */
export const newPartInput = z.object({ title: titleOf(200) });

/** A part under another title. */
export const renamedPart = z.object({ part: z.string().min(1, 'Choose a part.').max(60), title: titleOf(400) });

/** Lines of a list in the form of a course. */
const MOST_LINES = 20;

const CONTROL = /(?![\n\t])\p{Cc}/u;

const prose = (asked: string): z.ZodType<string> =>
  z
    .string()
    .transform((words) => words.replaceAll(/\r\n?/g, '\n').trim())
    .pipe(
      z
        .string()
        .min(1, asked)
        .max(8000, 'Write at most 8000 characters.')
        .refine((words) => !CONTROL.test(words), 'Leave out control characters.'),
    );

const lines = (asked: string): z.ZodType<string[]> =>
  z
    .string()
    .transform((words) =>
      words
        .split(/\r\n?|\n/)
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    )
    .pipe(
      z
        .array(z.string())
        .min(1, asked)
        .max(MOST_LINES, `Write at most ${MOST_LINES} lines.`)
        .refine((all) => all.every((line) => line.length <= 400), 'Write at most 400 characters in a line.')
        .refine((all) => all.every((line) => !CONTROL.test(line)), 'Leave out control characters.'),
    );

/** The form of what a course says of itself; `base` is the revision of course.yaml that the page showed. */
export const courseForm = z.object({
  base: z.coerce.number().int().min(1),
  title: titleOf(400),
  summary: prose('Say in two sentences what it is about.'),
  audience: lines('Say who it is for.'),
  keywords: lines('Write a word to find it by.'),
  notice: prose('Write the notice that stands before modules that teach law.'),
});

/** See {@link courseForm}. */
export type CourseWords = z.infer<typeof courseForm>;

/** What is done with a module on the outline. */
export const moduleAction = z.object({
  name: moduleName,
  action: z.enum(['up', 'down', 'duplicate', 'remove'], 'Choose what to do.'),
});

/** `?undo=` and the form that takes an action back. */
export const undoInput = z.object({ action: z.string().regex(/^[0-9a-z]{26}$/, 'This names no action.') });
