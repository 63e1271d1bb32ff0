import type { SequencingRule } from '../course-structure.ts';
import type { TreeNode } from './activity-tree.ts';
import { checkCondition } from './condition-check.ts';
import type { Truth, Work } from './engine-state.ts';
import { allOf, anyOf, not } from './three-valued.ts';

/** Sequencing Rules Check Process, UP.2: the first action of the set whose rule is true, else null. */
export function checkSequencingRules(
  work: Work,
  node: TreeNode,
  rules: readonly SequencingRule[],
  actions: readonly string[],
): string | null {
  const fired = rules.find((rule) => actions.includes(rule.action) && checkRule(work, node, rule) === true);
  return fired?.action ?? null;
}

/** Does a precondition rule with this action hold? */
export function hasPrecondition(work: Work, node: TreeNode, action: string): boolean {
  return checkSequencingRules(work, node, node.activity.sequencing.preConditionRules, [action]) !== null;
}

/** Sequencing Rule Check Subprocess, UP.2.1. */
function checkRule(work: Work, node: TreeNode, rule: SequencingRule): Truth {
  const results = rule.conditions.map((condition) => {
    const value = checkCondition(work, node, condition, 'rules');
    return condition.isNot ? not(value) : value;
  });
  return rule.conditionCombination === 'any' ? anyOf(results) : allOf(results);
}
