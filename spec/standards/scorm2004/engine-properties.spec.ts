import { expect } from 'chai';
import {
  array,
  assert,
  boolean,
  constant,
  constantFrom,
  dictionary,
  integer,
  jsonValue,
  letrec,
  oneof,
  property,
  record,
  string,
  tuple,
} from 'fast-check';
import type { Arbitrary } from 'fast-check';
import type { CourseStructure, Sequencing } from '../../../server/standards/course-structure.ts';
import type { CmiRecord } from '../../../server/standards/runtime-record.ts';
import {
  applyRuntime,
  courseResult,
  getElement,
  navigate,
  offers,
  readState,
  rollupFromRecords,
  setElement,
  standardLimits,
  startState,
  toProjection,
  validateRecord,
} from '../../../server/standards/scorm2004/index.ts';
import type { EngineState, NavigationRequest } from '../../../server/standards/scorm2004/index.ts';
import { buildActivity, buildCourse, objective, objectiveMap, rollupRule, rule } from './course-builder.ts';
import type { ActivityPlan } from './course-builder.ts';

const CONDITIONS = ['satisfied', 'completed', 'attempted', 'activityProgressKnown', 'objectiveStatusKnown', 'always'];
const condition = record({ condition: constantFrom(...CONDITIONS), isNot: boolean() });
const rulesOf = (...actions: string[]) =>
  array(
    tuple(constantFrom(...actions), condition).map(([action, one]) => rule(action, one)),
    { maxLength: 2 },
  );
const timing = constantFrom('never', 'once', 'onEachNewAttempt');
const objectives = tuple(boolean(), constantFrom('g', 'h'), constantFrom('read', 'write'), boolean()).map(
  ([hasMap, target, access, byMeasure]) => [
    objective({
      id: 'o',
      satisfiedByMeasure: byMeasure,
      minNormalizedMeasure: 0.5,
      maps: hasMap ? [objectiveMap(target, access)] : [],
    }),
  ],
);
const sequencing: Arbitrary<Partial<Sequencing>> = record(
  {
    choice: boolean(),
    choiceExit: boolean(),
    flow: constantFrom(true, true, true, false),
    forwardOnly: boolean(),
    useCurrentAttemptObjectiveInfo: boolean(),
    useCurrentAttemptProgressInfo: boolean(),
    preventActivation: boolean(),
    constrainChoice: boolean(),
    preConditionRules: rulesOf('skip', 'disabled', 'hiddenFromChoice', 'stopForwardTraversal'),
    exitConditionRules: rulesOf('exit'),
    postConditionRules: rulesOf('exitParent', 'exitAll', 'retry', 'retryAll', 'continue', 'previous'),
    attemptLimit: constantFrom(null, 0, 1, 2),
    rollupRules: array(
      tuple(
        constantFrom('satisfied', 'notSatisfied', 'completed', 'incomplete'),
        constantFrom(...CONDITIONS.slice(0, 4)),
      ).map(([action, one]) => rollupRule(action, one)),
      { maxLength: 2 },
    ),
    objectives,
    selectionTiming: timing,
    selectCount: constantFrom(null, 0, 1, 2),
    randomizationTiming: timing,
    randomizeChildren: boolean(),
    tracked: constantFrom(true, true, false),
  },
  { requiredKeys: [] },
);

interface Shape {
  readonly seq: Partial<Sequencing>;
  readonly children: readonly Shape[];
}
const shape = letrec<{ shape: Shape }>((tie) => ({
  shape: record({
    seq: sequencing,
    children: oneof({ maxDepth: 3 }, constant([]), array(tie('shape'), { maxLength: 4 })),
  }),
})).shape;

function planOf(from: Shape, counter: { n: number }): ActivityPlan {
  counter.n += 1;
  const id = `a${counter.n}`;
  return { id, seq: from.seq, children: from.children.map((child) => planOf(child, counter)) };
}

const course = tuple(array(shape, { minLength: 1, maxLength: 5 }), sequencing, boolean()).map(
  ([shapes, seq, objectivesGlobalToSystem]): CourseStructure => {
    const counter = { n: 0 };
    const children = shapes.map((one) => planOf(one, counter));
    return buildCourse(children, { flow: true, ...seq }, { objectivesGlobalToSystem });
  },
);

const TYPES: readonly NavigationRequest['type'][] = [
  'start',
  'resumeAll',
  'continue',
  'previous',
  'choice',
  'jump',
  'exit',
  'exitAll',
  'abandon',
  'abandonAll',
  'suspendAll',
];
const request: Arbitrary<NavigationRequest> = record({
  type: constantFrom(...TYPES),
  target: integer({ min: 0, max: 20 }).map((n) => (n === 0 ? 'root' : `a${n}`)),
});
const said: Arbitrary<CmiRecord> = dictionary(
  constantFrom('cmi.success_status', 'cmi.completion_status', 'cmi.score.scaled', 'cmi.progress_measure', 'cmi.exit'),
  constantFrom('passed', 'failed', 'completed', 'incomplete', 'unknown', '0.7', '-0.2', 'suspend', ''),
);
const steps = array(tuple(said, request), { maxLength: 25 });

