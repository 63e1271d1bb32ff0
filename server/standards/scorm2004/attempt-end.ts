import { commonAncestor, isLeaf, pathBelow } from './activity-tree.ts';
import type { TreeNode } from './activity-tree.ts';
import { edit, look } from './engine-state.ts';
import type { Work } from './engine-state.ts';
import { overallRollup } from './overall-rollup.ts';
import { arrangeChildren } from './random-children.ts';
import { PRIMARY, tellVerdicts, writeField } from './tracking.ts';

/** End Attempt Process, UP.4. */
export function endAttempt(work: Work, node: TreeNode): void {
  if (isLeaf(node)) {
    if (!look(work, node).isSuspended) completeForContent(work, node);
  } else {
    edit(work, node).isSuspended = node.children.some((child) => look(work, child).isSuspended);
  }
  const state = edit(work, node);
  state.isActive = false;
  state.isEnded = true;
  if (isLeaf(node)) tellVerdicts(work, node);
  overallRollup(work, node);
  arrangeChildren(work, node);
}

/** What the content did not say is taken as done, unless the manifest or the content itself keeps the word (UP.4 1.1.1). */
export function completeForContent(work: Work, node: TreeNode): void {
  const { tracked, completionSetByContent, objectiveSetByContent } = node.activity.sequencing;
  const { isCompletionSet, isSuccessSet, objectives } = look(work, node);
  if (!tracked) return;
  if (!completionSetByContent && !isCompletionSet && (objectives[PRIMARY]?.completed ?? null) === null) {
    writeField(work, node, PRIMARY, 'completed', true);
  }
  if (!objectiveSetByContent && !isSuccessSet && (objectives[PRIMARY]?.satisfied ?? null) === null) {
    writeField(work, node, PRIMARY, 'satisfied', true);
  }
}

/** Terminate Descendent Attempts Process, UP.3: what is on between the Current Activity and the given one, both left out. */
export function terminateDescendents(work: Work, node: TreeNode): void {
  if (work.current === null) return;
  const ancestor = commonAncestor(work.current, node);
  for (const one of pathBelow(work.current, ancestor)) {
    // above a cluster that was chosen in vain (SB.2.9-9) nothing was begun
    if (one !== work.current && look(work, one).isActive) endAttempt(work, one);
  }
}
