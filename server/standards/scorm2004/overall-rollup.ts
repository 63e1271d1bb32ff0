import { isLeaf, pathToRoot } from './activity-tree.ts';
import type { TreeNode } from './activity-tree.ts';
import { OBJECTIVE_FIELDS, look } from './engine-state.ts';
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

/** Rolls up what lies above the activities that read a global objective which changed, and nothing else. */
export function rollupReaders(work: Work): void {
  rollupSet(work, [], true);
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

/** What a rollup came to; a verdict that no rule gave is absent. */
type Findings = Partial<ObjectiveState>;

function rollupSet(work: Work, nodes: readonly TreeNode[], isAnew: boolean): void {
  const byDepth: Set<TreeNode>[] = [];
  const add = (node: TreeNode): void => {
    if (!isLeaf(node)) (byDepth[node.depth] ??= new Set()).add(node);
  };
  nodes.forEach(add);
  const found = new Map<TreeNode, Findings>();
  let isSaid = !isAnew;
  // objectives that two clusters write in turn must not keep this going
  for (let turns = work.tree.nodes.length * 4 + 16; turns > 0;) {
    for (const target of work.touched) {
      for (const reader of work.tree.readers.get(target) ?? []) pathToRoot(reader).slice(1).forEach(add);
    }
    work.touched.clear();
    const [next] = byDepth.findLast((level) => level !== undefined && level.size > 0) ?? [];
    if (next !== undefined) {
      turns -= 1;
      byDepth[next.depth]?.delete(next);
      if (next.activity.sequencing.tracked) found.set(next, rollupOne(work, next, isAnew));
    } else if (isSaid) {
      return;
    } else {
      isSaid = true;
      sayAgain(work, nodes, found);
    }
  }
}

/**
 * What the process comes to is written even if it is as before: another activity, also one that was rolled up just now, may
 * have written the same global objective. So the path has the last word, and the same rollup again changes nothing.
 */
function sayAgain(work: Work, nodes: readonly TreeNode[], found: ReadonlyMap<TreeNode, Findings>): void {
  for (const node of nodes) {
    const findings = found.get(node) ?? {};
    for (const field of OBJECTIVE_FIELDS) {
      const value = findings[field];
      if (value !== undefined) writeField(work, node, PRIMARY, field, value);
    }
  }
}

/** Rolls up one cluster and records what is new. */
function rollupOne(work: Work, node: TreeNode, isAnew: boolean): Findings {
  const satisfied = rollupObjective(work, node);
  const completed = rollupActivityProgress(work, node);
  const findings: Findings = {
    measure: rollupMeasure(work, node),
    progress: rollupProgress(work, node),
    ...(satisfied === null ? {} : { satisfied }),
    ...(completed === null ? {} : { completed }),
  };
  for (const field of OBJECTIVE_FIELDS) {
    const value = findings[field];
    const isOld = isStale(work, node, field);
    if (value === undefined || (isOld && !isAnew)) continue;
    const before = look(work, node).objectives[PRIMARY]?.[field] ?? null;
    // what is found anew is of the present attempt, even where the attempt before had come to the same
    if (isOld || before !== value) writeField(work, node, PRIMARY, field, value);
  }
  return findings;
}

/** Objective Rollup Process, RB.1.2: by measure (RB.1.2.a, read where it is asked for) or by rules (RB.1.2.b). */
function rollupObjective(work: Work, node: TreeNode): Truth {
  if (node.activity.sequencing.objectives[PRIMARY]?.satisfiedByMeasure === true) return null;
  return rollupVerdict(work, node, 'satisfied', 'notSatisfied');
}

/** Activity Progress Rollup Process, RB.1.3: by measure (RB.1.3.a, read where it is asked for) or by rules (RB.1.3.b). */
function rollupActivityProgress(work: Work, node: TreeNode): Truth {
  if (node.activity.completionThreshold?.completedByMeasure === true) return null;
  return rollupVerdict(work, node, 'completed', 'incomplete');
}

function rollupVerdict(work: Work, node: TreeNode, yes: RollupAction, no: RollupAction): Truth {
  if (checkRollupRules(work, node, rollupRulesFor(node, yes, no), yes)) return true;
  return checkRollupRules(work, node, rollupRulesFor(node, no, yes), no) ? false : null;
}
