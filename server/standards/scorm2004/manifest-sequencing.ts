import type { RollupRule, RuleCondition, Sequencing, SequencingRule, Timing } from '../course-structure.ts';
import { DEFAULT_SEQUENCING } from '../default-sequencing.ts';
import { attributeOf, childNamed, childrenNamed, identifierText, issueAt } from '../manifest-xml.ts';
import type { XmlElement } from '../xml-element.ts';
import { readObjectives } from './manifest-objectives.ts';
import { identifierAttribute } from './manifest-values.ts';
import type { ManifestValues } from './manifest-values.ts';

const RULE_CONDITIONS = [
  'satisfied',
  'objectiveStatusKnown',
  'objectiveMeasureKnown',
  'objectiveMeasureGreaterThan',
  'objectiveMeasureLessThan',
  'completed',
  'activityProgressKnown',
  'attempted',
  'attemptLimitExceeded',
  'timeLimitExceeded',
  'outsideAvailableTimeRange',
  'always',
];
const ROLLUP_CONDITIONS = [
  'satisfied',
  'objectiveStatusKnown',
  'objectiveMeasureKnown',
  'completed',
  'activityProgressKnown',
  'attempted',
  'attemptLimitExceeded',
  'timeLimitExceeded',
  'outsideAvailableTimeRange',
  'never',
];
const PRE_ACTIONS = ['skip', 'disabled', 'hiddenFromChoice', 'stopForwardTraversal'];
const EXIT_ACTIONS = ['exit'];
const POST_ACTIONS = ['exitParent', 'exitAll', 'retry', 'retryAll', 'continue', 'previous'];
const ROLLUP_ACTIONS = ['satisfied', 'notSatisfied', 'completed', 'incomplete'];
const TIMINGS: readonly Timing[] = ['never', 'once', 'onEachNewAttempt'];
const REQUIREMENTS = ['always', 'ifAttempted', 'ifNotSkipped', 'ifNotSuspended'] as const;
const COMBINATIONS = ['all', 'any'] as const;

/** The `<sequencing>` elements of a `<sequencingCollection>` by their ID. */
export function readSequencingCollection(manifest: XmlElement): Map<string, XmlElement> {
  const collection = childNamed(manifest, 'sequencingCollection');
  const all = collection === undefined ? [] : childrenNamed(collection, 'sequencing');
  return new Map(all.map((element) => [identifierText(attributeOf(element, 'ID')), element]));
}

/** The sequencing of an item: its own elements come first, then those of the collection that IDRef names (CAM 5.1.1). */
export function readSequencing(
  item: XmlElement,
  collection: ReadonlyMap<string, XmlElement>,
  values: ManifestValues,
): { sequencing: Sequencing; maxTimeAllowed: string | null } {
  const own = childNamed(item, 'sequencing');
  if (own === undefined) return { sequencing: DEFAULT_SEQUENCING, maxTimeAllowed: null };
  const reference = identifierAttribute(own, 'IDRef');
  const shared = reference === null ? undefined : collection.get(reference);
  if (reference !== null && shared === undefined) {
    const message = `The sequencing collection has no "${reference}"; only the item's own rules are used.`;
    values.issues.push(issueAt(own, 'warning', 'SEQUENCING_REFERENCE_MISSING', message, 'CAM 5.1.1'));
  }
  const sources = shared !== undefined && mayTakeOver(own, shared, values) ? [own, shared] : [own];
  const part = (name: string): XmlElement | undefined =>
    sources.map((source) => childNamed(source, name)).find((element) => element !== undefined);
  const limits = part('limitConditions');
  const limit = values.decimal(limits, 'attemptLimit', -1, { min: 0, max: Infinity, isInteger: true, spec: 'SN 3.5' });
  const duration = limits === undefined ? undefined : attributeOf(limits, 'attemptAbsoluteDurationLimit')?.trim();
  return {
    sequencing: {
      ...readControls(part('controlMode'), part('constrainedChoiceConsiderations'), values),
      ...readSequencingRules(part('sequencingRules'), values),
      attemptLimit: limit < 0 ? null : limit,
      ...readRollup(part('rollupRules'), part('rollupConsiderations'), values),
      objectives: readObjectives(
        sources.map((source) => source.children),
        values,
      ),
      ...readRandomization(part('randomizationControls'), values),
      ...readDelivery(part('deliveryControls'), values),
    },
    maxTimeAllowed: duration === undefined || duration === '' ? null : duration,
  };
}

