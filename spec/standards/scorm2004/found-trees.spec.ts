import { expect } from 'chai';
import type { CourseStructure } from '../../../server/standards/course-structure.ts';
import type { CmiRecord } from '../../../server/standards/runtime-record.ts';
import { navigate } from '../../../server/standards/scorm2004/index.ts';
import type { NavigationRequest } from '../../../server/standards/scorm2004/index.ts';
import { Walk, buildCourse, objective, objectiveMap, rule } from './course-builder.ts';
import type { ActivityPlan } from './course-builder.ts';
import { HeadlessPlayer, newPerson } from './headless-player.ts';

type Step = readonly [CmiRecord, NavigationRequest];

/** Plays as a person does, with a new launch after each end: the last player, after all rollups were compared. */
function playThrough(course: CourseStructure, ...steps: Step[]): HeadlessPlayer {
  const person = newPerson();
  let player = new HeadlessPlayer(course, person, 'course', false);
  for (const [cmi, wanted] of steps) {
    if (player.word === 'ended' || player.word === 'suspended') {
      player = new HeadlessPlayer(course, person, 'course', false);
    }
    player.api?.Initialize('');
    for (const [element, value] of Object.entries(cmi)) player.api?.SetValue(element, value);
    player.api?.Commit('');
    player.click(wanted);
    expect(person.disagreements).to.deep.equal([]);
  }
  return player;
}

const joined = (id: string, access: Parameters<typeof objectiveMap>[1], rest: Partial<ActivityPlan> = {}) => ({
  id,
  ...rest,
  seq: { ...rest.seq, objectives: [objective({ id: 'o', maps: [objectiveMap('g', access)] })] },
});
const passed = { 'cmi.success_status': 'passed' };

describe('the rollup on trees that were found by generated specs', () => {
  it('forgets with the objectives of the course what was rolled up from them elsewhere (SB.2.10, SN 4.6.4)', () => {
    const retryAll = { postConditionRules: [rule('retryAll', { condition: 'objectiveStatusKnown' })] };
    const reader = joined('c1', { readProgressMeasure: true });
    const course = buildCourse(
      [joined('a', { writeProgressMeasure: true }, { seq: retryAll }), { id: 'c', children: [reader] }],
      { flow: true },
      { objectivesGlobalToSystem: false },
    );
    const player = playThrough(course, [{ 'cmi.progress_measure': '0.4' }, { type: 'continue' }]);
    expect(player.activityId).to.equal('a');
    expect(player.engineState.globals).to.deep.equal({});
    expect(player.engineState.activities[2]?.objectives[0]?.progress).to.equal(null);
  });

  it('rolls nothing up over an activity whose map reads nothing (SN 4.6.4)', () => {
    const course = buildCourse([
      joined('a', 'write'),
      { id: 'c', children: [joined('c1', {}, { seq: { rollupObjectiveSatisfied: false } })] },
      { id: 'd', children: [joined('d1', 'read')] },
    ]);
    const walk = new Walk(course);
    walk.go('start');
    walk.say(passed);
    const satisfied = (index: number): unknown => walk.state.activities[index]?.objectives[0]?.satisfied;
    expect([satisfied(2), satisfied(4)]).to.deep.equal([null, true]);
  });

  it('takes what is rolled up anew as of this attempt, though it comes to the same (SN 3.2.5)', () => {
    const write = { writeCompletionStatus: true, writeProgressMeasure: true };
    const read = { readCompletionStatus: true, readProgressMeasure: true };
    const course = buildCourse([
      joined('a', write, { seq: { completionSetByContent: true } }),
      { id: 'c', children: [joined('c1', read)] },
    ]);
    const player = playThrough(
      course,
      [{ 'cmi.progress_measure': '0.4' }, { type: 'exitAll' }],
      [{ 'cmi.completion_status': 'completed' }, { type: 'exit' }],
    );
    expect(player.engineState.activities[2]?.objectives[0]).to.include({ progress: 0.4, completed: true });
  });

  it('rolls up again what a new attempt on the course no longer holds suspended', () => {
    const considerations = { requiredForCompleted: 'ifNotSuspended' } as const;
    const seq = buildCourse([]).root.sequencing.rollupConsiderations;
    const last = { id: 'd1', seq: { rollupConsiderations: { ...seq, ...considerations } } };
    const course = buildCourse([
      { id: 'a' },
      {
        id: 'c',
        seq: { flow: true, useCurrentAttemptProgressInfo: false },
        children: [{ id: 'd', seq: { flow: true }, children: [last] }],
      },
    ]);
    const player = playThrough(
      course,
      [{}, { type: 'continue' }],
      [{ 'cmi.completion_status': 'incomplete', 'cmi.exit': 'suspend' }, { type: 'continue' }],
      [{}, { type: 'suspendAll' }],
    );
    expect(player.engineState.activities[3]?.objectives[0]?.completed).to.equal(false);
  });

  it('writes the same global objectives when a session is suspended and resumed (TB.2.3 5.1, DB.2)', () => {
    const own = objective({
      id: 'o',
      satisfiedByMeasure: true,
      maps: [objectiveMap('h', { readNormalizedMeasure: true })],
    });
    const told = objective({ id: 'p', isPrimary: false, maps: [objectiveMap('h', { writeNormalizedMeasure: true })] });
    const verdict = { writeSatisfiedStatus: true };
    const course = buildCourse([
      joined('c', verdict, { seq: { flow: true }, children: [{ id: 'c1', seq: { objectives: [objective(), told] } }] }),
      joined('d', verdict, { children: [{ id: 'd1', seq: { objectives: [own] } }] }),
    ]);
    const walk = new Walk(course);
    walk.go('start');
    walk.say({ ...passed, 'cmi.objectives.0.id': 'p', 'cmi.objectives.0.score.scaled': '0' });
    expect(walk.state.globals['g']?.satisfied).to.equal(true);
    const suspended = navigate(course, walk.state, { type: 'suspendAll' });
    const { state } = navigate(course, suspended.state, { type: 'resumeAll' });
    expect(state).to.deep.equal(walk.state);
  });

  it('knows on the server that an untracked activity was delivered, which counts no attempt', () => {
    const course = buildCourse(
      [
        { id: 'c', seq: { rollupObjectiveSatisfied: false }, children: [{ id: 'c1' }] },
        { id: 'b', seq: { tracked: false } },
      ],
      {},
    );
    const player = playThrough(
      course,
      [{}, { type: 'choice', target: 'c' }],
      [{}, { type: 'suspendAll' }],
      [{}, { type: 'choice', target: 'b' }],
    );
    expect(player.activityId).to.equal('b');
  });
});

