import type { RollupRequirement, RollupRule } from '../course-structure.ts';
import type { TreeNode } from './activity-tree.ts';
import { attemptChildren } from './available-children.ts';
import { checkCondition } from './condition-check.ts';
import { look } from './engine-state.ts';
import type { Truth, Work } from './engine-state.ts';
import { hasPrecondition } from './rule-check.ts';
import { allOf, anyOf, not } from './three-valued.ts';

/** What a rollup rule may say of a cluster. */
export type RollupAction = 'satisfied' | 'notSatisfied' | 'completed' | 'incomplete';

/** Rules of a cluster that has none for a pair of actions (RB.1.2.b 1, RB.1.3.b 1). */
const DEFAULT_CONDITIONS: Record<RollupAction, string> = {
  satisfied: 'satisfied',
  notSatisfied: 'objectiveStatusKnown',
  completed: 'completed',
  incomplete: 'activityProgressKnown',
};

/** The rules for one action, the default one where the cluster has none for this action and its opposite. */
export function rollupRulesFor(node: TreeNode, action: RollupAction, opposite: RollupAction): readonly RollupRule[] {
  const own = node.activity.sequencing.rollupRules;
  if (own.some((rule) => rule.action === action || rule.action === opposite)) {
    return own.filter((rule) => rule.action === action);
  }
  const conditions = [{ condition: DEFAULT_CONDITIONS[action], isNot: false }];
  const amounts = { minimumCount: 0, minimumPercent: 0 };
  return [{ action, childActivitySet: 'all', ...amounts, conditionCombination: 'any', conditions }];
}

/** Rollup Rule Check Subprocess, RB.1.4: does any of the rules hold? */
export function checkRollupRules(
  work: Work,
  node: TreeNode,
  rules: readonly RollupRule[],
  action: RollupAction,
): boolean {
  return rules.some((rule) => {
    const children = attemptChildren(work, node).filter(
      (child) => child.activity.sequencing.tracked && contributes(work, child, action),
    );
    return holdsFor(
      rule,
      children.map((child) => checkRollupConditions(work, child, rule)),
    );
  });
}

/** The child activity sets of RB.1.4; nothing speaks against "all" of no children. */
function holdsFor(rule: RollupRule, results: readonly Truth[]): boolean {
  const trues = results.filter((result) => result === true).length;
  switch (rule.childActivitySet) {
    case 'all':
      return trues === results.length;
    case 'any':
      return trues > 0;
    case 'none':
      return results.every((result) => result === false);
    case 'atLeastCount':
      return trues >= rule.minimumCount;
    default:
      return results.length > 0 && trues / results.length >= rule.minimumPercent;
  }
}

/** Evaluate Rollup Conditions Subprocess, RB.1.4.1. */
function checkRollupConditions(work: Work, child: TreeNode, rule: RollupRule): Truth {
  const results = rule.conditions.map((condition) => {
    const value = checkCondition(work, child, { condition: condition.condition }, 'rollup');
    return condition.isNot ? not(value) : value;
  });
  return rule.conditionCombination === 'any' ? anyOf(results) : allOf(results);
}

/** Check Child for Rollup Subprocess, RB.1.4.2. */
function contributes(work: Work, child: TreeNode, action: RollupAction): boolean {
  const { rollupObjectiveSatisfied, rollupProgressCompletion, rollupConsiderations } = child.activity.sequencing;
  switch (action) {
    case 'satisfied':
      return rollupObjectiveSatisfied && isRequired(work, child, rollupConsiderations.requiredForSatisfied);
    case 'notSatisfied':
      return rollupObjectiveSatisfied && isRequired(work, child, rollupConsiderations.requiredForNotSatisfied);
    case 'completed':
      return rollupProgressCompletion && isRequired(work, child, rollupConsiderations.requiredForCompleted);
    default:
      return rollupProgressCompletion && isRequired(work, child, rollupConsiderations.requiredForIncomplete);
  }
}

function isRequired(work: Work, child: TreeNode, requirement: RollupRequirement): boolean {
  const { attempts, isSuspended } = look(work, child);
  switch (requirement) {
    case 'always':
      return true;
    case 'ifNotSuspended':
      return attempts > 0 && !isSuspended;
    case 'ifAttempted':
      return attempts > 0;
    default:
      return !hasPrecondition(work, child, 'skip');
  }
}
