import { expect } from 'chai';
import {
  array,
  assert,
  constantFrom,
  dictionary,
  integer,
  jsonValue,
  oneof,
  property,
  string,
  tuple,
} from 'fast-check';
import type { CourseStructure } from '../../../server/standards/course-structure.ts';
import type { CmiRecord } from '../../../server/standards/runtime-record.ts';
import {
  applyRuntime,
  courseResult,
  getElement,
  isOffered,
  isSingleActivity,
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
import type { EngineState, NavigationRequest, Outcome } from '../../../server/standards/scorm2004/index.ts';
import { buildActivity, buildCourse } from './course-builder.ts';
import { anyCalmCourse, anyCourse, anyRequest, anySaying, anySteps } from './generated-courses.ts';
import { HeadlessPlayer, newPerson } from './headless-player.ts';

type Script = readonly [CmiRecord, NavigationRequest][];

const seed = integer({ min: 0, max: 0xffff });
const same = (state: EngineState): EngineState => state;

function play(structure: CourseStructure, script: Script, number = 3, store = same) {
  let state = startState(structure, { globalObjectives: {}, seed: number });
  const records: Record<string, CmiRecord> = {};
  const outcomes: Outcome[] = [];
  for (const [cmi, wanted] of [[{}, { type: 'start' }] as const, ...script]) {
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

/** A state after its way through a database. */
function reread(structure: CourseStructure, state: EngineState): EngineState {
  const json: Record<string, unknown> = JSON.parse(JSON.stringify(state));
  const read = readState(structure, json);
  if (read === null) throw new Error('a state must read its own JSON');
  return read;
}

/** Index of a generated activity in document order. */
const placeOf = (id: string): number => (id === 'root' ? 0 : Number(id.slice(1)));

const leads = ({ kind }: Outcome): boolean => kind === 'deliver' || kind === 'ended';

/** A seed that is printed where a property fails, to see it fail again; else every run looks at other trees. */
const again = process.env['ENGINE_SEED'];
const seeded = again === undefined ? {} : { seed: Number(again) };

describe('the sequencing engine on any tree', () => {
  it('never throws, always ends, and gives the same for the same input, stored in between or not', () => {
    assert(
      property(anyCourse, anySteps, seed, (structure, script, number) => {
        const straight = play(structure, script, number);
        const stored = play(structuredClone(structure), script, number, (state) => reread(structure, state));
        expect(stored.outcomes).to.deep.equal(straight.outcomes);
        expect(stored.state).to.deep.equal(straight.state);
        offers(structure, straight.state, { activityId: straight.state.current });
        courseResult(structure, straight.state);
        rollupFromRecords(structure, straight.state, straight.records);
        rollupFromRecords(structure, null, straight.records);
      }),
      { numRuns: 200, ...seeded },
    );
  });

  it('never changes the state that it is given', () => {
    assert(
      property(anyCourse, anySteps, anyRequest, anySaying, (structure, script, wanted, cmi) => {
        const { state } = play(structure, script);
        const before = JSON.stringify(state);
        navigate(structure, state, wanted);
        offers(structure, state, { activityId: state.current, cmi });
        if (state.current !== null) applyRuntime(structure, state, state.current, cmi);
        rollupFromRecords(structure, state, {});
        startState(structure, { globalObjectives: {}, previous: state, seed: 1 });
        expect(JSON.stringify(state)).to.equal(before);
      }),
      { numRuns: 100, ...seeded },
    );
  });

  it('offers exactly what leads somewhere when it is tried, one by one as all at once', () => {
    assert(
      property(anyCourse, anySteps, (structure, script) => {
        const { state } = play(structure, script);
        const context = { activityId: state.current };
        const offered = offers(structure, state, context);
        if (isSingleActivity(structure)) return;
        const tried = (wanted: NavigationRequest): Outcome => navigate(structure, state, wanted).outcome;
        for (const type of ['continue', 'exit', 'exitAll', 'abandon', 'abandonAll', 'suspendAll'] as const) {
          expect(offered[type], type).to.equal(isOffered(structure, state, context, { type }));
          if (!offered[type]) expect(tried({ type }).kind, type).to.equal('refused');
        }
        expect(offered.previous).to.equal(leads(tried({ type: 'previous' })));
        for (const [target, isChoice] of Object.entries(offered.choice)) {
          const wanted = { type: 'choice', target } as const;
          expect(isChoice, target).to.equal(leads(tried(wanted)));
          expect(isOffered(structure, state, context, wanted)).to.equal(isChoice);
        }
        for (const [target, isJump] of Object.entries(offered.jump).filter(([, isTrue]) => isTrue)) {
          expect(leads(tried({ type: 'jump', target })), target).to.equal(isJump);
        }
      }),
      { numRuns: 200, ...seeded },
    );
  });

  it('goes the same way when the session is suspended and resumed after every step', () => {
    let breaks = 0;
    assert(
      property(anyCalmCourse, anySteps, (structure, script) => {
        const interrupted = play(structure, script, 3, (state) => {
          const current = state.current === null ? undefined : state.activities[placeOf(state.current)];
          // what its SCO has called suspended already (cmi.exit) would be begun by the resumed session
          if (current?.isActive !== true || current.isSuspended) return state;
          const suspended = navigate(structure, state, { type: 'suspendAll' });
          expect(suspended.outcome.kind).to.equal('suspended');
          const { state: next, outcome } = navigate(structure, reread(structure, suspended.state), {
            type: 'resumeAll',
          });
          // a rule or a limit may bar what waits (DB.1.1-3)
          if (outcome.kind === 'choosing') return state;
          breaks += 1;
          expect(outcome).to.deep.equal({ kind: 'deliver', activityId: state.current, isResumed: true });
          return next;
        });
        const straight = play(structure, script);
        expect(interrupted.outcomes).to.deep.equal(straight.outcomes);
        expect(interrupted.state).to.deep.equal(straight.state);
      }),
      { numRuns: 150, ...seeded },
    );
    expect(breaks).to.be.greaterThan(100);
  });

  it('comes to the same on the server as in the browser, after every step', () => {
    let steps = 0;
    assert(
      property(anyCalmCourse, anySteps, (structure, script) => {
        const person = newPerson();
        let player = new HeadlessPlayer(structure, person, 'course', false);
        for (const [cmi, wanted] of script) {
          if (player.word === 'ended' || player.word === 'suspended')
            player = new HeadlessPlayer(structure, person, 'course', false);
          player.api?.Initialize('');
          for (const [element, value] of Object.entries(cmi)) player.api?.SetValue(element, value);
          player.api?.Commit('');
          player.click(wanted);
          steps += 1;
          expect(person.disagreements).to.deep.equal([]);
        }
      }),
      { numRuns: 150, ...seeded },
    );
    expect(steps).to.be.greaterThan(500);
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
