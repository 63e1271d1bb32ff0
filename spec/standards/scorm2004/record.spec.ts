import { expect } from 'chai';
import {
  finishSession,
  initialRecord,
  openApiSession,
  requestAtTerminate,
  startState,
  toProjection,
  validateRecord,
} from '../../../server/standards/scorm2004/index.ts';
import { buildActivity, buildCourse, objective, objectiveMap } from './course-builder.ts';

const LEARNER = { id: 'officer-1', name: 'Reyes, Dana' };

describe('the record of one SCO', () => {
  const maps = [objectiveMap('g', 'read')];
  const course = buildCourse([
    {
      id: 'a',
      dataFromLms: 'start=2',
      maxTimeAllowed: 'PT1H',
      completionThreshold: { completedByMeasure: true, minProgressMeasure: 0.8, progressWeight: 1 },
      seq: {
        objectives: [objective({ satisfiedByMeasure: true, minNormalizedMeasure: 0.6 }), objective({ id: 'o', maps })],
      },
    },
  ]);
  const unknown = { satisfied: null, measure: null, rawScore: null, minScore: null, maxScore: null, completed: null };
  const globals = { g: { ...unknown, satisfied: true, measure: 0.9, progressMeasure: null } };
  const state = startState(course, { globalObjectives: globals, seed: 1 });
  const open = (stored: Record<string, string> | null, mode: 'normal' | 'browse' | 'review' = 'normal') =>
    initialRecord(course, state, { activityId: 'a', learner: LEARNER, stored, mode });

  it('begins with what manifest, launch and global objectives say (RTE 4.2)', () => {
    expect(open(null)).to.include({
      'cmi.learner_name': 'Reyes, Dana',
      'cmi.entry': 'ab-initio',
      'cmi.credit': 'credit',
      'cmi.launch_data': 'start=2',
      'cmi.max_time_allowed': 'PT1H',
      'cmi.completion_threshold': '0.8',
      'cmi.scaled_passing_score': '0.6',
      'cmi.objectives.0.id': 'o',
      'cmi.objectives.0.success_status': 'passed',
      'cmi.objectives.0.score.scaled': '0.9',
    });
    expect(open(null, 'browse')).to.include({ 'cmi.credit': 'no-credit', 'cmi.mode': 'browse' });
  });

  it('goes on with what was stored, under the newer word of global objectives (RTE 4.2.6)', () => {
    const stored = {
      'cmi.exit': 'suspend',
      'cmi.location': '4',
      'cmi.total_time': 'PT5M',
      'cmi.objectives.0.id': 'own',
      'cmi.objectives.1.id': 'o',
      'cmi.objectives.1.success_status': 'failed',
      'cmi.learner_name': 'Someone, Else',
    };
    const record = open(stored);
    expect(record).to.include({ 'cmi.entry': 'resume', 'cmi.location': '4', 'cmi.total_time': 'PT5M' });
    expect(record).to.include({ 'cmi.objectives.1.success_status': 'passed', 'cmi.learner_name': 'Reyes, Dana' });
    expect(record).to.not.have.property('cmi.exit');
    expect(open(stored, 'review')['cmi.entry']).to.equal('');
  });

  it('adds the session to the total once, and keeps no name (RTE 4.2.25)', () => {
    const record = {
      ...open(null),
      'cmi.total_time': 'PT50M',
      'cmi.session_time': 'PT15M30.5S',
      'cmi.exit': 'suspend',
    };
    const kept = finishSession(record);
    expect(kept).to.deep.equal({
      'cmi.exit': 'suspend',
      'cmi.objectives.0.id': 'o',
      'cmi.objectives.0.success_status': 'passed',
      'cmi.objectives.0.score.scaled': '0.9',
      'cmi.total_time': 'PT1H5M30.5S',
    });
    expect(finishSession(kept)).to.deep.equal(kept);
  });

  it('carries out what the SCO asked for at Terminate, and leaves at a time-out (SN 5.6.4, RTE 4.2.8)', () => {
    expect(requestAtTerminate({})).to.equal(null);
    expect(requestAtTerminate({ 'adl.nav.request': '_none_', 'cmi.exit': 'suspend' })).to.equal(null);
    expect(requestAtTerminate({ 'adl.nav.request': 'continue' })).to.deep.equal({ type: 'continue' });
    expect(requestAtTerminate({ 'adl.nav.request': '{target= b }choice' })).to.deep.equal({
      type: 'choice',
      target: 'b',
    });
    expect(requestAtTerminate({ 'cmi.exit': 'time-out' })).to.deep.equal({ type: 'exitAll' });
    expect(requestAtTerminate({ 'adl.nav.request': 'toString' })).to.equal(null);
  });
});

