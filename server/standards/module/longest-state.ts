import type { CompiledBlock, CompiledModule, ScenarioBlock } from './compiled-module.ts';
import { TYPED_LIMIT } from './pack-response.ts';
import { MOST_TRIES } from './test-code.ts';
import { isEnding, MOST_STEPS } from './run-scenario.ts';
import { allBlocks } from './state-code.ts';

/** Longest text of a reflection that is recorded, characters. */
export const REFLECTION_LIMIT = 400;

/** Characters of the longest state that a module can have: every block answered, every list full, the longest path taken. */
export function longestState(module: CompiledModule): number {
  const blocks = Object.fromEntries(allBlocks(module).map((block) => [block.id, longestBlock(block)]));
  const seen = module.sections.map(({ id }) => id);
  const section = seen.reduce((longest, id) => (id.length > longest.length ? id : longest), '');
  return JSON.stringify({ v: 1, m: module.stamp, s: section, n: seen, l: module.language, u: 1, b: blocks }).length;
}

function text(length: number): string {
  return 'x'.repeat(length);
}

function longestBlock(block: CompiledBlock): (string | number)[] {
  switch (block.type) {
    case 'scenario':
    case 'dialogue': {
      const steps = longestRun(block);
      return [0.333, 2, 99, text(steps), text(steps)];
    }
    case 'test':
      return [text(6 * MOST_TRIES), text(2 * block.items.length), text(3 * block.total), 1];
    case 'multi':
      return [0.333, 99, text(block.options.length), text(block.options.length)];
    case 'choice':
      return [0.333, 99, 'x', 'x'];
    case 'sort':
      return [0.333, 99, text(block.items.length), text(block.items.length)];
    case 'match':
      return [0.333, 99, text(block.lefts.length), text(block.lefts.length)];
    case 'order':
      return [0.333, 99, text(block.steps.length), text(block.steps.length)];
    case 'numeric':
    case 'short':
      return [0.333, 99, text(TYPED_LIMIT), text(TYPED_LIMIT)];
    case 'reflection':
      return [1, 0, block.isPrivate ? '' : text(REFLECTION_LIMIT)];
    case 'video':
    case 'policy':
    case 'worksheet':
    case 'practical':
    case 'checkpoint':
      return [1, 0.333, ''];
    default:
      return [1, 0, ''];
  }
}

/** Decisions on the longest way to an ending; `MOST_STEPS` where the graph goes in circles. */
export function longestRun(block: Pick<ScenarioBlock, 'start' | 'nodes'>): number {
  const known = new Map<string, number>();
  const open = new Set<string>();
  const longest = (id: string): number => {
    const node = block.nodes[id];
    if (node === undefined || isEnding(node)) return 0;
    if (open.has(id)) return MOST_STEPS;
    const before = known.get(id);
    if (before !== undefined) return before;
    open.add(id);
    const next = node.choices.flatMap((choice) => choice.goto.map(({ goto }) => longest(goto)));
    open.delete(id);
    const steps = Math.min(MOST_STEPS, 1 + Math.max(0, ...next));
    known.set(id, steps);
    return steps;
  };
  return longest(block.start);
}
