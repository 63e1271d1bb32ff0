import { z } from 'zod';

/** Stable id of anything in a source file: never changed once published, because records name it. */
export const idField = z
  .string()
  // “constructor” is a name that every JavaScript object has already.
  .regex(
    /^(?!constructor$)[a-z][a-z0-9-]{0,39}$/,
    'starts with a letter; then small letters, digits and hyphens, 40 at most',
  );

/** One line of plain text. */
export const lineField = z
  .string()
  .min(1)
  .max(400)
  .regex(/^[^\n\r]*$/, 'one line only');

/** A word or two to find things by; signs that divide lists in the formats of other systems are no part of it. */
export const tagField = z
  .string()
  .min(1)
  .max(40)
  .regex(
    /^[^\s,;:|[\]](?:[^\n\r\t,;:|[\]]*[^\s,;:|[\]])?$/,
    'a word or two, without comma, semicolon, colon, bar or bracket',
  );

/** Small Markdown: paragraphs, bold, italic, links, lists, quotes. Raw HTML is shown as it is written. */
export const proseField = z.string().min(1).max(8000);

/** Path of a file below the course's own folder. */
export const pathField = z
  .string()
  .regex(/^media\/[a-z0-9][a-z0-9._/-]*$/, 'a path below media/, small letters, digits, dots, hyphens');

/** Day without time, `2027-06-30`. */
export const dayField = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a day such as 2027-06-30');

/** Points of one choice in a scenario. */
export const pointsField = z.number().int().min(-10).max(10);

/** What every block has. */
export const blockFields = {
  id: idField.describe('Stable id, unique in the module; the interaction id of what it records.'),
  title: lineField.optional(),
};

/** What every graded question has. */
export const questionFields = {
  ...blockFields,
  objective: idField.describe('Id of one of the objectives of the module.'),
  prompt: proseField,
  hint: proseField.optional(),
  points: z.number().int().min(1).max(10).default(1).describe('Weight of the question in the score of the module.'),
};
