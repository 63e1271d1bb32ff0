import type { Decision, Ending, Graded, Response } from './answer.ts';
import type { ScenarioKey } from './answer-key.ts';
import type {
  CompiledChoice,
  CompiledCondition,
  CompiledDecision,
  CompiledNode,
  ScenarioBlock,
} from './compiled-module.ts';
import { readList } from './response-text.ts';

/** Most decisions of one run: a cycle in the graph cannot keep a run going for ever. */
export const MOST_STEPS = 60;

/** Where a run stands after some choices. */
export interface ScenarioRun {
  readonly node: string;
  readonly isOver: boolean;
  readonly flags: ReadonlySet<string>;
  readonly steps: readonly { readonly node: string; readonly choice: string }[];
}

/** Plays the choices of a run from the start; null where one of them is not offered at its node or follows an ending. */
export function runScenario(block: ScenarioBlock, choices: readonly string[]): ScenarioRun | null {
  if (choices.length > MOST_STEPS) return null;
  const flags = new Set<string>();
  const steps: { node: string; choice: string }[] = [];
  let at = block.start;
  for (const id of choices) {
    const node = block.nodes[at];
    if (node === undefined || isEnding(node)) return null;
    const choice = offeredChoices(node, flags).find((one) => one.id === id);
    if (choice === undefined) return null;
    steps.push({ node: at, choice: id });
    for (const flag of choice.set) flags.add(flag);
    at = choice.goto.find(({ when }) => holds(when, flags))?.goto ?? '';
  }
  const node = block.nodes[at];
  return node === undefined ? null : { node: at, isOver: isEnding(node), flags, steps };
}

/** Choices that a node offers under some flags, in the order of the source. */
export function offeredChoices(node: CompiledDecision, flags: ReadonlySet<string>): CompiledChoice[] {
  return node.choices.filter(({ when }) => holds(when, flags));
}

/** Whether a node ends the run. */
export function isEnding(node: CompiledNode): node is Extract<CompiledNode, { isEnd: true }> {
  return 'isEnd' in node;
}

/** Whether a condition holds; none always does. */
export function holds(when: CompiledCondition | undefined, flags: ReadonlySet<string>): boolean {
  if (when === undefined) return true;
  return (when.has ?? []).every((flag) => flags.has(flag)) && !(when.lacks ?? []).some((flag) => flags.has(flag));
}

/** Grades the last choice of a run, and the run itself where it has ended; null where the run is not one of the scenario. */
export function gradeRun(block: ScenarioBlock, key: ScenarioKey, response: Response): Graded | null {
  const run = runScenario(block, readList(response));
  const last = run?.steps.at(-1);
  if (run === null || last === undefined) return null;
  const { feedback } = choiceKey(key, last.node, last.choice);
  const graded: Graded = {
    result: 'neutral',
    share: 0,
    feedback: feedback === '' ? [] : [{ of: last.choice, html: feedback, isRight: null }],
    correct: '',
  };
  if (!run.isOver) return graded;
  const ending = endRun(block, key, run);
  return { ...graded, share: ending.points / ending.max, ending };
}

function endRun(block: ScenarioBlock, key: ScenarioKey, run: ScenarioRun): Ending {
  const flags = new Set<string>();
  const decisions = run.steps.map(({ node, choice }): Decision => {
    const at = block.nodes[node];
    const offered = at === undefined || isEnding(at) ? [] : offeredChoices(at, flags);
    for (const flag of offered.find(({ id }) => id === choice)?.set ?? []) flags.add(flag);
    const best = Math.max(...offered.map(({ id }) => choiceKey(key, node, id).points));
    return { node, choice, best, ...choiceKey(key, node, choice) };
  });
  const sum = decisions.reduce((total, { points }) => total + points, 0);
  const points = Math.min(key.max, Math.max(0, sum));
  const { end = 'fair', lesson = '' } = key.ends[run.node] ?? {};
  return { node: run.node, end, lesson, points, max: key.max, passed: points >= key.pass, decisions };
}

function choiceKey(key: ScenarioKey, node: string, choice: string): { points: number; feedback: string } {
  return key.choices[`${node}.${choice}`] ?? { points: 0, feedback: '' };
}
