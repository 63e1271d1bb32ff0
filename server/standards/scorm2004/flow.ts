import { isLeaf, pathToRoot } from './activity-tree.ts';
import type { TreeNode } from './activity-tree.ts';
import { isBarred } from './activity-check.ts';
import { availableChildren, placeOf } from './available-children.ts';
import type { Work } from './engine-state.ts';
import { answersIn } from './memo.ts';
import type { Memo } from './memo.ts';
import { hasPrecondition } from './rule-check.ts';

export type Direction = 'forward' | 'backward';

/** Where a flow ends: an activity to deliver, the end of the session, or the exception that stopped it. */
export interface FlowResult {
  readonly node: TreeNode | null;
  readonly endsSession: boolean;
  readonly exception: string | null;
}

interface Step extends FlowResult {
  readonly direction: Direction;
}

const stopped = (exception: string): FlowResult => ({ node: null, endsSession: false, exception });

/** Flow Subprocess, SB.2.3: from an activity (or into it) to the next one that can be delivered. */
export function flow(work: Work, from: TreeNode, direction: Direction, considersChildren: boolean): FlowResult {
  const step = traverseTree(work, from, direction, considersChildren, null);
  if (step.node === null) return step;
  return traverseActivities(work, step.node, direction);
}

/**
 * Flow Tree Traversal Subprocess, SB.2.1: the next activity in the tree. A cluster that is entered backward under
 * forwardOnly is walked forward, and `previous` tells that this turn was taken.
 */
function traverseTree(
  work: Work,
  start: TreeNode,
  wanted: Direction,
  considersChildren: boolean,
  previous: Direction | null,
): Step {
  let node = start;
  let direction = wanted;
  let entersChildren = considersChildren;
  let isReversed = false;
  const first = siblings(work, node);
  if (previous === 'backward' && first.at(-1) === node) {
    direction = 'backward';
    node = first[0] ?? node;
    isReversed = true;
  }
  for (;;) {
    const end = (exception: string | null, endsSession = false): Step => ({
      node: null,
      endsSession,
      exception,
      direction,
    });
    if (entersChildren && !isLeaf(node)) {
      const isEnd = direction === 'forward' && isLastAvailable(work, node);
      return isEnd ? end(null, true) : enterChildren(work, node, direction);
    }
    if (node.parent === null) return direction === 'forward' ? end(null, true) : end('SB.2.1-3');
    if (direction === 'backward' && !isReversed && node.parent.activity.sequencing.forwardOnly) return end('SB.2.1-4');
    const next = siblings(work, node)[placeOf(work, node) + (direction === 'forward' ? 1 : -1)];
    if (next !== undefined) return { node: next, direction, endsSession: false, exception: null };
    node = node.parent;
    entersChildren = false;
    isReversed = false;
  }
}

/** Does no available activity follow, in it or behind it (SB.2.1 3.1)? */
function isLastAvailable(work: Work, node: TreeNode): boolean {
  if (availableChildren(work, node).length > 0) return false;
  return pathToRoot(node).every((one) => siblings(work, one).length === placeOf(work, one) + 1);
}

function enterChildren(work: Work, node: TreeNode, direction: Direction): Step {
  const children = availableChildren(work, node);
  const isForward = direction === 'forward' || node.activity.sequencing.forwardOnly;
  const child = isForward ? children[0] : children.at(-1);
  if (child === undefined) return { node: null, direction, endsSession: false, exception: 'SB.2.1-2' };
  return { node: child, direction: isForward ? 'forward' : 'backward', endsSession: false, exception: null };
}

function siblings(work: Work, node: TreeNode): readonly TreeNode[] {
  return node.parent === null ? [node] : availableChildren(work, node.parent);
}

const forwardFlows: Memo<FlowResult> = new WeakMap();

/** Flow Activity Traversal Subprocess, SB.2.2; forward, the way from an activity is the same for all that come by. */
function traverseActivities(work: Work, start: TreeNode, wanted: Direction): FlowResult {
  if (wanted === 'backward') return walkActivities(work, start, wanted, null);
  const known = answersIn(forwardFlows, work);
  const met: TreeNode[] = [];
  const result = walkActivities(work, start, wanted, (node) => {
    const before = known.get(node);
    if (before === undefined) met.push(node);
    return before ?? null;
  });
  for (const node of met) known.set(node, result);
  return result;
}

/** SB.2.2 as a loop: skips, enters clusters, stops at what is barred, or where somebody `knows` how it goes on. */
function walkActivities(
  work: Work,
  start: TreeNode,
  wanted: Direction,
  knows: ((node: TreeNode) => FlowResult | null) | null,
): FlowResult {
  let node = start;
  let direction = wanted;
  let previous: Direction | null = null;
  // each activity is met at most twice: on the way and after a turn
  for (let turns = work.tree.nodes.length * 4 + 4; turns > 0; turns -= 1) {
    const known = knows?.(node) ?? null;
    if (known !== null) return known;
    if (node.parent?.activity.sequencing.flow !== true) return stopped('SB.2.2-1');
    const isSkipped = hasPrecondition(work, node, 'skip');
    if (!isSkipped && isBarred(work, node)) return stopped('SB.2.2-2');
    if (!isSkipped && isLeaf(node)) return { node, endsSession: false, exception: null };
    const step = traverseTree(work, node, direction, !isSkipped, isSkipped ? previous : null);
    if (step.node === null) return step;
    if (isSkipped) {
      if (previous === 'backward' && step.direction === 'backward') {
        direction = 'backward';
        previous = null;
      }
    } else if (direction === 'backward' && step.direction === 'forward') {
      direction = 'forward';
      previous = 'backward';
    } else {
      previous = null;
    }
    node = step.node;
  }
  return stopped('SB.2.2-1');
}
