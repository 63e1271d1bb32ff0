import { isLeaf, pathToRoot } from './activity-tree.ts';
import type { TreeNode } from './activity-tree.ts';
import { look } from './engine-state.ts';
import type { ObjectiveState, Truth, Work } from './engine-state.ts';
import { rollupMeasure, rollupProgress } from './measure-rollup.ts';
import { checkRollupRules, rollupRulesFor } from './rollup-rules.ts';
import type { RollupAction } from './rollup-rules.ts';
import { PRIMARY, isStale, writeField } from './tracking.ts';

/**
 * Overall Rollup Process, RB.1.5: from the activity up to the root, and from every activity that reads a global objective
 * which changed meanwhile (SN 4.6.4); the deepest first, each again when it has to be.
 */
export function overallRollup(work: Work, node: TreeNode): void {
  rollupSet(work, pathToRoot(node), true);
}

/**
 * Rolls up again every cluster that was rolled up before: one that was attempted, or that a global objective told something.
 * What was known of one is not written to global objectives again, and what is stale stays as it was recorded.
 */
export function rollupEverything(work: Work): void {
  const isKnown = (node: TreeNode): boolean => {
    const { attempts, objectives } = look(work, node);
    return attempts > 0 || Object.values(objectives[PRIMARY] ?? {}).some((value) => value !== null);
  };
  rollupSet(work, work.tree.nodes.filter(isKnown), false);
}

function rollupSet(work: Work, nodes: readonly TreeNode[], isAnew: boolean): void {
  const byDepth: Set<TreeNode>[] = [];
  const add = (node: TreeNode): void => {
    if (!isLeaf(node)) (byDepth[node.depth] ??= new Set()).add(node);
  };
  nodes.forEach(add);
  // what the process comes to is written once even if it is as before: another activity may have written since
  const unwritten = new Set(isAnew ? nodes : []);
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
    if (next.activity.sequencing.tracked) rollupOne(work, next, unwritten.delete(next), isAnew);
  }
}

function rollupOne(work: Work, node: TreeNode, isWritten: boolean, isAnew: boolean): void {
  const put: Put = (field, value) => {
    if (!isAnew && node.parent !== null && isStale(work, node, field)) return;
    const before = look(work, node).objectives[PRIMARY]?.[field] ?? null;
    if (isWritten || before !== value) writeField(work, node, PRIMARY, field, value);
  };
  put('measure', rollupMeasure(work, node));
  put('progress', rollupProgress(work, node));
  rollupObjective(work, node, put);
  rollupActivityProgress(work, node, put);
}

type Put = <K extends keyof ObjectiveState>(field: K, value: ObjectiveState[K]) => void;

/** Objective Rollup Process, RB.1.2: by measure (RB.1.2.a, read where it is asked for) or by rules (RB.1.2.b). */
function rollupObjective(work: Work, node: TreeNode, put: Put): void {
  if (node.activity.sequencing.objectives[PRIMARY]?.satisfiedByMeasure === true) return;
  const verdict = rollupVerdict(work, node, 'satisfied', 'notSatisfied');
  if (verdict !== null) put('satisfied', verdict);
}

/** Activity Progress Rollup Process, RB.1.3: by measure (RB.1.3.a, read where it is asked for) or by rules (RB.1.3.b). */
function rollupActivityProgress(work: Work, node: TreeNode, put: Put): void {
  if (node.activity.completionThreshold?.completedByMeasure === true) return;
  const verdict = rollupVerdict(work, node, 'completed', 'incomplete');
  if (verdict !== null) put('completed', verdict);
}

function rollupVerdict(work: Work, node: TreeNode, yes: RollupAction, no: RollupAction): Truth {
  if (checkRollupRules(work, node, rollupRulesFor(node, yes, no), yes)) return true;
  return checkRollupRules(work, node, rollupRulesFor(node, no, yes), no) ? false : null;
}
