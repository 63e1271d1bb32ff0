import { expect } from 'chai';
import { activityStatuses, courseResult } from '../../../server/standards/scorm2004/index.ts';
import { Walk, buildCourse, objective, objectiveMap, rollupRule, rule } from './course-builder.ts';

const PASSED = { 'cmi.success_status': 'passed', 'cmi.completion_status': 'completed' };
const FAILED = { 'cmi.success_status': 'failed', 'cmi.completion_status': 'completed' };

describe("steps of the SN book's processes", () => {
  it('counts no attempt on an activity that is not tracked (DB.2-5.1.1)', () => {
    const again = { tracked: false, postConditionRules: [rule('retry', { condition: 'attempted' })] };
    const walk = new Walk(buildCourse([{ id: 'a', seq: again }, { id: 'b' }]));
    expect([walk.go('start'), walk.go('continue')]).to.deep.equal(['a', 'b']);
    expect(walk.state.activities.map((activity) => activity.attempts)).to.deep.equal([1, 0, 1]);
  });

  it('lets the person choose where the root exits a parent that it has not (TB.2.3-4)', () => {
    const leave = { postConditionRules: [rule('exitParent')] };
    const walk = new Walk(buildCourse([{ id: 'a', seq: leave }, { id: 'b' }], { flow: true, ...leave }));
    expect([walk.go('start'), walk.go('continue')]).to.deep.equal(['a', 'choosing TB.2.3-4']);
    expect([walk.go('choice', 'b'), walk.go('exitAll')]).to.deep.equal(['b', 'ended']);
  });

  it('ends the session behind the last activity, also where that is a cluster without children (SB.2.1-3.1)', () => {
    const none = { flow: true, selectionTiming: 'once', selectCount: 0 } as const;
    const empty = (id: string) => ({ id, seq: none, children: [{ id: `${id}1` }] });
    const last = new Walk(buildCourse([{ id: 'a' }, empty('c')]));
    expect([last.go('start'), last.go('continue')]).to.deep.equal(['a', 'ended']);
    const middle = new Walk(buildCourse([{ id: 'a' }, empty('c'), { id: 'b' }]));
    expect([middle.go('start'), middle.go('continue')]).to.deep.equal(['a', 'choosing SB.2.1-2']);
  });

  it("writes a cluster's verdict over what its child has just written to the same objective (RB.1.2.b, SN 4.6.4)", () => {
    const writes = [objective({ id: 'o', maps: [objectiveMap('g', 'write')] })];
    const rules = [rollupRule('satisfied', 'completed')];
    const course = buildCourse([
      {
        id: 'c',
        seq: { flow: true, rollupRules: rules, objectives: writes },
        children: [{ id: 'a', seq: { objectives: writes } }],
      },
    ]);
    const walk = new Walk(course);
    walk.go('start');
    expect(walk.say(FAILED).state.globals['g']).to.include({ satisfied: true });
    expect(walk.say(PASSED).say(FAILED).state.globals['g']).to.include({ satisfied: true });
  });

  it('tells a global objective what follows from the measure that was said, not from one that is read (SN 3.10.1)', () => {
    const told = objective({
      id: 'o',
      satisfiedByMeasure: true,
      minNormalizedMeasure: 0.5,
      maps: [objectiveMap('low', { readNormalizedMeasure: true }), objectiveMap('out', { writeSatisfiedStatus: true })],
    });
    const low = objective({ id: 'o', maps: [objectiveMap('low', 'write')] });
    const walk = new Walk(
      buildCourse([
        { id: 'a', seq: { objectives: [low] } },
        { id: 'b', seq: { objectives: [told] } },
      ]),
    );
    walk.go('start');
    walk.say({ 'cmi.score.scaled': '0.1' }).go('continue');
    expect(walk.say({ 'cmi.score.scaled': '0.9' }).state.globals['out']).to.include({ satisfied: true });
  });

  it('judges a rule anew after every write, within one request too (RB.1.4.2, UP.2)', () => {
    const considerations = {
      requiredForSatisfied: 'always',
      requiredForNotSatisfied: 'always',
      requiredForCompleted: 'ifNotSkipped',
      requiredForIncomplete: 'always',
      measureSatisfactionIfActive: true,
    } as const;
    const preConditionRules = [rule('skip', { condition: 'attempted' })];
    const course = buildCourse([{ id: 'a', seq: { rollupConsiderations: considerations, preConditionRules } }]);
    const walk = new Walk(course);
    expect(walk.go('start')).to.equal('a');
    expect(courseResult(course, walk.state).completion).to.equal('completed');
  });

  it('does not judge time, which the book leaves to the LMS (UP.1 4-9, SN 3.4.2, SN 3.5)', () => {
    const timed = ['timeLimitExceeded', 'outsideAvailableTimeRange'].map((condition) => rule('skip', { condition }));
    const course = buildCourse([{ id: 'a', maxTimeAllowed: 'PT0S', seq: { preConditionRules: timed } }]);
    const walk = new Walk(course);
    expect(walk.go('start')).to.equal('a');
    expect(courseResult(course, walk.state).completion).to.equal('unknown');
    expect(activityStatuses(course, walk.state)['a']?.attempts).to.equal(1);
  });
});