/** Few bytes of references could otherwise become a tree that fills the memory: what all of them take over is bounded. */
function mayTakeOver(own: XmlElement, shared: XmlElement, values: ManifestValues): boolean {
  if (values.sharedLeft < 0) return false;
  values.sharedLeft -= elementsIn(shared);
  if (values.sharedLeft >= 0) return true;
  const message = 'The items take over more rules of the sequencing collection than a course can have.';
  values.issues.push(issueAt(own, 'error', 'SEQUENCING_TOO_LARGE', message, 'CAM 5.1.1'));
  return false;
}

const elementsIn = (element: XmlElement): number => element.children.reduce((sum, child) => sum + elementsIn(child), 1);

function readControls(control: XmlElement | undefined, constrained: XmlElement | undefined, values: ManifestValues) {
  const flag = (name: string, fallback: boolean): boolean => values.flag(control, name, fallback, 'SN 3.2');
  const limit = (name: string): boolean => values.flag(constrained, name, false, 'SN 3.3');
  return {
    choice: flag('choice', true),
    choiceExit: flag('choiceExit', true),
    flow: flag('flow', false),
    forwardOnly: flag('forwardOnly', false),
    useCurrentAttemptObjectiveInfo: flag('useCurrentAttemptObjectiveInfo', true),
    useCurrentAttemptProgressInfo: flag('useCurrentAttemptProgressInfo', true),
    preventActivation: limit('preventActivation'),
    constrainChoice: limit('constrainChoice'),
  };
}

function readSequencingRules(rules: XmlElement | undefined, values: ManifestValues) {
  const read = (name: string, actions: readonly string[]): SequencingRule[] =>
    (rules === undefined ? [] : childrenNamed(rules, name)).flatMap((rule) => readRule(rule, actions, values) ?? []);
  return {
    preConditionRules: read('preConditionRule', PRE_ACTIONS),
    exitConditionRules: read('exitConditionRule', EXIT_ACTIONS),
    postConditionRules: read('postConditionRule', POST_ACTIONS),
  };
}

function readRule(rule: XmlElement, actions: readonly string[], values: ManifestValues): SequencingRule | null {
  const action = values.requiredWord(childNamed(rule, 'ruleAction'), rule, 'action', actions, 'SN 3.4.3');
  const holder = childNamed(rule, 'ruleConditions');
  const all = holder === undefined ? [] : childrenNamed(holder, 'ruleCondition');
  const conditions = all.map((element) => readCondition(element, values));
  if (action === null || conditions.some((condition) => condition === null)) return null;
  return {
    action,
    conditionCombination: values.word(holder, 'conditionCombination', 'all', COMBINATIONS, 'SN 3.4.1'),
    conditions: conditions.flatMap((condition) => condition ?? []),
  };
}

function readCondition(element: XmlElement, values: ManifestValues): RuleCondition | null {
  const condition = values.requiredWord(element, element, 'condition', RULE_CONDITIONS, 'SN 3.4.2');
  if (condition === null) return null;
  const range = { min: -1, max: 1, spec: 'SN 3.4.2' };
  const hasThreshold = attributeOf(element, 'measureThreshold') !== undefined;
  return {
    condition,
    isNot: readOperator(element, values, 'SN 3.4.2'),
    referencedObjective: identifierAttribute(element, 'referencedObjective'),
    measureThreshold: hasThreshold ? values.decimal(element, 'measureThreshold', 0, range) : null,
  };
}

