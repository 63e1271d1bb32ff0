import type { CompiledBlock, CompiledModule, GradedBlock } from './compiled-module.ts';
import { isReached } from './draw-test.ts';
import { stateOf, type ModuleState } from './module-state.ts';
import { allBlocks } from './state-code.ts';

/** How far a module is and what it is worth. */
export interface ModuleScore {
  readonly completion: 'incomplete' | 'completed';
  readonly success: 'unknown' | 'passed' | 'failed';
  /** 0-100, whole; null before anything was graded. */
  readonly raw: number | null;
  /** Done parts of all parts, 0-1: sections seen and required blocks done. */
  readonly progress: number;
}

/**
 * The score of a module: 100 times points earned by points to be had, rounded to a whole number. Completed when every section
 * was seen and every required block is done; passed then too, unless a share is to be reached. `marks` are points that people
 * gave for work in it: they count beside those of the questions.
 */
export function scoreModule(
  module: CompiledModule,
  state: ModuleState,
  marks: readonly { readonly points: number; readonly most: number }[] = [],
): ModuleScore {
  const blocks = allBlocks(module);
  const required = blocks.filter(isRequired);
  const seen = module.sections.filter(({ id }) => state.seen.includes(id)).length;
  const done = required.filter((block) => isDone(block, state)).length;
  const isComplete = seen === module.sections.length && done === required.length;
  const graded = blocks.filter(isGraded);
  const possible = graded.reduce((sum, block) => sum + weightOf(block), 0) + sumOf(marks.map(({ most }) => most));
  const answered = graded.reduce((sum, block) => sum + weightOf(block) * earnedShare(block, state), 0);
  const earned = answered + sumOf(marks.map(({ points }) => points));
  const hasAnswers = marks.length > 0 || graded.some((block) => isDone(block, state));
  const test = blocks.find((block) => block.type === 'test');
  const pass = module.pass ?? (test?.type === 'test' ? test.pass : null);
  const isPassed = pass === null || isReached(earned, possible, pass);
  return {
    completion: isComplete ? 'completed' : 'incomplete',
    success: !isComplete ? 'unknown' : isPassed ? 'passed' : 'failed',
    raw: possible === 0 || !hasAnswers ? null : Math.round((100 * earned) / possible + 1e-9),
    progress: (seen + done) / (module.sections.length + required.length),
  };
}

/** Whether a block has to be done before the module is completed. */
export function isRequired(block: CompiledBlock): boolean {
  switch (block.type) {
    case 'policy':
      return block.acknowledge;
    case 'video':
      return block.require > 0;
    case 'reflection':
    case 'worksheet':
      return true;
    default:
      return isGraded(block);
  }
}

/** Whether a block's result counts for the score. */
export function isGraded(block: CompiledBlock): block is GradedBlock {
  return ['choice', 'multi', 'numeric', 'short', 'sort', 'match', 'order', 'scenario', 'dialogue', 'test'].includes(
    block.type,
  );
}

/** Whether the officer has done what a block asks. */
export function isDone(block: CompiledBlock, state: ModuleState): boolean {
  switch (block.type) {
    case 'scenario':
    case 'dialogue':
      return stateOf(state, block.id, 'scenario')?.hasEnded === true;
    case 'test':
      return (stateOf(state, block.id, 'test')?.tries.length ?? 0) > 0;
    case 'video':
      return (stateOf(state, block.id, 'done')?.share ?? 0) >= block.require;
    default:
      if (isGraded(block)) return (stateOf(state, block.id, 'question')?.tries ?? 0) > 0;
      return stateOf(state, block.id, 'done')?.isDone === true;
  }
}

/** Share of a block's points that counts, 0-1: of a test the best try. */
export function earnedShare(block: GradedBlock, state: ModuleState): number {
  switch (block.type) {
    case 'scenario':
    case 'dialogue':
      return stateOf(state, block.id, 'scenario')?.share ?? 0;
    case 'test': {
      const tries = stateOf(state, block.id, 'test')?.tries ?? [];
      return Math.max(0, ...tries.map(({ right, total }) => (total === 0 ? 0 : right / total)));
    }
    default:
      return stateOf(state, block.id, 'question')?.share ?? 0;
  }
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** A test weighs as many points as it has items. */
function weightOf(block: GradedBlock): number {
  return block.type === 'test' ? block.total : block.points;
}
