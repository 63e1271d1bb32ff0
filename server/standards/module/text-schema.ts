import { z } from 'zod';
import { blockFields, idField, lineField, pathField, proseField } from './field-schema.ts';

const textBlock = z.strictObject({ ...blockFields, type: z.literal('text'), text: proseField });

const imageBlock = z.strictObject({
  ...blockFields,
  type: z.literal('image'),
  src: pathField,
  alt: z.string().max(500).describe('What the picture tells; empty only where `decorative` is true.'),
  decorative: z.boolean().default(false),
  caption: lineField.optional(),
});

const videoBlock = z.strictObject({
  ...blockFields,
  type: z.literal('video'),
  src: pathField,
  poster: pathField.optional(),
  captions: z.partialRecord(z.enum(['en', 'es']), pathField).describe('WebVTT files by language.'),
  transcript: pathField.describe('Markdown file with all that is said and shown.'),
  require: z.number().min(0).max(1).default(0).describe('Share that has to be played before the block is done.'),
});

const accordionBlock = z.strictObject({
  ...blockFields,
  type: z.literal('accordion'),
  items: z.array(z.strictObject({ id: idField, title: lineField, text: proseField })).min(2),
});

const cardsBlock = z.strictObject({
  ...blockFields,
  type: z.literal('cards'),
  items: z.array(z.strictObject({ id: idField, front: lineField, back: proseField })).min(2),
});

const calloutBlock = z.strictObject({
  ...blockFields,
  type: z.literal('callout'),
  kind: z
    .enum(['note', 'law', 'state', 'safety', 'mou', 'example', 'academy'])
    .describe('`academy`: what carries over; `state`: where states differ; `example`: a worked example.'),
  text: proseField,
  states: z.array(z.string().regex(/^[A-Z]{2}$/)).optional(),
});

const policyBlock = z.strictObject({
  ...blockFields,
  type: z.literal('policy'),
  title: lineField,
  text: proseField,
  ref: lineField.optional().describe('Where the agency keeps it, e.g. `agency:4.12`.'),
  acknowledge: z.boolean().default(false).describe('The officer ticks that it was read.'),
});

const checkpointBlock = z.strictObject({
  ...blockFields,
  type: z.literal('checkpoint'),
  title: lineField,
  text: proseField.optional(),
});

/** Blocks that are read, looked at or acknowledged. */
export const READING_BLOCKS = [
  textBlock,
  imageBlock,
  videoBlock,
  accordionBlock,
  cardsBlock,
  calloutBlock,
  policyBlock,
  checkpointBlock,
] as const;

const reflectionBlock = z.strictObject({
  ...blockFields,
  type: z.literal('reflection'),
  prompt: proseField,
  private: z.boolean().default(true).describe('Stays on the device and is neither recorded nor sent.'),
});

const worksheetBlock = z.strictObject({
  ...blockFields,
  type: z.literal('worksheet'),
  title: lineField,
  intro: proseField,
  items: z
    .array(z.strictObject({ id: idField, prompt: proseField, lines: z.number().int().min(1).max(8).default(2) }))
    .min(2)
    .describe('Questions that the officer answers on paper with the own MOU or policy at hand.'),
});

const practicalBlock = z.strictObject({
  ...blockFields,
  type: z.literal('practical'),
  title: lineField,
  task: proseField,
  criteria: z.array(z.strictObject({ id: idField, text: lineField })).min(2),
  signer: z.enum(['instructor', 'supervisor']).default('instructor'),
});

/** Blocks that the officer works on without a grade. */
export const WORKING_BLOCKS = [reflectionBlock, worksheetBlock, practicalBlock] as const;
