import { isLeaf, pathToRoot } from './activity-tree.ts';
import type { TreeNode } from './activity-tree.ts';
import { look } from './engine-state.ts';
import type { Truth, Work } from './engine-state.ts';
import { rollupMeasure, rollupProgress } from './measure-rollup.ts';
import { checkRollupRules, rollupRulesFor } from './rollup-rules.ts';
import type { RollupAction } from './rollup-rules.ts';
import { PRIMARY, writeField } from './tracking.ts';

/**
 * Overall Rollup Process, RB.1.5: from the activity up to the root, and from every activity that reads a global objective
 * which was written meanwhile (SN 4.6.4); the deepest first, each again when it has to be.
 */
export function overallRollup(work: Work, node: TreeNode): void {
  rollupSet(work, pathToRoot(node));
}

/** Rolls up every cluster of the tree. */
export function rollupEverything(work: Work): void {
  rollupSet(work, work.tree.nodes);
}

function rollupSet(work: Work, nodes: readonly TreeNode[]): void {
  const byDepth: Set<TreeNode>[] = [];
  const add = (node: TreeNode): void => {
    if (!isLeaf(node)) (byDepth[node.depth] ??= new Set()).add(node);
  };
  nodes.forEach(add);
  // objectives that two clusters write in turn must not keep this going
  let turns = work.tree.nodes.length * 4 + 16;
  for (;;) {
    for (const target of work.touched) {
      for (const reader of work.tree.readers.get(target) ?? []) pathToRoot(reader).slice(1).forEach(add);
    }
    work.touched.clear();
    const [next] = byDepth.findLast((level) => level !== undefined && level.size > 0) ?? [];
    if (next === undefined || turns === 0) return;
    turns -= 1;
    byDepth[next.depth]?.delete(next);
    if (next.activity.sequencing.tracked) rollupOne(work, next);
  }
}

function rollupOne(work: Work, node: TreeNode): void {
  rollupMeasure(work, node);
  rollupProgress(work, node);
  rollupObjective(work, node);
  rollupActivityProgress(work, node);
}

/** Objective Rollup Process, RB.1.2: by measure (RB.1.2.a, read where it is asked for) or by rules (RB.1.2.b). */
function rollupObjective(work: Work, node: TreeNode): void {
  if (node.activity.sequencing.objectives[PRIMARY]?.satisfiedByMeasure === true) return;
  const verdict = rollupVerdict(work, node, 'satisfied', 'notSatisfied');
  if (verdict !== null) record(work, node, 'satisfied', verdict);
}

/** Activity Progress Rollup Process, RB.1.3: by measure (RB.1.3.a, read where it is asked for) or by rules (RB.1.3.b). */
function rollupActivityProgress(work: Work, node: TreeNode): void {
  if (node.activity.completionThreshold?.completedByMeasure === true) return;
  const verdict = rollupVerdict(work, node, 'completed', 'incomplete');
  if (verdict !== null) record(work, node, 'completed', verdict);
}

function rollupVerdict(work: Work, node: TreeNode, yes: RollupAction, no: RollupAction): Truth {
  if (checkRollupRules(work, node, rollupRulesFor(node, yes, no), yes)) return true;
  return checkRollupRules(work, node, rollupRulesFor(node, no, yes), no) ? false : null;
}

function record(work: Work, node: TreeNode, field: 'satisfied' | 'completed', value: boolean): void {
  if (look(work, node).objectives[PRIMARY]?.[field] !== value) writeField(work, node, PRIMARY, field, value);
}
