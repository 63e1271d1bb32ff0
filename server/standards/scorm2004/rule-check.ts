import type { SequencingRule } from '../course-structure.ts';
import type { TreeNode } from './activity-tree.ts';
import { checkCondition } from './condition-check.ts';
import type { Truth, Work } from './engine-state.ts';
import { remember } from './memo.ts';
import type { Memo } from './memo.ts';
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

const preconditions: Memo<ReadonlySet<string>> = new WeakMap();

/** Does a precondition rule with this action hold? */
export function hasPrecondition(work: Work, node: TreeNode, action: PreAction): boolean {
  const rules = node.activity.sequencing.preConditionRules;
  if (rules.length === 0) return false;
  return remember(preconditions, work, node, () => {
    const holding = rules.filter((rule) => checkRule(work, node, rule) === true);
    return new Set(holding.map((rule) => rule.action));
  }).has(action);
}

/** Actions of precondition rules (SN 3.4.3). */
export type PreAction = 'skip' | 'disabled' | 'hiddenFromChoice' | 'stopForwardTraversal';

/** Sequencing Rule Check Subprocess, UP.2.1. */
function checkRule(work: Work, node: TreeNode, rule: SequencingRule): Truth {
  const results = rule.conditions.map((condition) => {
    const value = checkCondition(work, node, condition, 'rules');
    return condition.isNot ? not(value) : value;
  });
  return rule.conditionCombination === 'any' ? anyOf(results) : allOf(results);
}
