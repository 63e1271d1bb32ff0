import { expect } from 'chai';
import { offers, startState } from '../../../server/standards/scorm2004/index.ts';
import { Walk, buildCourse, objective, objectiveMap, rule } from './course-builder.ts';

const PASSED = { 'cmi.success_status': 'passed', 'cmi.completion_status': 'completed' };
const flow = { flow: true };

const offered = (walk: Walk, id: string): boolean | undefined =>
  offers(walk.course, walk.state, { activityId: walk.state.current }).choice[id];

it('offers no way out of an activity with choiceExit=false (NB.2.1-8)', () => {
  const walk = new Walk(buildCourse([{ id: 'a', seq: { choiceExit: false } }, { id: 'b' }]));
  walk.go('start');
  expect(offered(walk, 'b')).to.equal(false);
});

const cluster = (id: string, seq = {}) => ({
  id,
  seq: { flow: true, ...seq },
  children: [{ id: `${id}1` }, { id: `${id}2` }],
});

describe('navigation, termination and delivery of SCORM 2004', () => {
  it('starts at the first activity and ends behind the last one (SB.2.5, SB.2.1-3.1)', () => {
    const walk = new Walk(buildCourse([{ id: 'a' }, { id: 'b' }]));
    expect([walk.go('start'), walk.go('continue'), walk.go('continue')]).to.deep.equal(['a', 'b', 'ended']);
  });

  it('refuses what the state does not allow and leaves the content alone (NB.2.1)', () => {
    const walk = new Walk(buildCourse([{ id: 'a' }, { id: 'b' }], { flow: false }));
    expect(walk.go('continue')).to.equal('refused NB.2.1-2');
    expect(walk.go('start')).to.equal('choosing SB.2.2-1');
    expect(walk.go('choice', 'a')).to.equal('a');
    expect(walk.go('start')).to.equal('refused NB.2.1-1');
    expect(walk.go('continue')).to.equal('refused NB.2.1-4');
    expect(walk.go('previous')).to.equal('refused NB.2.1-5');
    expect(walk.go('choice', 'nowhere')).to.equal('refused NB.2.1-11');
    expect(walk.go('resumeAll')).to.equal('refused NB.2.1-1');
  });

  it('refuses Previous under forwardOnly (NB.2.1-5)', () => {
    const walk = new Walk(buildCourse([{ id: 'a' }, { id: 'b' }], { flow: true, forwardOnly: true }));
    expect([walk.go('start'), walk.go('continue'), walk.go('previous')]).to.deep.equal(['a', 'b', 'refused NB.2.1-5']);
  });

  it('walks a forward-only cluster forward when it is entered backward, and back out when all is skipped (SB.2.1-4.3)', () => {
    const skip = { preConditionRules: [rule('skip')] };
    const forward = { flow: true, forwardOnly: true };
    const entered = buildCourse([
      { id: 'a' },
      { id: 'c', seq: forward, children: [{ id: 'c1' }, { id: 'c2' }] },
      { id: 'z' },
    ]);
    const walk = new Walk(entered);
    expect([walk.go('choice', 'z'), walk.go('previous')]).to.deep.equal(['z', 'c1']);
    const skipped = buildCourse([
      { id: 'a' },
      {
        id: 'c',
        seq: forward,
        children: [
          { id: 'c1', seq: skip },
          { id: 'c2', seq: skip },
        ],
      },
      { id: 'z' },
    ]);
    const back = new Walk(skipped);
    expect([back.go('choice', 'z'), back.go('previous')]).to.deep.equal(['z', 'a']);
  });

  it('ends the session when a child of the root exits its parent (TB.2.3-3)', () => {
    const walk = new Walk(buildCourse([{ id: 'a', seq: { postConditionRules: [rule('exitParent')] } }, { id: 'b' }]));
    expect([walk.go('start'), walk.go('continue')]).to.deep.equal(['a', 'ended']);
  });

  it('counts an attempt limit against new attempts only, not against a cluster that is on (UP.1)', () => {
    const limited = { id: 'c', seq: { flow: true, attemptLimit: 1 }, children: [{ id: 'a' }, { id: 'b' }] };
    const walk = new Walk(buildCourse([limited, { id: 'z' }]));
    expect([walk.go('start'), walk.go('continue'), walk.go('continue')]).to.deep.equal(['a', 'b', 'z']);
    expect(walk.go('choice', 'a')).to.equal('choosing DB.1.1-3');
  });

  it('delivers the current activity again on a choice of it or a jump to it (SB.2.9-6, SB.2.13)', () => {
    const walk = new Walk(buildCourse([{ id: 'a' }, { id: 'b' }]));
    walk.go('start');
    expect(walk.say({ 'cmi.exit': 'suspend' }).go('choice', 'a')).to.equal('a');
    expect(walk.last).to.deep.equal({ kind: 'deliver', activityId: 'a', isResumed: true });
    expect(walk.say({ 'cmi.exit': '' }).go('jump', 'a')).to.equal('a');
    expect(walk.last).to.deep.equal({ kind: 'deliver', activityId: 'a', isResumed: false });
  });

  it('knows no jump before the 4th Edition (NB.2.1-11)', () => {
    const walk = new Walk(buildCourse([{ id: 'a' }, { id: 'b' }], flow, { edition: '2004-3rd' }));
    expect([walk.go('start'), walk.go('jump', 'b')]).to.deep.equal(['a', 'refused NB.2.1-11']);
  });

  it('resumes where the session was suspended, and goes on by choice (SB.2.6, DB.2.1)', () => {
    const course = buildCourse([{ id: 'a' }, { id: 'b' }, { id: 'c' }], { flow: false, constrainChoice: true });
    const walk = new Walk(course);
    expect([walk.go('choice', 'b'), walk.go('suspendAll'), walk.go('resumeAll')]).to.deep.equal([
      'b',
      'suspended',
      'b',
    ]);
    expect(walk.last).to.have.property('isResumed', true);
    expect(walk.go('choice', 'c')).to.equal('c');
  });

  it('leaves the person to choose after Exit and Abandon, and goes on from there (SB.2.11)', () => {
    const walk = new Walk(buildCourse([{ id: 'a' }, { id: 'b' }]));
    expect([walk.go('start'), walk.go('exit'), walk.go('choice', 'root')]).to.deep.equal(['a', 'choosing', 'a']);
    expect([walk.go('abandon'), walk.go('continue'), walk.go('abandonAll')]).to.deep.equal(['choosing', 'b', 'ended']);
  });

  it('retries everything when a rule says so, and forgets objectives of the course alone (TB.2.2, SB.2.10)', () => {
    const writes = objective({ id: 'o', maps: [objectiveMap('g', 'write')] });
    const again = { ...flow, postConditionRules: [rule('retryAll', { condition: 'attempted' })] };
    const children = [
      { id: 'a', seq: { objectives: [writes] } },
      { id: 'b', seq: again },
    ];
    const own = new Walk(buildCourse(children, flow, { objectivesGlobalToSystem: false }));
    const shared = new Walk(buildCourse(children));
    for (const walk of [own, shared]) {
      walk.go('start');
      expect([walk.say(PASSED).go('continue'), walk.go('continue')]).to.deep.equal(['b', 'a']);
    }
    expect(own.state.globals).to.deep.equal({});
    expect(shared.state.globals['g']).to.include({ satisfied: true });
  });

  it('keeps the tracking of an ended attempt until each activity begins anew (RU-14)', () => {
    const skip = { preConditionRules: [rule('skip', { condition: 'satisfied' })] };
    const course = buildCourse([{ id: 'a', seq: skip }, { id: 'b' }]);
    const first = new Walk(course);
    first.go('start');
    expect(first.say(PASSED).go('exitAll')).to.equal('ended');
    const second = new Walk(course, first.state);
    expect(second.go('start')).to.equal('b');
    expect(startState(course, { globalObjectives: {}, seed: 1 }).activities[1]?.attempts).to.equal(0);
  });

  it('counts one attempt a delivery, on the whole path, and none on a resumed one (DB.2)', () => {
    const walk = new Walk(buildCourse([{ id: 'c', seq: flow, children: [{ id: 'a' }, { id: 'b' }] }]));
    const attempts = (): number[] => walk.state.activities.map((activity) => activity.attempts);
    walk.go('start');
    expect(attempts()).to.deep.equal([1, 1, 1, 0]);
    walk.go('continue');
    walk.go('previous');
    expect(attempts()).to.deep.equal([1, 1, 2, 1]);
    walk.go('suspendAll');
    walk.go('resumeAll');
    expect(attempts()).to.deep.equal([1, 1, 2, 1]);
  });

  it('begins anew after an ended attempt, also where an activity had been suspended (DB.2)', () => {
    const course = buildCourse([{ id: 'a' }, { id: 'b' }]);
    const first = new Walk(course);
    first.go('start');
    first.say({ 'cmi.exit': 'suspend' }).go('exitAll');
    const second = new Walk(course, first.state);
    second.go('start');
    expect(second.last).to.deep.equal({ kind: 'deliver', activityId: 'a', isResumed: false });
    expect(second.state.activities[1]?.attempts).to.equal(2);
  });

  it('keeps the choice of a person who left an activity with choiceExit=false among its siblings (SB.2.9-7)', () => {
    const kept = { id: 'c', seq: flow, children: [{ id: 'a', seq: { choiceExit: false } }, { id: 'b' }] };
    const walk = new Walk(buildCourse([kept, { id: 'z' }]));
    expect([walk.go('start'), walk.go('exit'), walk.go('choice', 'z')]).to.deep.equal([
      'a',
      'choosing',
      'choosing SB.2.9-7',
    ]);
    expect(walk.go('choice', 'b')).to.equal('b');
  });

  it('selects and orders children by the seed, and keeps them within an attempt (SR.1, SR.2)', () => {
    const children = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id }));
    const seq = {
      ...flow,
      selectionTiming: 'once',
      selectCount: 3,
      randomizationTiming: 'onEachNewAttempt',
      randomizeChildren: true,
    } as const;
    const course = buildCourse(children, seq);
    const take = (): string[] => {
      const walk = new Walk(course);
      return [walk.go('start'), walk.go('continue'), walk.go('continue'), walk.go('continue')];
    };
    expect(take()).to.deep.equal(take());
    expect(new Set(take()).size).to.equal(4);
    expect(take().at(-1)).to.equal('ended');
    const shown = offers(course, startState(course, { globalObjectives: {}, seed: 7 }), { activityId: null }).isVisible;
    expect(Object.values(shown).filter(Boolean)).to.have.lengthOf(4);
  });
});

