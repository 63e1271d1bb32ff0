import { commonAncestor, isLeaf, isWithin, pathBelow } from './activity-tree.ts';
import type { TreeNode } from './activity-tree.ts';
import { endAttempt, terminateDescendents } from './attempt-end.ts';
import { availableChildren, placeOf } from './available-children.ts';
import { look } from './engine-state.ts';
import type { Work } from './engine-state.ts';
import { flow } from './flow.ts';
import type { Direction, FlowResult } from './flow.ts';
import { remember } from './memo.ts';
import type { Memo } from './memo.ts';
import { hasPrecondition } from './rule-check.ts';

/** Choice Sequencing Request Process, SB.2.9; with nothing to deliver the target becomes current all the same (step 12). */
export function requestChoice(work: Work, target: TreeNode): FlowResult {
  const result = findChoice(work, target);
  if (result.exception === 'SB.2.9-9') {
    const ancestor = work.current === null ? work.tree.root : commonAncestor(work.current, target);
    terminateDescendents(work, ancestor);
    // what is off has been ended, or was never begun: there is nothing to roll up or to arrange anew
    if (look(work, ancestor).isActive) endAttempt(work, ancestor);
    work.current = target;
  }
  return result;
}

/** What a choice would deliver, without changing anything: the look-ahead asks this for every activity. */
export function findChoice(work: Work, target: TreeNode): FlowResult {
  const exception = checkTarget(work, target) ?? checkWay(work, target);
  if (exception !== null) return { node: null, endsSession: false, exception };
  if (isLeaf(target)) return { node: target, endsSession: false, exception: null };
  const { node } = flow(work, target, 'forward', true);
  return { node, endsSession: false, exception: node === null ? 'SB.2.9-9' : null };
}

/** Steps 2 to 4: the target is available, not hidden, and its parent lets it be chosen. */
function checkTarget(work: Work, target: TreeNode): string | null {
  const exception = checkPath(work, target);
  if (exception !== null) return exception;
  return target.parent !== null && !target.parent.activity.sequencing.choice ? 'SB.2.9-4' : null;
}

const paths: Memo<string | null> = new WeakMap();

/** Step 3, from the root down to the target: the first that this attempt leaves out or that is hidden. */
export function checkPath(work: Work, node: TreeNode): string | null {
  return remember(paths, work, node, () => {
    const above = node.parent === null ? null : checkPath(work, node.parent);
    if (above !== null) return above;
    if (placeOf(work, node) < 0) return 'SB.2.9-2';
    return hasPrecondition(work, node, 'hiddenFromChoice') ? 'SB.2.9-3' : null;
  });
}

/** Steps 6 to 10: how the target lies to the Current Activity decides what has to be passed. */
function checkWay(work: Work, target: TreeNode): string | null {
  const { current } = work;
  if (current === target) return null;
  const ancestor = current === null ? work.tree.root : commonAncestor(current, target);
  if (current !== null && current.parent !== null && current.parent === target.parent) {
    return checkSiblings(work, current, target);
  }
  if (current === null || current === ancestor) return checkDescent(work, ancestor, target, true);
  const exits = checkExits(current, ancestor);
  if (exits !== null || target === ancestor) return exits;
  const constrained = pathBelow(current, ancestor).find(
    (node) => !isLeaf(node) && node.activity.sequencing.constrainChoice,
  );
  if (constrained !== undefined && !isAllowedBy(work, constrained, target)) return 'SB.2.9-8';
  return checkDescent(work, ancestor, target, isForward(work, current, target));
}

/** Step 7: from the Current Activity to a sibling, what stands between must let the choice pass. */
function checkSiblings(work: Work, current: TreeNode, target: TreeNode): string | null {
  const [from, to] = [placeOf(work, current), placeOf(work, target)];
  if (from < 0 || to < 0) return 'SB.2.9-5';
  if (from > to) return traverseChoice(work, current, 'backward');
  return findStop(work, current) < to ? 'SB.2.4-1' : null;
}

const stops: Memo<number> = new WeakMap();

/** Place of the first activity from the given one on that stops forward traversal among its siblings; Infinity: none does. */
function findStop(work: Work, from: TreeNode): number {
  return remember(stops, work, from, () => {
    const around = from.parent === null ? [] : availableChildren(work, from.parent);
    const start = placeOf(work, from);
    const found = around.slice(start).findIndex((node) => traverseChoice(work, node, 'forward') !== null);
    return found < 0 ? Infinity : start + found;
  });
}

/** Choice Activity Traversal Subprocess, SB.2.4: null when the activity can be passed. */
function traverseChoice(work: Work, node: TreeNode, direction: Direction): string | null {
  if (direction === 'forward') return hasPrecondition(work, node, 'stopForwardTraversal') ? 'SB.2.4-1' : null;
  if (node.parent === null) return 'SB.2.4-3';
  return node.parent.activity.sequencing.forwardOnly ? 'SB.2.4-2' : null;
}

/** choiceExit=false keeps the person in what lies below the common ancestor (SB.2.9-7). */
function checkExits(current: TreeNode, ancestor: TreeNode): string | null {
  return pathBelow(current, ancestor).some((node) => !node.activity.sequencing.choiceExit) ? 'SB.2.9-7' : null;
}

/** Steps 8.3 and 10.7: the clusters that would be entered on the way down. */
function checkDescent(work: Work, ancestor: TreeNode, target: TreeNode, passesForward: boolean): string | null {
  const way = [...pathBelow(target, ancestor), ancestor].reverse().filter((node) => node !== target);
  for (const node of way) {
    const exception = passesForward ? traverseChoice(work, node, 'forward') : null;
    if (exception !== null) return exception;
    const { preventActivation } = node.activity.sequencing;
    if (node !== ancestor && preventActivation && !look(work, node).isActive) return 'SB.2.9-6';
  }
  return null;
}

/** Step 10.5: with constrainChoice (of a cluster, SN 3.3) only the neighbour in the direction of the choice is allowed, and what lies in it. */
function isAllowedBy(work: Work, constrained: TreeNode, target: TreeNode): boolean {
  if (isWithin(target, constrained)) return true;
  const neighbour = flowForChoice(work, constrained, isForward(work, constrained, target) ? 'forward' : 'backward');
  return isWithin(target, neighbour) && pathBelow(target, neighbour).every((node) => placeOf(work, node) >= 0);
}

/** Choice Flow Subprocess SB.2.9.1 over Choice Flow Tree Traversal SB.2.9.2: the neighbour, else the activity itself. */
function flowForChoice(work: Work, node: TreeNode, direction: Direction): TreeNode {
  for (let one = node; one.parent !== null; one = one.parent) {
    const place = placeOf(work, one);
    const next = availableChildren(work, one.parent)[place + (direction === 'forward' ? 1 : -1)];
    if (next !== undefined && place >= 0) return next;
  }
  return node;
}

/** Does the target come after the activity, in the order of the available children? */
function isForward(work: Work, node: TreeNode, target: TreeNode): boolean {
  const ancestor = commonAncestor(node, target);
  const [left, right] = [pathBelow(node, ancestor).at(-1), pathBelow(target, ancestor).at(-1)];
  if (left === undefined || right === undefined) return left === undefined;
  return placeOf(work, left) < placeOf(work, right);
}
