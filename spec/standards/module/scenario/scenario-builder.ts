import type { ScenarioChoice, ScenarioSource } from '../../../../server/standards/module/index.ts';

type Choice = Partial<ScenarioChoice> & { readonly goto: ScenarioChoice['goto'] };
type Ending = 'best' | 'good' | 'fair' | 'poor';

/** A decision with its choices; ids are given by their places. */
export function decision(choices: readonly Choice[], text = 'Text.'): ScenarioSource['nodes'][string] {
  return {
    title: 'A moment',
    text,
    choices: choices.map((choice, at) => ({ id: `c${at}`, say: 'Go on.', points: 0, feedback: 'So.', ...choice })),
  };
}

/** An ending. */
export function ending(end: Ending, text = 'The end.'): ScenarioSource['nodes'][string] {
  return { title: `A ${end} end`, end, text };
}

/** A scenario of some nodes that begins at the first of them. */
export function buildScenario(
  nodes: ScenarioSource['nodes'],
  overrides: Partial<Pick<ScenarioSource, 'start' | 'scoring' | 'intro'>> = {},
): ScenarioSource {
  return {
    id: 'hall',
    type: 'scenario',
    title: 'In the hall',
    objective: 'decide',
    intro: 'It begins.',
    start: Object.keys(nodes)[0] ?? '',
    weight: 5,
    counts: 'first',
    scoring: { max: 1, pass: 1 },
    nodes,
    ...overrides,
  };
}
