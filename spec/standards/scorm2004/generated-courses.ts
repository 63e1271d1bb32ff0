import {
  array,
  boolean,
  constant,
  constantFrom,
  dictionary,
  double,
  integer,
  letrec,
  oneof,
  record,
  tuple,
  uniqueArray,
} from 'fast-check';
import type { Arbitrary } from 'fast-check';
import type {
  Activity,
  CourseStructure,
  ObjectiveDefinition,
  ObjectiveMap,
  RollupRule,
  Sequencing,
  SequencingRule,
} from '../../../server/standards/course-structure.ts';
import type { CmiRecord } from '../../../server/standards/runtime-record.ts';
import type { NavigationRequest } from '../../../server/standards/scorm2004/index.ts';
import { buildCourse, objective, objectiveMap, rollupRule, rule } from './course-builder.ts';
import type { ActivityPlan } from './course-builder.ts';

const OBJECTIVES = ['o', 'p', 'q'];
const GLOBALS = ['g', 'h', 'k'];
const ROLLUP_CONDITIONS = [
  'satisfied',
  'objectiveStatusKnown',
  'objectiveMeasureKnown',
  'completed',
  'activityProgressKnown',
  'attempted',
  'attemptLimitExceeded',
  'timeLimitExceeded',
];
const CONDITIONS = [
  ...ROLLUP_CONDITIONS,
  'objectiveMeasureGreaterThan',
  'objectiveMeasureLessThan',
  'outsideAvailableTimeRange',
  'always',
];
const combination = constantFrom('all', 'any');
const unit = constantFrom(0, 0.3, 0.5, 1);

const condition = record({
  condition: constantFrom(...CONDITIONS),
  isNot: boolean(),
  referencedObjective: constantFrom(null, null, ...OBJECTIVES),
  measureThreshold: constantFrom(null, -0.5, 0.5),
});
const rulesOf = (...actions: string[]): Arbitrary<SequencingRule[]> =>
  array(
    tuple(constantFrom(...actions), array(condition, { minLength: 1, maxLength: 2 }), combination).map(
      ([action, conditions, conditionCombination]) => ({ ...rule(action, ...conditions), conditionCombination }),
    ),
    { maxLength: 2 },
  );

const access: Arbitrary<'read' | 'write' | Partial<ObjectiveMap>> = oneof(
  constantFrom<'read' | 'write'>('read', 'write'),
  record({
    readSatisfiedStatus: boolean(),
    readNormalizedMeasure: boolean(),
    writeSatisfiedStatus: boolean(),
    writeNormalizedMeasure: boolean(),
    readCompletionStatus: boolean(),
    writeCompletionStatus: boolean(),
    readProgressMeasure: boolean(),
    writeProgressMeasure: boolean(),
    readRawScore: boolean(),
    writeRawScore: boolean(),
  }),
);
const maps = uniqueArray(tuple(constantFrom(...GLOBALS), access), { selector: ([target]) => target, maxLength: 2 }).map(
  (all) => all.map(([target, rights]) => objectiveMap(target, rights)),
);
const objectives: Arbitrary<ObjectiveDefinition[]> = tuple(
  integer({ min: 1, max: 3 }),
  array(tuple(boolean(), constantFrom(-0.2, 0.5, 1), maps), { minLength: 3, maxLength: 3 }),
).map(([count, all]) =>
  all.slice(0, count).map(([satisfiedByMeasure, minNormalizedMeasure, joined], index) =>
    objective({
      id: OBJECTIVES[index] ?? null,
      isPrimary: index === 0,
      satisfiedByMeasure,
      minNormalizedMeasure,
      maps: joined,
    }),
  ),
);

