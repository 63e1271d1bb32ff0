import { expect } from 'chai';
import { activityStatuses, courseResult, rollupFromRecords } from '../../../server/standards/scorm2004/index.ts';
import { Walk, buildCourse, objective, objectiveMap, rollupRule, rule } from './course-builder.ts';

const PASSED = { 'cmi.success_status': 'passed', 'cmi.completion_status': 'completed' };

const verdictOf = (rest: Parameters<typeof rollupRule>[2]): string => {
  const rules = [rollupRule('satisfied', 'satisfied', rest)];
  const walk = new Walk(
    buildCourse(
      ['a', 'b', 'c', 'd'].map((id) => ({ id })),
      { flow: true, rollupRules: rules },
    ),
  );
  walk.go('start');
  walk.say(PASSED).go('continue');
  walk.say(PASSED).go('continue');
  walk.say({ 'cmi.success_status': 'failed' });
  return courseResult(walk.course, walk.state).success;
};

describe('tracking and rollup of SCORM 2004', () => {
  it('completes and satisfies what the content left open, unless it said "unknown" (UP.4)', () => {
    const retry = { postConditionRules: [rule('retry', { condition: 'activityProgressKnown' })] };
    const silent = new Walk(buildCourse([{ id: 'a', seq: retry }, { id: 'b' }]));
    silent.go('start');
    expect(silent.go('continue')).to.equal('a');
    const unknown = new Walk(buildCourse([{ id: 'a', seq: retry }, { id: 'b' }]));
    unknown.go('start');
    expect(unknown.say({ 'cmi.completion_status': 'unknown' }).go('continue')).to.equal('b');
  });

  it('judges a progress measure from a global objective by the own threshold (RB.1.3.a)', () => {
    const threshold = { completedByMeasure: true, progressWeight: 1 };
    const skip = { preConditionRules: [rule('skip', { condition: 'completed' })] };
    const course = buildCourse([
      {
        id: 'a',
        completionThreshold: { ...threshold, minProgressMeasure: 1 },
        seq: { objectives: [objective({ id: 'o', maps: [objectiveMap('g', 'write')] })] },
      },
      {
        id: 'b',
        completionThreshold: { ...threshold, minProgressMeasure: 0.4 },
        seq: { ...skip, objectives: [objective({ id: 'o', maps: [objectiveMap('g', 'read')] })] },
      },
      { id: 'c' },
    ]);
    const walk = new Walk(course);
    walk.go('start');
    walk.say({ 'cmi.progress_measure': '0.85', 'cmi.completion_threshold': '1' });
    expect(walk.state.globals['g']).to.include({ completed: false, progressMeasure: 0.85 });
    expect(walk.go('continue')).to.equal('c');
  });

  it('knows nothing of an untracked activity, also through its maps (SN 3.13)', () => {
    const reads = objective({ id: 'o', maps: [objectiveMap('g', 'read')] });
    const skip = { preConditionRules: [rule('skip', { condition: 'activityProgressKnown' })] };
    const untracked = { flow: true, tracked: false, objectives: [reads], ...skip };
    const course = buildCourse([
      { id: 'a', seq: { objectives: [objective({ id: 'o', maps: [objectiveMap('g', 'write')] })] } },
      { id: 'c', seq: untracked, children: [{ id: 'c1' }] },
    ]);
    const walk = new Walk(course);
    walk.go('start');
    expect(walk.say(PASSED).go('continue')).to.equal('c1');
  });

  it('lets "all" hold where no child counts (RB.1.4)', () => {
    const exit = [rule('exit', { condition: 'completed' })];
    const rules = [
      rollupRule('completed', 'objectiveStatusKnown', {
        conditions: [{ condition: 'objectiveStatusKnown', isNot: true }],
      }),
    ];
    const seq = { flow: true, rollupRules: rules, exitConditionRules: exit };
    const untracked = { tracked: false };
    const cluster = {
      id: 'c',
      seq,
      children: [
        { id: 'a', seq: untracked },
        { id: 'b', seq: untracked },
      ],
    };
    const walk = new Walk(buildCourse([cluster, { id: 'z' }]));
    walk.go('start');
    walk.go('continue');
    expect(activityStatuses(walk.course, walk.state)['c']?.completion).to.equal('completed');
  });

  it('weighs measures, the unknown ones too (RB.1.1.a), and compares them with the passing score (RB.1.2.a)', () => {
    const primary = objective({ satisfiedByMeasure: true, minNormalizedMeasure: 0.5 });
    const course = buildCourse(
      [
        { id: 'a', seq: { objectiveMeasureWeight: 0.5 } },
        { id: 'b', seq: { objectiveMeasureWeight: 1 } },
      ],
      { flow: true, objectives: [primary] },
    );
    const walk = new Walk(course);
    walk.go('start');
    walk.say({ 'cmi.score.scaled': '0.9' });
    expect(courseResult(course, walk.state)).to.include({ scoreScaled: 0.3, success: 'failed' });
    walk.go('continue');
    walk.say({ 'cmi.score.scaled': '0.9' });
    expect(courseResult(course, walk.state)).to.include({ scoreScaled: 0.9, success: 'passed' });
  });

  it('leaves out children that are not required (RB.1.4.2)', () => {
    const considerations = {
      requiredForSatisfied: 'ifAttempted',
      requiredForNotSatisfied: 'always',
      requiredForCompleted: 'ifNotSkipped',
      requiredForIncomplete: 'always',
      measureSatisfactionIfActive: true,
    } as const;
    const optional = { rollupConsiderations: considerations, preConditionRules: [rule('skip')] };
    const course = buildCourse([{ id: 'a' }, { id: 'b', seq: optional }]);
    const walk = new Walk(course);
    walk.go('start');
    expect(courseResult(course, walk.say(PASSED).state)).to.include({ completion: 'completed', success: 'passed' });
  });

  it('counts in numbers and shares (RB.1.4: atLeastCount, atLeastPercent, any, none)', () => {
    expect(verdictOf({ childActivitySet: 'atLeastCount', minimumCount: 2 })).to.equal('passed');
    expect(verdictOf({ childActivitySet: 'atLeastCount', minimumCount: 3 })).to.equal('unknown');
    expect(verdictOf({ childActivitySet: 'atLeastPercent', minimumPercent: 0.5 })).to.equal('passed');
    expect(verdictOf({ childActivitySet: 'atLeastPercent', minimumPercent: 0.75 })).to.equal('unknown');
    expect(verdictOf({ childActivitySet: 'any' })).to.equal('passed');
    expect(verdictOf({ childActivitySet: 'none' })).to.equal('unknown');
  });

  it('leaves out what was recorded before the attempt that is on, where the cluster says so (SN 3.2.5)', () => {
    const isSatisfied = (useCurrent: boolean): string | undefined => {
      const seq = {
        flow: true,
        useCurrentAttemptObjectiveInfo: useCurrent,
        postConditionRules: [rule('retry', { condition: 'attempted' })],
      };
      const leave = { postConditionRules: [rule('exitParent')] };
      const course = buildCourse([{ id: 'c', seq, children: [{ id: 'a' }, { id: 'b', seq: leave }] }]);
      const walk = new Walk(course);
      walk.go('start');
      walk.say(PASSED).go('continue');
      walk.say(PASSED).go('continue');
      walk.say(PASSED);
      return activityStatuses(course, walk.state)['c']?.success;
    };
    expect([isSatisfied(false), isSatisfied(true)]).to.deep.equal(['passed', 'unknown']);
  });

  it('rolls up where a global objective is read, without going there (SN 4.6.4)', () => {
    const course = buildCourse([
      { id: 'a', seq: { objectives: [objective({ id: 'o', maps: [objectiveMap('g', 'write')] })] } },
      {
        id: 'c',
        seq: { flow: true, rollupRules: [rollupRule('satisfied', 'satisfied', { childActivitySet: 'any' })] },
        children: [{ id: 'c1', seq: { objectives: [objective({ id: 'o', maps: [objectiveMap('g', 'read')] })] } }],
      },
    ]);
    const walk = new Walk(course);
    walk.go('start');
    walk.say(PASSED);
    expect(activityStatuses(course, walk.state)['c']?.success).to.equal('passed');
  });
});