function play(
  structure: CourseStructure,
  script: readonly [CmiRecord, NavigationRequest][],
  store: (state: EngineState) => EngineState,
) {
  let state = startState(structure, { globalObjectives: {}, seed: 3 });
  const records: Record<string, CmiRecord> = {};
  const outcomes: unknown[] = [];
  for (const [cmi, wanted] of script) {
    if (state.current !== null) {
      records[state.current] = cmi;
      state = applyRuntime(structure, state, state.current, cmi);
    }
    const next = navigate(structure, state, wanted);
    outcomes.push(next.outcome);
    state = store(next.state);
  }
  return { state, outcomes, records };
}

const attempts = (of: EngineState): number[] => of.activities.map((activity) => activity.attempts);

describe('the sequencing engine on any tree', () => {
  it('never throws, always ends, and gives the same for the same input, stored in between or not', () => {
    assert(
      property(course, steps, (structure, script) => {
        const straight = play(structure, script, (state) => state);
        const stored = play(structure, script, (state) => {
          const json: Record<string, unknown> = JSON.parse(JSON.stringify(state));
          const read = readState(structure, json);
          if (read === null) throw new Error('a state must read its own JSON');
          return read;
        });
        expect(stored.outcomes).to.deep.equal(straight.outcomes);
        expect(stored.state).to.deep.equal(straight.state);
        offers(structure, straight.state, { activityId: straight.state.current });
        courseResult(structure, straight.state);
        rollupFromRecords(structure, straight.state, straight.records);
        rollupFromRecords(structure, null, straight.records);
      }),
      { numRuns: 150 },
    );
  });

  it('never changes the state that it is given', () => {
    assert(
      property(course, steps, request, (structure, script, wanted) => {
        const { state } = play(structure, script, (one) => one);
        const before = JSON.stringify(state);
        navigate(structure, state, wanted);
        offers(structure, state, { activityId: state.current });
        rollupFromRecords(structure, state, {});
        expect(JSON.stringify(state)).to.equal(before);
      }),
      { numRuns: 75 },
    );
  });

  it('delivers what it offered: an offered choice leads somewhere', () => {
    assert(
      property(course, steps, (structure, script) => {
        const { state } = play(structure, script, (one) => one);
        const { choice } = offers(structure, state, { activityId: state.current });
        for (const [target, isOffered] of Object.entries(choice)) {
          if (!isOffered) continue;
          expect(navigate(structure, state, { type: 'choice', target }).outcome.kind).to.be.oneOf(['deliver', 'ended']);
        }
      }),
      { numRuns: 75 },
    );
  });

  it('resumes a suspended session at the same activity, within the same attempts', () => {
    assert(
      property(course, steps, (structure, script) => {
        const { state } = play(structure, script, (one) => one);
        const suspended = navigate(structure, state, { type: 'suspendAll' });
        if (suspended.outcome.kind !== 'suspended') return;
        const resumed = navigate(structure, suspended.state, { type: 'resumeAll' });
        if (resumed.outcome.kind !== 'deliver') return;
        expect(resumed.outcome).to.include({ activityId: suspended.state.suspended, isResumed: true });
        expect(attempts(resumed.state)).to.deep.equal(attempts(state));
      }),
      { numRuns: 150 },
    );
  });

  it('reads any stored thing without harm', () => {
    const structure = buildCourse([{ id: 'a' }]);
    assert(
      property(dictionary(string(), jsonValue()), (json) => {
        expect(readState(structure, json)).to.equal(null);
      }),
    );
  });
});

describe('the data model on any calls', () => {
  const part = constantFrom(
    'cmi',
    'adl',
    'nav',
    'data',
    'interactions',
    'objectives',
    'score',
    'id',
    'type',
    'n',
    '0',
    '1',
    '01',
    '-1',
    '_count',
    '_children',
    '__proto__',
    'constructor',
    'raw',
    'pattern',
    'correct_responses',
    'location',
    '',
  );
  const element = oneof(
    string(),
    array(part, { maxLength: 6 }).map((parts) => parts.join('.')),
  );

  it('never throws, answers with a code of the standard, and accepts on the server what it accepted in the browser', () => {
    const rules = {
      edition: '2004-4th',
      activity: buildActivity({ id: 'a' }),
      limits: standardLimits('2004-4th'),
    } as const;
    assert(
      property(array(tuple(element, string()), { maxLength: 20 }), (calls) => {
        const context = { ...rules, record: {}, sharedData: {} };
        for (const [name, value] of calls) {
          expect(setElement(context, name, value).error).to.be.oneOf([0, 351, 401, 404, 406, 407, 408]);
          expect(getElement(context, name).error).to.be.oneOf([0, 301, 401, 403, 405]);
        }
        const { rejected } = validateRecord(context.record, rules);
        expect(rejected).to.deep.equal([]);
        toProjection(context.record);
      }),
    );
  });
});