describe('measureSatisfactionIfActive=false (CAM 5.1.7.4)', () => {
  const byMeasure = objective({ id: 'o', satisfiedByMeasure: true, minNormalizedMeasure: 0.5 });
  const { rollupConsiderations } = buildCourse([]).root.sequencing;
  const late = { rollupConsiderations: { ...rollupConsiderations, measureSatisfactionIfActive: false } };
  const scored = { 'cmi.score.scaled': '0.8' };

  it('lets the measure of an abandoned attempt decide nothing, of an ended one all (TB.2.3 6)', () => {
    const skip = { preConditionRules: [rule('hiddenFromChoice', { condition: 'satisfied' })] };
    const a = { id: 'a', seq: { ...late, ...skip, objectives: [byMeasure] } };
    const course = buildCourse([a, { id: 'b' }]);
    const abandoned = playThrough(course, [scored, { type: 'abandon' }]);
    expect(abandoned.offers().isVisible['a']).to.equal(true);
    const ended = playThrough(course, [scored, { type: 'exit' }]);
    expect(ended.offers().isVisible['a']).to.equal(false);
  });

  it('judges the course when the person has gone behind its last activity', () => {
    const root = { flow: true, ...late, objectives: [byMeasure] };
    const player = playThrough(buildCourse([{ id: 'a' }], root), [scored, { type: 'continue' }]);
    expect(player.word).to.equal('ended');
    expect(player.engineState.activities[0]).to.include({ isActive: false, isEnded: true });
  });

  it('tells a global objective the verdict at the end of the attempt', () => {
    const maps = [objectiveMap('g', 'write')];
    const course = buildCourse([{ id: 'a', seq: { ...late, objectives: [{ ...byMeasure, maps }] } }, { id: 'b' }]);
    const walk = new Walk(course);
    walk.go('start');
    walk.say(scored);
    expect(walk.state.globals['g']).to.include({ measure: 0.8, satisfied: null });
    walk.go('continue');
    expect(walk.state.globals['g']).to.include({ measure: 0.8, satisfied: true });
  });
});
