import { z } from 'zod';
import { idField, lineField, proseField, questionFields, tagField } from './field-schema.ts';

const option = z.strictObject({
  id: idField,
  text: lineField,
  correct: z.boolean().default(false),
  why: proseField.describe('Why it is right or wrong: shown after the answer.'),
});

const feedback = z
  .strictObject({ right: proseField.optional(), wrong: proseField.optional() })
  .optional()
  .describe('Said beside the reasons of the options.');

/** One right option. */
export const choiceBlock = z.strictObject({
  ...questionFields,
  type: z.literal('choice'),
  options: z.array(option).min(3).max(6),
  shuffle: z.boolean().default(true),
  feedback,
});

/** Several right options; right only when all of them and no other are taken. */
export const multiBlock = z.strictObject({
  ...questionFields,
  type: z.literal('multi'),
  options: z.array(option).min(3).max(8),
  shuffle: z.boolean().default(true),
  feedback,
});

const numericBlock = z.strictObject({
  ...questionFields,
  type: z.literal('numeric'),
  min: z.number().describe('Least right value.'),
  max: z.number().describe('Greatest right value; the same as `min` where one value is right.'),
  unit: lineField.optional(),
  why: proseField,
});

const shortBlock = z.strictObject({
  ...questionFields,
  type: z.literal('short'),
  accept: z.array(lineField).min(1).describe('Right answers; case, accents and blanks at the ends do not matter.'),
  why: proseField,
});

const sortBlock = z.strictObject({
  ...questionFields,
  type: z.literal('sort'),
  buckets: z
    .array(z.strictObject({ id: idField, title: lineField }))
    .min(2)
    .max(4),
  items: z
    .array(z.strictObject({ id: idField, text: lineField, bucket: idField, why: proseField }))
    .min(3)
    .max(10),
});

const matchBlock = z.strictObject({
  ...questionFields,
  type: z.literal('match'),
  pairs: z
    .array(z.strictObject({ id: idField, left: lineField, right: lineField, why: proseField }))
    .min(3)
    .max(8),
});

const orderBlock = z.strictObject({
  ...questionFields,
  type: z.literal('order'),
  steps: z
    .array(z.strictObject({ id: idField, text: lineField }))
    .min(3)
    .max(8)
    .describe('In the right order.'),
  why: proseField,
});

/** Questions with a right answer. The first answer is scored; the officer may then try until it is right. */
export const QUESTION_BLOCKS = [
  choiceBlock,
  multiBlock,
  numericBlock,
  shortBlock,
  sortBlock,
  matchBlock,
  orderBlock,
] as const;

const draw = z.strictObject({
  total: z.number().int().min(1).max(100),
  scenario: z.number().min(0).max(1).default(0).describe('Least share of items that tell a situation.'),
});

/** Questions drawn from a bank, balanced over its objectives. */
export const testBlock = z.strictObject({
  id: idField,
  title: lineField.optional(),
  type: z.literal('test'),
  bank: idField.describe('Id of a file in banks/.'),
  draw,
  pass: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .describe('Share that passes; null where nothing is passed, as in a pre-test.'),
});

/** One question of a bank. */
export const bankItem = z.strictObject({
  id: idField,
  objective: idField,
  kind: z.enum(['knowledge', 'scenario']),
  difficulty: z.enum(['easy', 'medium', 'hard']).optional().describe('As the author judges it.'),
  tags: z.array(tagField).max(12).default([]).describe('Words to find the item by.'),
  prompt: proseField,
  options: z.array(option).min(3).max(5),
  rationale: proseField.optional().describe('What the item is there to find out; read by authors only.'),
  retired: z.boolean().default(false),
});

/** `banks/<id>.yaml` */
export const bankSource = z.strictObject({
  id: idField,
  title: lineField,
  objectives: z
    .array(
      z.strictObject({ id: idField, text: lineField, module: idField.describe('Id of the module that teaches it.') }),
    )
    .min(1),
  items: z.array(bankItem).min(1),
});

export type BankSource = z.infer<typeof bankSource>;
export type BankItem = BankSource['items'][number];