function readOperator(element: XmlElement, values: ManifestValues, spec: string): boolean {
  return values.word(element, 'operator', 'noOp', ['noOp', 'not'] as const, spec) === 'not';
}

function readRollup(rules: XmlElement | undefined, considerations: XmlElement | undefined, values: ManifestValues) {
  const required = (name: string) => values.word(considerations, name, 'always', REQUIREMENTS, 'CAM 5.1.7.4');
  const all = rules === undefined ? [] : childrenNamed(rules, 'rollupRule');
  return {
    rollupRules: all.flatMap((rule) => readRollupRule(rule, values) ?? []),
    rollupObjectiveSatisfied: values.flag(rules, 'rollupObjectiveSatisfied', true, 'SN 3.7'),
    rollupProgressCompletion: values.flag(rules, 'rollupProgressCompletion', true, 'SN 3.7'),
    objectiveMeasureWeight: values.decimal(rules, 'objectiveMeasureWeight', 1, { min: 0, max: 1, spec: 'SN 3.7' }),
    rollupConsiderations: {
      requiredForSatisfied: required('requiredForSatisfied'),
      requiredForNotSatisfied: required('requiredForNotSatisfied'),
      requiredForCompleted: required('requiredForCompleted'),
      requiredForIncomplete: required('requiredForIncomplete'),
      measureSatisfactionIfActive: values.flag(considerations, 'measureSatisfactionIfActive', true, 'CAM 5.1.7.4'),
    },
  };
}

const CHILD_SETS = ['all', 'any', 'none', 'atLeastCount', 'atLeastPercent'] as const;

function readRollupRule(rule: XmlElement, values: ManifestValues): RollupRule | null {
  const action = values.requiredWord(childNamed(rule, 'rollupAction'), rule, 'action', ROLLUP_ACTIONS, 'SN 3.7.3');
  const holder = childNamed(rule, 'rollupConditions');
  const all = holder === undefined ? [] : childrenNamed(holder, 'rollupCondition');
  const conditions = all.map((element) => {
    const condition = values.requiredWord(element, element, 'condition', ROLLUP_CONDITIONS, 'SN 3.7.1');
    return condition === null ? null : { condition, isNot: readOperator(element, values, 'SN 3.7.1') };
  });
  if (action === null || conditions.some((condition) => condition === null)) return null;
  const count = { min: 0, max: Infinity, isInteger: true, spec: 'SN 3.7.2' };
  return {
    action,
    childActivitySet: values.word(rule, 'childActivitySet', 'all', CHILD_SETS, 'SN 3.7.2'),
    minimumCount: values.decimal(rule, 'minimumCount', 0, count),
    minimumPercent: values.decimal(rule, 'minimumPercent', 0, { min: 0, max: 1, spec: 'SN 3.7.2' }),
    conditionCombination: values.word(holder, 'conditionCombination', 'any', COMBINATIONS, 'SN 3.7.1'),
    conditions: conditions.flatMap((condition) => condition ?? []),
  };
}

function readRandomization(element: XmlElement | undefined, values: ManifestValues) {
  const range = { min: 0, max: Infinity, isInteger: true, spec: 'SN 3.11' };
  const hasCount = element !== undefined && attributeOf(element, 'selectCount') !== undefined;
  return {
    selectionTiming: values.word(element, 'selectionTiming', 'never', TIMINGS, 'SN 3.11'),
    selectCount: hasCount ? values.decimal(element, 'selectCount', 0, range) : null,
    randomizationTiming: values.word(element, 'randomizationTiming', 'never', TIMINGS, 'SN 3.12'),
    randomizeChildren: values.flag(element, 'reorderChildren', false, 'SN 3.12'),
  };
}

function readDelivery(element: XmlElement | undefined, values: ManifestValues) {
  return {
    tracked: values.flag(element, 'tracked', true, 'SN 3.13'),
    completionSetByContent: values.flag(element, 'completionSetByContent', false, 'SN 3.13'),
    objectiveSetByContent: values.flag(element, 'objectiveSetByContent', false, 'SN 3.13'),
  };
}
