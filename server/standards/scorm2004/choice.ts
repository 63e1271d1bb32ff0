import { commonAncestor, isLeaf, isWithin, pathBelow, pathFromRoot } from './activity-tree.ts';
import type { TreeNode } from './activity-tree.ts';
import { endAttempt, terminateDescendents } from './attempt-end.ts';
import { availableChildren, look } from './engine-state.ts';
import type { Work } from './engine-state.ts';
import { flow } from './flow.ts';
import type { Direction, FlowResult } from './flow.ts';
import { hasPrecondition } from './rule-check.ts';

/** Choice Sequencing Request Process, SB.2.9; with nothing to deliver the target becomes current all the same (step 12). */
export function requestChoice(work: Work, target: TreeNode): FlowResult {
  const result = findChoice(work, target);
  if (result.exception === 'SB.2.9-9') {
    const ancestor = work.current === null ? work.tree.root : commonAncestor(work.current, target);
    terminateDescendents(work, ancestor);
    endAttempt(work, ancestor);
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
  for (const node of pathFromRoot(target)) {
    if (node.parent !== null && !availableChildren(work, node.parent).includes(node)) return 'SB.2.9-2';
    if (hasPrecondition(work, node, 'hiddenFromChoice')) return 'SB.2.9-3';
  }
  return target.parent !== null && !target.parent.activity.sequencing.choice ? 'SB.2.9-4' : null;
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
  const around = current.parent === null ? [] : availableChildren(work, current.parent);
  const [from, to] = [around.indexOf(current), around.indexOf(target)];
  if (from < 0 || to < 0) return 'SB.2.9-5';
  const passed = from < to ? around.slice(from, to) : around.slice(to + 1, from + 1);
  for (const node of passed) {
    const exception = traverseChoice(work, node, from < to ? 'forward' : 'backward');
    if (exception !== null) return exception;
  }
  return null;
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
  return isWithin(target, neighbour) && pathBelow(target, neighbour).every((node) => isAvailable(work, node));
}

function isAvailable(work: Work, node: TreeNode): boolean {
  return node.parent === null || availableChildren(work, node.parent).includes(node);
}

/** Choice Flow Subprocess SB.2.9.1 over Choice Flow Tree Traversal SB.2.9.2: the neighbour, else the activity itself. */
function flowForChoice(work: Work, node: TreeNode, direction: Direction): TreeNode {
  for (let one = node; one.parent !== null; one = one.parent) {
    const around = availableChildren(work, one.parent);
    const next = around[around.indexOf(one) + (direction === 'forward' ? 1 : -1)];
    if (next !== undefined && around.includes(one)) return next;
  }
  return node;
}

/** Does the target come after the activity, in the order of the available children? */
function isForward(work: Work, node: TreeNode, target: TreeNode): boolean {
  const ancestor = commonAncestor(node, target);
  const [left, right] = [pathBelow(node, ancestor).at(-1), pathBelow(target, ancestor).at(-1)];
  if (left === undefined || right === undefined) return left === undefined;
  const around = availableChildren(work, ancestor);
  return around.indexOf(left) < around.indexOf(right);
}
