import type { Timing } from '../course-structure.ts';
import { isLeaf } from './activity-tree.ts';
import type { TreeNode } from './activity-tree.ts';
import { edit, look } from './engine-state.ts';
import type { Work } from './engine-state.ts';

/** Next number from 0 to below 1; the same state gives the same number (mulberry32). */
function nextRandom(work: Work): number {
  work.random = (work.random + 0x6d2b79f5) >>> 0;
  let mixed = work.random;
  mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
}

/**
 * Select Children Process SR.1 and Randomize Children Process SR.2, for the next attempt on a cluster: "once" counts before
 * the first attempt only, "onEachNewAttempt" always; an attempt that is on or waits keeps its children.
 */
export function arrangeChildren(work: Work, node: TreeNode): void {
  const { attempts, isActive, isSuspended, available } = look(work, node);
  if (isLeaf(node) || isActive || isSuspended) return;
  const { selectionTiming, selectCount, randomizationTiming, randomizeChildren } = node.activity.sequencing;
  // no attempt is counted on an untracked cluster: what was arranged for it once stays
  const isFirst = attempts === 0 && (node.activity.sequencing.tracked || available === null);
  if (isDue(selectionTiming, isFirst) && selectCount !== null && selectCount < node.children.length) {
    const all = node.children.map((_child, position) => position);
    edit(work, node).available = shuffled(work, all)
      .slice(0, selectCount)
      .sort((a, b) => a - b);
  }
  if (isDue(randomizationTiming, isFirst) && randomizeChildren) {
    const present = look(work, node).available ?? node.children.map((_child, position) => position);
    edit(work, node).available = shuffled(work, present);
  }
}

function isDue(timing: Timing, isFirst: boolean): boolean {
  return timing === 'onEachNewAttempt' || (timing === 'once' && isFirst);
}

function shuffled(work: Work, positions: readonly number[]): number[] {
  const rest = [...positions];
  const order: number[] = [];
  while (rest.length > 0) order.push(...rest.splice(Math.floor(nextRandom(work) * rest.length), 1));
  return order;
}
