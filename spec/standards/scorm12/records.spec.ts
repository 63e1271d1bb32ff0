import { expect } from 'chai';
import * as fc from 'fast-check';
import type { CmiRecord } from '../../../server/standards/runtime-record.ts';
import {
  finishSession,
  getElement,
  initialRecord,
  setElement,
  STATUS_RULE,
  toProjection,
  validateRecord,
} from '../../../server/standards/scorm12/index.ts';
import { buildActivity, buildContext, LEARNER } from './support/builders.ts';

const SESSION: readonly (readonly [string, string])[] = [
  ['cmi.core.lesson_status', 'passed'],
  ['cmi.core.score.raw', '85'],
  ['cmi.core.score.min', '0'],
  ['cmi.core.score.max', '100'],
  ['cmi.core.lesson_location', 'p7'],
  ['cmi.core.exit', 'suspend'],
  ['cmi.core.session_time', '00:10:00'],
  ['cmi.suspend_data', 'a=1'],
  ['cmi.comments', 'Clear. '],
  ['cmi.interactions.0.id', 'q1'],
  ['cmi.interactions.0.type', 'choice'],
  ['cmi.interactions.0.objectives.0.id', 'halls'],
  ['cmi.interactions.0.correct_responses.0.pattern', 'a'],
  ['cmi.interactions.0.correct_responses.1.pattern', 'b'],
  ['cmi.interactions.0.student_response', 'a'],
  ['cmi.interactions.0.result', 'correct'],
  ['cmi.interactions.0.weighting', '2'],
  ['cmi.interactions.0.latency', '00:00:07.25'],
  ['cmi.interactions.0.time', '10:42:07'],
  ['cmi.objectives.0.id', 'halls'],
  ['cmi.objectives.0.status', 'failed'],
  ['cmi.objectives.0.score.raw', '40'],
];

function playedRecord(): CmiRecord {
  const context = buildContext();
  for (const [element, value] of SESSION) expect(setElement(context, element, value).error, element).to.equal(0);
  return context.record;
}

describe('the projection of a SCORM 1.2 record', () => {
  it('reads out everything that the tables hold', () => {
    expect(toProjection(playedRecord())).to.deep.equal({
      completion: 'completed',
      success: 'passed',
      scoreRaw: 85,
      scoreMin: 0,
      scoreMax: 100,
      scoreScaled: 0.85,
      progress: 1,
      location: 'p7',
      exit: 'suspend',
      suspendData: 'a=1',
      totalTimeMs: 600_000,
      sessionTimeMs: 600_000,
      interactions: [
        {
          index: 0,
          id: 'q1',
          type: 'choice',
          description: '',
          learnerResponse: 'a',
          correctResponse: 'a[|]b',
          result: 'correct',
          weighting: 2,
          latencyMs: 7250,
          time: '10:42:07',
          objectiveIds: ['halls'],
        },
      ],
      objectives: [
        {
          index: 0,
          id: 'halls',
          description: '',
          completion: 'completed',
          success: 'failed',
          scoreRaw: 40,
          scoreMin: null,
          scoreMax: null,
          scoreScaled: 0.4,
          progress: null,
        },
      ],
    });
  });

  it('counts the time of the running session once, before and after it is finished', () => {
    const record = playedRecord();
    const ended = toProjection(finishSession(record, buildActivity(), 'normal'));
    expect(ended).to.include({ totalTimeMs: 600_000, sessionTimeMs: 0 });
  });

  it('takes a SCO that has said something without a status for incomplete', () => {
    expect(toProjection(buildContext().record).completion).to.equal('not attempted');
    const context = buildContext();
    setElement(context, 'cmi.core.lesson_location', 'p2');
    expect(toProjection(context.record).completion).to.equal('incomplete');
  });
});

describe("the server's check of a SCORM 1.2 record", () => {
  it('accepts whatever the data model let a SCO set, and drops what the LMS itself put there', () => {
    const record = playedRecord();
    const { accepted, rejected } = validateRecord(record);
    expect(rejected).to.deep.equal([]);
    expect(accepted).to.include(Object.fromEntries(SESSION));
    expect(Object.keys(accepted)).to.have.length(SESSION.length + 5); // total time and four preferences
    expect(accepted).not.to.have.any.keys('cmi.core.student_id', 'cmi.core.student_name', 'cmi.launch_data');
  });

  it('sets a bad element alone aside, with its error and the reason', () => {
    const { accepted, rejected } = validateRecord({
      'cmi.core.lesson_status': 'outstanding',
      'cmi.core.score.raw': '250',
      'cmi.core.lesson_location': 'p7',
      'cmi.core.total_time': '9 hours',
      'cmi.suspend_data': 'x'.repeat(4097),
      'cmi.interactions.7.id': 'q7',
      'cmi.core.credit': 'credit',
      'cmi.unheard.of': '1',
      [STATUS_RULE]: 'because',
    });
    expect(accepted).to.deep.equal({ 'cmi.core.lesson_location': 'p7' });
    expect(rejected.map(({ element, error }) => `${error} ${element}`)).to.deep.equal([
      '405 cmi.core.lesson_status',
      '405 cmi.core.score.raw',
      '403 cmi.core.total_time',
      '405 cmi.suspend_data',
      '201 cmi.interactions.7.id',
      '201 cmi.unheard.of',
      `201 ${STATUS_RULE}`,
    ]);
    for (const { reason } of rejected) expect(reason).to.be.a('string').that.is.not.empty;
  });

  it('keeps the mark of a status that the SCO did not set itself, and loses it when the SCO sets one', () => {
    const ended = finishSession(buildContext().record, buildActivity(), 'normal');
    expect(validateRecord(ended).accepted[STATUS_RULE]).to.equal('no-status');
    const record = initialRecord(buildActivity(), LEARNER, 'normal', ended);
    setElement({ record, limits: { suspendData: 4096 } }, 'cmi.core.lesson_status', 'incomplete');
    expect(finishSession(record, buildActivity(), 'normal')).not.to.have.property(STATUS_RULE);
  });

  it('never throws, accepts only what it accepts again, and lets every accepted element be read or stay unread by rule', () => {
    const element = fc.oneof(
      fc.constantFrom(...SESSION.map(([name]) => name), 'cmi', 'cmi.core', 'cmi.core._children', '__proto__', 'lms.x'),
      fc.string(),
    );
    const value = fc.oneof(fc.constantFrom(...SESSION.map(([, text]) => text), ''), fc.string());
    fc.assert(
      fc.property(fc.array(fc.tuple(element, value), { maxLength: 30 }), (pairs) => {
        const { accepted } = validateRecord(Object.fromEntries(pairs));
        expect(validateRecord(accepted)).to.deep.equal({ accepted, rejected: [] });
        const context = { record: accepted, limits: { suspendData: 4096 } };
        for (const name of Object.keys(accepted)) {
          if (name.startsWith('cmi.')) expect(getElement(context, name).error).to.be.oneOf([0, 404]);
        }
        expect(() => toProjection(accepted)).not.to.throw();
      }),
    );
  });
});