describe("the server's check of a record", () => {
  const rules = { edition: '2004-4th', activity: buildActivity({ id: 'a' }), limits: { suspendData: 64_000 } } as const;

  it('takes a good record as it is, whatever the order of its elements', () => {
    const record = {
      'cmi.interactions.1.learner_response': 'b',
      'cmi.interactions.1.type': 'choice',
      'cmi.interactions.1.id': 'q2',
      'cmi.interactions.0.id': 'q1',
      'cmi.total_time': 'PT5M',
      'cmi.score.scaled': '0.8',
    };
    const { accepted, rejected } = validateRecord(record, rules);
    expect(rejected).to.deep.equal([]);
    expect(accepted).to.deep.equal(record);
  });

  it('sets a bad element aside alone, with the reason (RTE 3.1.7)', () => {
    const record = { 'cmi.score.scaled': '7', 'cmi.completion_status': 'done', 'cmi.location': '3', 'cmi.hack': '1' };
    const { accepted, rejected } = validateRecord(record, rules);
    expect(accepted).to.deep.equal({ 'cmi.location': '3' });
    expect(rejected.map((one) => [one.element, one.error])).to.deep.equal([
      ['cmi.score.scaled', 407],
      ['cmi.completion_status', 406],
      ['cmi.hack', 401],
    ]);
  });

  it("uses the manifest's thresholds and drops what belongs to the launch", () => {
    const activity = buildActivity({
      id: 'a',
      seq: { objectives: [objective({ satisfiedByMeasure: true, minNormalizedMeasure: 0.7 })] },
    });
    const forged = {
      'cmi.scaled_passing_score': '0',
      'cmi.learner_name': 'x',
      'cmi.success_status': 'passed',
      'cmi.score.scaled': '0.1',
    };
    const { accepted, rejected } = validateRecord(forged, { ...rules, activity });
    expect(rejected).to.deep.equal([]);
    expect(accepted).to.deep.equal({
      'cmi.success_status': 'passed',
      'cmi.score.scaled': '0.1',
      'cmi.scaled_passing_score': '0.7',
    });
    expect(toProjection(accepted).success).to.equal('failed');
  });

  it('projects interactions and objectives to rows', () => {
    const { accepted } = validateRecord(
      {
        'cmi.objectives.0.id': 'o',
        'cmi.objectives.0.score.raw': '8',
        'cmi.interactions.0.id': 'q1',
        'cmi.interactions.0.type': 'choice',
        'cmi.interactions.0.correct_responses.0.pattern': 'a',
        'cmi.interactions.0.correct_responses.1.pattern': 'b',
        'cmi.interactions.0.objectives.0.id': 'o',
        'cmi.interactions.0.latency': 'PT2.5S',
        'cmi.interactions.0.weighting': '2',
        'cmi.session_time': 'PT1M',
      },
      rules,
    );
    const projection = toProjection(accepted);
    expect(projection).to.include({ completion: 'unknown', sessionTimeMs: 60_000, totalTimeMs: 0 });
    expect(projection.objectives[0]).to.include({ id: 'o', scoreRaw: 8, success: 'unknown' });
    expect(projection.interactions[0]).to.deep.include({
      id: 'q1',
      correctResponse: 'a[|]b',
      latencyMs: 2500,
      weighting: 2,
      objectiveIds: ['o'],
    });
  });
});

describe('a communication session (RTE 3.1)', () => {
  it('goes from Initialize to Terminate, once each, and names every misuse', () => {
    const log: string[] = [];
    const api = openApiSession({
      get: () => ({ error: 0, value: 'v' }),
      set: (_element, value) => (value === '1' ? { error: 0 } : { error: 406, diagnostic: 'no number' }),
      begin: () => log.push('begin'),
      commit: () => log.push('commit'),
      end: () => log.push('end'),
    });
    const call = (name: 'Initialize' | 'Terminate' | 'Commit', argument = ''): string =>
      `${api[name](argument)} ${api.GetLastError()}`;
    expect([call('Commit'), call('Terminate'), call('Initialize', 'x')]).to.deep.equal([
      'false 142',
      'false 112',
      'false 201',
    ]);
    expect([api.GetValue('x'), api.GetLastError(), api.SetValue('x', '1')]).to.deep.equal(['', '122', 'false']);
    expect([call('Initialize'), call('Initialize'), call('Commit')]).to.deep.equal(['true 0', 'false 103', 'true 0']);
    expect([api.SetValue('x', 1), api.SetValue('x', '2'), api.GetLastError()]).to.deep.equal(['true', 'false', '406']);
    expect([api.GetErrorString('406'), api.GetDiagnostic('406')]).to.deep.equal([
      'Data Model Element Type Mismatch',
      'no number',
    ]);
    expect([call('Terminate'), call('Terminate'), call('Initialize')]).to.deep.equal([
      'true 0',
      'false 113',
      'false 104',
    ]);
    expect(api.GetErrorString('nonsense')).to.equal('');
    expect(log).to.deep.equal(['begin', 'commit', 'end']);
  });
});
