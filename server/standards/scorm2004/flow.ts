import { isLeaf } from './activity-tree.ts';
import type { TreeNode } from './activity-tree.ts';
import { isBarred } from './activity-check.ts';
import { availableChildren } from './engine-state.ts';
import type { Work } from './engine-state.ts';
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
    if (entersChildren && !isLeaf(node)) return enterChildren(work, node, direction);
    if (node.parent === null) return direction === 'forward' ? end(null, true) : end('SB.2.1-3');
    if (direction === 'backward' && !isReversed && node.parent.activity.sequencing.forwardOnly) return end('SB.2.1-4');
    const around = siblings(work, node);
    const next = around[around.indexOf(node) + (direction === 'forward' ? 1 : -1)];
    if (next !== undefined) return { node: next, direction, endsSession: false, exception: null };
    node = node.parent;
    entersChildren = false;
    isReversed = false;
  }
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

/** Flow Activity Traversal Subprocess, SB.2.2, as a loop: skips, enters clusters, stops at what is barred. */
function traverseActivities(work: Work, start: TreeNode, wanted: Direction): FlowResult {
  let node = start;
  let direction = wanted;
  let previous: Direction | null = null;
  // each activity is met at most twice: on the way and after a turn
  for (let turns = work.tree.nodes.length * 4 + 4; turns > 0; turns -= 1) {
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