const rollupRules: Arbitrary<RollupRule[]> = array(
  record({
    action: constantFrom('satisfied', 'notSatisfied', 'completed', 'incomplete'),
    childActivitySet: constantFrom('all', 'any', 'none', 'atLeastCount', 'atLeastPercent'),
    minimumCount: integer({ min: 0, max: 3 }),
    minimumPercent: unit,
    conditionCombination: combination,
    conditions: array(record({ condition: constantFrom(...ROLLUP_CONDITIONS, 'never'), isNot: boolean() }), {
      minLength: 1,
      maxLength: 2,
    }),
  }).map(({ action, ...rest }) => rollupRule(action, 'satisfied', rest)),
  { maxLength: 3 },
);
const required = constantFrom('always', 'ifAttempted', 'ifNotSkipped', 'ifNotSuspended');
const timing = constantFrom('never', 'once', 'onEachNewAttempt');

const sequencing: Arbitrary<Partial<Sequencing>> = record(
  {
    choice: constantFrom(true, true, false),
    choiceExit: constantFrom(true, true, false),
    flow: constantFrom(true, true, true, true, true, false),
    forwardOnly: constantFrom(true, false, false),
    useCurrentAttemptObjectiveInfo: boolean(),
    useCurrentAttemptProgressInfo: boolean(),
    preventActivation: constantFrom(true, false, false),
    constrainChoice: constantFrom(true, false, false),
    preConditionRules: oneof(
      { weight: 3, arbitrary: constant([]) },
      { weight: 1, arbitrary: rulesOf('skip', 'disabled', 'hiddenFromChoice', 'stopForwardTraversal') },
    ),
    exitConditionRules: rulesOf('exit'),
    postConditionRules: rulesOf('exitParent', 'exitAll', 'retry', 'retryAll', 'continue', 'previous'),
    attemptLimit: constantFrom(null, null, null, 0, 1, 2),
    rollupRules,
    rollupObjectiveSatisfied: boolean(),
    rollupProgressCompletion: boolean(),
    objectiveMeasureWeight: unit,
    rollupConsiderations: record({
      requiredForSatisfied: required,
      requiredForNotSatisfied: required,
      requiredForCompleted: required,
      requiredForIncomplete: required,
      measureSatisfactionIfActive: boolean(),
    }),
    objectives,
    selectionTiming: timing,
    selectCount: constantFrom(null, 0, 1, 2, 2, 3),
    randomizationTiming: timing,
    randomizeChildren: boolean(),
    tracked: constantFrom(true, true, false),
    completionSetByContent: boolean(),
    objectiveSetByContent: boolean(),
  },
  { requiredKeys: ['flow'] },
);
const threshold = oneof(
  constant(null),
  record({ completedByMeasure: boolean(), minProgressMeasure: unit, progressWeight: unit }),
);

interface Shape {
  readonly seq: Partial<Sequencing>;
  readonly completionThreshold: ActivityPlan['completionThreshold'];
  readonly children: readonly Shape[];
}
const shape = letrec<{ shape: Shape }>((tie) => ({
  shape: record({
    seq: sequencing,
    completionThreshold: threshold,
    children: oneof({ maxDepth: 3 }, constant([]), array(tie('shape'), { maxLength: 4 })),
  }),
})).shape;

function planOf({ children, ...rest }: Shape, counter: { n: number }): ActivityPlan {
  counter.n += 1;
  return { id: `a${counter.n}`, ...rest, children: children.map((child) => planOf(child, counter)) };
}

/** Any course: rules, rollup, objectives with maps, limits, selection and order; activities are called a1, a2, ... */
export const anyCourse: Arbitrary<CourseStructure> = tuple(
  array(shape, { minLength: 1, maxLength: 5 }),
  sequencing,
  boolean(),
).map(([shapes, seq, objectivesGlobalToSystem]) => {
  const counter = { n: 0 };
  const children = shapes.map((one) => planOf(one, counter));
  return buildCourse(children, { flow: true, ...seq }, { objectivesGlobalToSystem });
});

const flagsOf = (map: ObjectiveMap, kind: 'read' | 'write'): string[] =>
  Object.entries(map).flatMap(([name, value]) => (value === true && name.startsWith(kind) ? [name] : []));