describe('what a player offers', () => {
  it('offers only neighbours of a cluster with constrainChoice (SB.2.9-8)', () => {
    const walk = new Walk(buildCourse([cluster('a', { constrainChoice: true }), cluster('b'), cluster('c')]));
    walk.go('start');
    expect([offered(walk, 'a2'), offered(walk, 'b2'), offered(walk, 'c1')]).to.deep.equal([true, true, false]);
  });

  it('offers nothing behind an activity that stops forward traversal, and nothing hidden (SB.2.4-1, SB.2.9-3)', () => {
    const stop = { preConditionRules: [rule('stopForwardTraversal')] };
    const hidden = { preConditionRules: [rule('hiddenFromChoice')] };
    const walk = new Walk(buildCourse([{ id: 'a' }, { id: 'h', seq: hidden }, { id: 'b', seq: stop }, { id: 'c' }]));
    walk.go('start');
    expect([offered(walk, 'b'), offered(walk, 'c'), offered(walk, 'h')]).to.deep.equal([true, false, false]);
    expect(offers(walk.course, walk.state, { activityId: 'a' }).isVisible).to.include({ h: false, c: true });
  });

  it('offers nothing inside a cluster that prevents its activation (SB.2.9-6)', () => {
    const closed = { id: 'c', seq: { flow: true, preventActivation: true }, children: [{ id: 'c1' }, { id: 'c2' }] };
    const walk = new Walk(buildCourse([{ id: 'a' }, closed]));
    walk.go('start');
    expect([offered(walk, 'c1'), offered(walk, 'c')]).to.deep.equal([false, true]);
    walk.go('continue');
    expect(offered(walk, 'c2')).to.equal(true);
  });

  it('offers Continue whenever the request is valid, Previous only where it leads somewhere', () => {
    const walk = new Walk(buildCourse([{ id: 'a' }, { id: 'b' }]));
    walk.go('start');
    const first = offers(walk.course, walk.state, { activityId: 'a' });
    expect(first).to.include({ continue: true, previous: false, exit: true, suspendAll: true });
    walk.go('continue');
    expect(offers(walk.course, walk.state, { activityId: 'b' })).to.include({ continue: true, previous: true });
  });

  it('looks at what the SCO has said so far, and changes nothing', () => {
    const skip = { preConditionRules: [rule('disabled', { condition: 'satisfied', referencedObjective: 'o' })] };
    const maps = { id: 'o', isPrimary: false };
    const course = buildCourse([
      { id: 'a', seq: { objectives: [objective(), objective({ ...maps, maps: [objectiveMap('g', 'write')] })] } },
      {
        id: 'b',
        seq: { ...skip, objectives: [objective(), objective({ ...maps, maps: [objectiveMap('g', 'read')] })] },
      },
    ]);
    const walk = new Walk(course);
    walk.go('start');
    const cmi = { 'cmi.objectives.0.id': 'o', 'cmi.objectives.0.success_status': 'passed' };
    const before = JSON.stringify(walk.state);
    expect(offers(course, walk.state, { activityId: 'a', cmi }).choice['b']).to.equal(false);
    expect(offers(course, walk.state, { activityId: 'a' }).choice['b']).to.equal(true);
    expect(JSON.stringify(walk.state)).to.equal(before);
  });
});
