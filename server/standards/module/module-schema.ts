import { z } from 'zod';
import { dayField, idField, lineField } from './field-schema.ts';
import { QUESTION_BLOCKS, testBlock } from './question-schema.ts';
import { dialogueBlock, scenarioBlock } from './scenario-schema.ts';
import { READING_BLOCKS, WORKING_BLOCKS } from './text-schema.ts';

/** Every kind of block. */
export const blockSource = z.discriminatedUnion('type', [
  ...READING_BLOCKS,
  ...WORKING_BLOCKS,
  ...QUESTION_BLOCKS,
  scenarioBlock,
  dialogueBlock,
  testBlock,
]);

/** The schema of each kind of block, in the order in which authors meet them. */
export const BLOCK_SCHEMAS: readonly z.ZodType[] = blockSource.options;

/** The words that `type` of a block may be. */
export const BLOCK_TYPES: readonly string[] = blockSource.options.map(({ shape }) => shape.type.value);

const section = z.strictObject({ id: idField, title: lineField, blocks: z.array(blockSource).min(1) });

const source = z.strictObject({
  id: idField,
  cite: lineField.describe('Author or court, title, year, place: as it is to be printed.'),
  kind: z.enum(['case', 'statute', 'regulation', 'guidance', 'research', 'data']),
  url: z.url().optional(),
});

/** `modules/NN-name.yaml`: one module, one SCO. */
export const moduleSource = z.strictObject({
  id: idField,
  title: lineField,
  kind: z.enum(['module', 'pretest', 'test']).default('module'),
  summary: lineField,
  layer: z.enum(['academy', 'school']).default('school').describe('Which half of the toolbox the module fills.'),
  skills: z
    .array(z.strictObject({ skill: idField, adds: lineField.describe('What the module adds to it, one sentence.') }))
    .default([]),
  topics: z
    .record(z.string().regex(/^[A-Z]{2}$/), z.array(z.string().min(1)))
    .default({})
    .describe('Topics of state rules that the module serves, e.g. `TX: ["1"]`.'),
  objectives: z.array(z.strictObject({ id: idField, text: lineField, skill: idField.optional() })).default([]),
  legal: z
    .strictObject({ reviewer: lineField.nullable(), review_by: dayField })
    .optional()
    .describe('Present where the module teaches law: who checked it, and until when it holds.'),
  sources: z.array(source).default([]),
  complete: z
    .strictObject({
      when: z.literal('all-required').default('all-required'),
      pass: z
        .number()
        .min(0)
        .max(1)
        .optional()
        .describe('Share of the score that passes; without it completing passes.'),
    })
    .prefault({}),
  sections: z.array(section).min(1),
});

/** `modules/NN-name.es.yaml`: another language for some blocks; what is missing stays English. */
export const translationSource = z.strictObject({
  title: lineField.optional(),
  summary: lineField.optional(),
  sections: z.record(idField, lineField).default({}).describe('Titles of sections by id.'),
  objectives: z.record(idField, lineField).default({}),
  blocks: z
    .record(idField, z.record(z.string(), z.unknown()))
    .default({})
    .describe('By block id: the same fields as in the block; lists with ids are maps by id.'),
});

export type ModuleSource = z.infer<typeof moduleSource>;
export type BlockSource = z.infer<typeof blockSource>;
export type BlockType = BlockSource['type'];
export type BlockOf<Type extends BlockType> = Extract<BlockSource, { type: Type }>;
export type QuestionSource = BlockOf<'choice' | 'multi' | 'numeric' | 'short' | 'sort' | 'match' | 'order'>;
export type TestSource = BlockOf<'test'>;
export type TranslationSource = z.infer<typeof translationSource>;
