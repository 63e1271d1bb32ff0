import type { Graded, Response } from './answer.ts';
import type { CompiledOption, QuestionBlock, ScenarioBlock, TestBlock, TestItem } from './compiled-module.ts';
import { isEnding } from './run-scenario.ts';
import { readList, readPairs } from './response-text.ts';

/** One answer as a record: what was asked, what was said, what would have been right. Ids are plain, texts are without markup. */
export interface ModuleInteraction {
  /** `block`, `block_node` of a decision, `block_item` of a test. */
  readonly id: string;
  readonly type: 'choice' | 'numeric' | 'fill-in' | 'matching' | 'sequencing' | 'long-fill-in';
  readonly objective: string;
  readonly description: string;
  readonly response: Part;
  /** null where no answer is the only right one. */
  readonly correct: Part | null;
  readonly result: 'correct' | 'incorrect' | 'neutral';
  /** Weight in the score. */
  readonly weighting: number;
  /** Time from when it was shown, ms. */
  readonly latencyMs: number;
  readonly at: Date;
}

/** A response that a standard writes its own way: ids, pairs of ids, or text; `places` are their places in the source, from 0. */
export type Part =
  | { readonly kind: 'ids'; readonly ids: readonly string[]; readonly places: readonly number[] }
  | {
      readonly kind: 'pairs';
      readonly pairs: readonly (readonly [string, string])[];
      readonly places: readonly (readonly [number, number])[];
    }
  | { readonly kind: 'range'; readonly min: string; readonly max: string }
  | { readonly kind: 'text'; readonly text: string };

interface When {
  readonly latencyMs: number;
  readonly at: Date;
}

/** The record of an answer to a question. */
export function questionInteraction(
  block: QuestionBlock,
  response: Response,
  graded: Graded,
  when: When,
): ModuleInteraction {
  return {
    id: block.id,
    type: TYPES[block.type],
    objective: block.objective,
    description: plainWords(block.html),
    response: partOf(block, response),
    correct:
      graded.correct === '' ? null : block.type === 'numeric' ? rangeOf(graded.correct) : partOf(block, graded.correct),
    result: graded.result,
    weighting: block.points,
    ...when,
  };
}

/** The record of one decision of a scenario. */
export function decisionInteraction(
  block: ScenarioBlock,
  step: { readonly node: string; readonly choice: string },
  when: When,
): ModuleInteraction {
  const node = block.nodes[step.node];
  const choices = node === undefined || isEnding(node) ? [] : node.choices;
  const told = choices.find(({ id }) => id === step.choice);
  return {
    id: `${block.id}_${step.node}`,
    type: 'choice',
    objective: block.objective,
    description: `${node?.title ?? step.node}: ${told?.say || told?.do || step.choice}`,
    response: idsOf(choices, [step.choice]),
    correct: null,
    result: 'neutral',
    weighting: 0,
    ...when,
  };
}

/** The record of one item of a test that was handed in. */
export function itemInteraction(
  block: TestBlock,
  item: TestItem,
  answer: { readonly option: string; readonly correct: string },
  when: When,
): ModuleInteraction {
  return {
    id: `${block.id}_${item.id}`,
    type: 'choice',
    objective: item.objective,
    description: plainWords(item.html),
    response: idsOf(item.options, [answer.option]),
    correct: idsOf(item.options, [answer.correct]),
    result: answer.option === answer.correct ? 'correct' : 'incorrect',
    weighting: 1,
    ...when,
  };
}

/** The record of a reflection that is not private. */
export function reflectionInteraction(
  block: { id: string; html: string },
  text: string,
  when: When,
): ModuleInteraction {
  return {
    id: block.id,
    type: 'long-fill-in',
    objective: '',
    description: plainWords(block.html),
    response: { kind: 'text', text },
    correct: null,
    result: 'neutral',
    weighting: 0,
    ...when,
  };
}

const TYPES = {
  choice: 'choice',
  multi: 'choice',
  numeric: 'numeric',
  short: 'fill-in',
  sort: 'matching',
  match: 'matching',
  order: 'sequencing',
} as const;

/** HTML of our own builder as plain words. */
export function plainWords(html: string): string {
  const words = html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"');
  return words.replace(/&#39;/g, "'").replace(/&amp;/g, '&').replace(/\s+/g, ' ').trim();
}

function partOf(block: QuestionBlock, response: Response): Part {
  switch (block.type) {
    case 'choice':
    case 'multi':
      return idsOf(block.options, readList(response));
    case 'order':
      return idsOf(block.steps, readList(response));
    case 'sort':
      return pairsOf(block.items, block.buckets, response);
    case 'match':
      return pairsOf(block.lefts, block.rights, response);
    default:
      return { kind: 'text', text: response.trim() };
  }
}

function rangeOf(correct: string): Part {
  const [min = '', max = min] = correct.split(':');
  return { kind: 'range', min, max };
}

function idsOf(list: readonly Pick<CompiledOption, 'id'>[], ids: readonly string[]): Part {
  return { kind: 'ids', ids, places: ids.map((id) => list.findIndex((one) => one.id === id)) };
}

function pairsOf(
  items: readonly { readonly id: string }[],
  targets: readonly { readonly id: string }[],
  response: Response,
): Part {
  const pairs = [...(readPairs(response) ?? [])];
  return {
    kind: 'pairs',
    pairs,
    places: pairs.map(([item, target]) => [place(items, item), place(targets, target)] as const),
  };
}

function place(list: readonly { readonly id: string }[], id: string): number {
  return list.findIndex((one) => one.id === id);
}
