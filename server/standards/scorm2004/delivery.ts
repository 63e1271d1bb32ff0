import { commonAncestor, isLeaf, pathBelow, pathFromRoot } from './activity-tree.ts';
import type { TreeNode } from './activity-tree.ts';
import { isBarred } from './activity-check.ts';
import { terminateDescendents } from './attempt-end.ts';
import { edit, look } from './engine-state.ts';
import type { Work } from './engine-state.ts';
import { overallRollup } from './overall-rollup.ts';
import { beginTracking } from './tracking.ts';

/** Delivery Request Process, DB.1.1: the exception that forbids it, else null. */
export function checkDelivery(work: Work, node: TreeNode): string | null {
  if (!isLeaf(node)) return 'DB.1.1-1';
  return pathFromRoot(node).some((one) => isBarred(work, one)) ? 'DB.1.1-3' : null;
}

/** Content Delivery Environment Process, DB.2: begins (or goes on with) an attempt on all of the path, counted where it is tracked; true when it goes on. */
export function deliver(work: Work, node: TreeNode): boolean {
  const isResumed = look(work, node).isSuspended;
  if (work.suspended !== node) clearSuspended(work, node);
  terminateDescendents(work, node);
  for (const one of pathFromRoot(node)) {
    const { isActive, isSuspended } = look(work, one);
    if (isActive) continue;
    const state = edit(work, one);
    state.isActive = true;
    state.isSuspended = false;
    state.isEnded = false;
    if (isSuspended) continue;
    if (one.activity.sequencing.tracked) state.attempts += 1;
    beginTracking(work, one);
  }
  work.current = node;
  work.suspended = null;
  // a cluster's new attempt forgets its status, which its children may still have to tell (SN 3.2.5)
  overallRollup(work, node);
  return isResumed;
}

/** Clear Suspended Activity Subprocess, DB.2.1: another activity than the suspended one is delivered. */
function clearSuspended(work: Work, node: TreeNode): void {
  if (work.suspended === null) return;
  for (const one of pathBelow(work.suspended, commonAncestor(work.suspended, node))) {
    const keeps = !isLeaf(one) && one.children.some((child) => look(work, child).isSuspended);
    if (!keeps) edit(work, one).isSuspended = false;
  }
  work.suspended = null;
}
