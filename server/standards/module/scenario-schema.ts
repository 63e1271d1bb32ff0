import { z } from 'zod';
import { blockFields, idField, lineField, pointsField, proseField } from './field-schema.ts';

const condition = z
  .strictObject({ has: z.array(idField).optional(), lacks: z.array(idField).optional() })
  .describe('All flags of `has` are set and none of `lacks`.');

const goto = z
  .union([idField, z.array(z.strictObject({ when: condition.optional(), goto: idField })).min(2)])
  .describe('The next node; or a list of which the first with a fulfilled `when` is taken, the last without `when`.');

const choice = z.strictObject({
  id: idField,
  say: lineField.optional().describe('The officer’s own words, without quotation marks.'),
  do: lineField.optional().describe('What the officer does, where nothing is said; begins with a verb.'),
  goto,
  points: pointsField.default(0),
  feedback: proseField
    .optional()
    .describe('What it brought about, or why it is better or worse: shown after the choice.'),
  set: z.array(idField).optional().describe('Flags that later nodes test.'),
  when: condition.optional(),
});

const decisionNode = z.strictObject({
  title: lineField.describe('Names the moment in the debrief: “In the nurse’s office”.'),
  speaker: lineField.optional().describe('Who speaks `text`; without it `text` is narration.'),
  scene: proseField.optional().describe('Narration before the words of the speaker.'),
  text: proseField,
  asides: z.array(z.strictObject({ when: condition, text: proseField })).optional(),
  prompt: lineField.optional().describe('“What do you do?” where it is not that.'),
  seconds: z.number().int().min(10).max(180).optional().describe('Time to choose; the officer can switch timing off.'),
  late: idField.optional().describe('The choice that is taken when the time is over.'),
  choices: z.array(choice).min(2).max(4),
});

const endNode = z.strictObject({
  title: lineField,
  end: z.enum(['best', 'good', 'fair', 'poor']),
  text: proseField,
  lesson: proseField.optional().describe('What to take along.'),
});

const scenarioFields = {
  ...blockFields,
  title: lineField,
  objective: idField,
  intro: proseField,
  start: idField,
  weight: z.number().int().min(1).max(20).default(5).describe('Weight of the whole in the score of the module.'),
  counts: z
    .enum(['first', 'best'])
    .default('first')
    .describe('Which run counts for the score; the decisions that are recorded are those of the first.'),
  scoring: z.strictObject({
    max: z.number().int().min(1).describe('Points of the best path: the checker computes it too.'),
    pass: z.number().int().min(0).describe('Points from which the run counts as passed.'),
  }),
  nodes: z.record(idField, z.union([decisionNode, endNode])),
};

/** A branching situation: decisions with consequences, points, flags and several endings. */
export const scenarioBlock = z.strictObject({ ...scenarioFields, type: z.literal('scenario') });

/** A scenario shown as a conversation with one person: what was said stays on the screen. */
export const dialogueBlock = z.strictObject({
  ...scenarioFields,
  type: z.literal('dialogue'),
  with: z.strictObject({ name: lineField, role: lineField }),
});

export type ScenarioSource = z.infer<typeof scenarioBlock> | z.infer<typeof dialogueBlock>;
export type ScenarioNode = ScenarioSource['nodes'][string];
export type DecisionNode = z.infer<typeof decisionNode>;
export type ScenarioChoice = z.infer<typeof choice>;
export type Condition = z.infer<typeof condition>;
