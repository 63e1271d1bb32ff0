import type { ScenarioSource } from '../scenario-schema.ts';

/** What people call a moment or an ending: by its title, or by its key while it has none. */
export function titleIn({ nodes }: Pick<ScenarioSource, 'nodes'>, name: string): string {
  return (Object.hasOwn(nodes, name) && nodes[name]?.title) || name;
}

/** What people call the fields of moments, endings and choices: by the key that holds them and their own. */
export const NODE_WORDS = {
  'nodes.title': 'Title',
  'nodes.speaker': 'Who speaks',
  'nodes.scene': 'Scene before the words',
  'nodes.text': 'What is said, or what happens',
  'nodes.prompt': 'Question',
  'nodes.seconds': 'Seconds to choose',
  'nodes.late': 'Taken when the time is over',
  'nodes.asides': 'Words that depend on flags',
  'nodes.choices': 'Choices',
  'nodes.end': 'Kind of ending',
  'nodes.lesson': 'What to take along',
  'asides.text': 'Words',
  'asides.when': 'Only',
  'choices.say': 'What the officer says',
  'choices.do': 'What the officer does',
  'choices.goto': 'Goes to',
  'choices.points': 'Points',
  'choices.feedback': 'What it brings about',
  'choices.set': 'Sets the flags',
  'choices.when': 'Offered only',
  'goto.when': 'Only',
  'goto.goto': 'Goes to',
  'when.has': 'With the flags',
  'when.lacks': 'Without the flags',
} as const;

/** What the scenario editor calls the fields of a scenario as a whole. */
export const WHOLE_WORDS = {
  title: 'Title of the scenario',
  intro: 'What the officer knows before it begins',
  objective: 'Objective',
  start: 'Begins at',
  weight: 'Weight in the module',
  counts: 'What counts',
  'scoring.max': 'Most points',
  'scoring.pass': 'Points to pass',
  'with.name': 'With whom',
  'with.role': 'Who that is',
} as const;