/** Global objectives that are read below an activity. */
function readBelow({ children }: Activity): string[] {
  return children.flatMap((child) => [
    ...child.sequencing.objectives
      .flatMap((one) => one.maps)
      .filter((map) => flagsOf(map, 'read').length > 0)
      .map((map) => map.targetObjectiveId),
    ...readBelow(child),
  ]);
}

/**
 * A cluster writes no global objective that its own rollup would read again, be it over other clusters and objectives: what
 * such a circle comes to depends on how often it was gone through, and the book says of no turn that it is the last.
 */
function calm(course: CourseStructure): CourseStructure {
  const carried = new Map<string, Set<string>>();
  const reaches = (from: string, to: string): boolean =>
    from === to || [...(carried.get(from) ?? [])].some((next) => reaches(next, to));
  const visit = (activity: Activity): Activity => {
    const read = readBelow(activity);
    const open = (map: ObjectiveMap): ObjectiveMap => {
      const written = flagsOf(map, 'write');
      if (written.length === 0 || read.length === 0) return map;
      if (read.some((one) => reaches(map.targetObjectiveId, one))) {
        return { ...map, ...Object.fromEntries(written.map((name) => [name, false])) };
      }
      for (const one of read) carried.set(one, (carried.get(one) ?? new Set()).add(map.targetObjectiveId));
      return map;
    };
    const calmed = activity.sequencing.objectives.map((one) => ({ ...one, maps: one.maps.map(open) }));
    return {
      ...activity,
      children: activity.children.map(visit),
      sequencing: { ...activity.sequencing, objectives: calmed },
    };
  };
  return { ...course, root: visit(course.root) };
}

/** Any course in which no rollup feeds itself through global objectives. */
export const anyCalmCourse = anyCourse.map(calm);

const TYPES: readonly NavigationRequest['type'][] = [
  'start',
  'resumeAll',
  'continue',
  'continue',
  'continue',
  'previous',
  'choice',
  'choice',
  'jump',
  'exit',
  'exitAll',
  'abandon',
  'abandonAll',
  'suspendAll',
];

/** Any request, for an activity that the course may have. */
export const anyRequest: Arbitrary<NavigationRequest> = record({
  type: constantFrom(...TYPES),
  target: integer({ min: 0, max: 20 }).map((n) => (n === 0 ? 'root' : `a${n}`)),
});

const real = double({ min: -1, max: 1, noNaN: true }).map((value) => value.toFixed(2));
const success = constantFrom('passed', 'failed', 'unknown');
const completion = constantFrom('completed', 'incomplete', 'not attempted', 'unknown');

/** What a SCO may say: statuses and measures of its own and of objectives that have an id. */
export const anySaying: Arbitrary<CmiRecord> = tuple(
  record(
    {
      'cmi.success_status': success,
      'cmi.completion_status': completion,
      'cmi.score.scaled': real,
      'cmi.score.raw': real,
      'cmi.progress_measure': constantFrom('0', '0.4', '1'),
      'cmi.exit': constantFrom('suspend', 'normal', ''),
    },
    { requiredKeys: [] },
  ),
  dictionary(constantFrom(...OBJECTIVES), tuple(success, real, completion), { maxKeys: 2 }),
).map(([own, told]) => ({
  ...own,
  ...Object.fromEntries(
    Object.entries(told).flatMap(([id, [status, measure, progress]], n) => [
      [`cmi.objectives.${n}.id`, id],
      [`cmi.objectives.${n}.success_status`, status],
      [`cmi.objectives.${n}.score.scaled`, measure],
      [`cmi.objectives.${n}.completion_status`, progress],
    ]),
  ),
}));

/** What is said and asked for, step by step. */
export const anySteps: Arbitrary<[CmiRecord, NavigationRequest][]> = array(tuple(anySaying, anyRequest), {
  maxLength: 25,
});