describe("the server's roll-up", () => {
  const course = buildCourse([{ id: 'a' }, { id: 'b' }]);

  it("takes no leaf's status and no measure from a forged state", () => {
    const walk = new Walk(course);
    walk.go('start');
    const forged = structuredClone(walk.state);
    for (const activity of forged.activities) {
      for (const one of activity.objectives) Object.assign(one, { satisfied: true, completed: true, measure: 1 });
    }
    const { state, result } = rollupFromRecords(course, forged, { a: { 'cmi.completion_status': 'incomplete' } });
    const statuses = activityStatuses(course, state);
    expect(statuses['a']).to.include({ completion: 'incomplete', success: 'unknown' });
    expect(statuses['b']).to.include({ completion: 'not attempted', success: 'unknown' });
    expect(result.scoreScaled).to.equal(null);
  });

  it('keeps a course completed when one of its activities is taken again (RB.1.4)', () => {
    const walk = new Walk(course);
    walk.go('start');
    walk.say(PASSED).go('continue');
    walk.say(PASSED).go('choice', 'a');
    const { result } = rollupFromRecords(course, walk.state, { b: PASSED });
    expect(result).to.include({ completion: 'completed', success: 'passed' });
  });

  it('needs no state: records alone give the result', () => {
    const { result } = rollupFromRecords(course, null, { a: PASSED, b: { ...PASSED, 'cmi.score.scaled': '0.5' } });
    expect(result).to.include({ completion: 'completed', success: 'passed', scoreScaled: 0.25, progress: 1 });
  });

  it('keeps what the attempt before had tracked', () => {
    const walk = new Walk(course);
    walk.go('start');
    walk.say(PASSED).go('exitAll');
    const next = new Walk(course, walk.state);
    const { state } = rollupFromRecords(course, next.state, {}, { previous: walk.state });
    expect(activityStatuses(course, state)['a']).to.include({ success: 'passed', completion: 'completed' });
  });
});
