import { expect } from 'chai';
import { array, assert, constantFrom, oneof, property, string, tuple } from 'fast-check';
import { finishSession, getElement, setElement, validateRecord } from '../../../server/standards/scorm12/index.ts';
import { buildActivity, buildContext } from './support/builders.ts';

const small = constantFrom('0', '0', '0', '1', '1', '2', '01');
const inList = (list: string, ...names: string[]) =>
  tuple(constantFrom(...names), small).map(([name, n]) => `${list}.${n}.${name}`);
const inInner = (list: string, name: string) =>
  tuple(small, small).map(([n, m]) => `cmi.interactions.${n}.${list}.${m}.${name}`);
const types = constantFrom(
  'true-false',
  'choice',
  'fill-in',
  'matching',
  'performance',
  'likert',
  'sequencing',
  'numeric',
);
const said = constantFrom('t', 'a', 'a,b', '{a,b}', '1.a,2.b', '{1.a}', '5', '-0.5', 'two words', '', 'often', 'a[,]b');
const fields = constantFrom(
  '1',
  '50',
  '',
  'passed',
  'completed',
  'failed',
  '00:00:07.25',
  '10:20:30',
  'wrong',
  'x y',
  'x',
);
const core = constantFrom(
  'cmi.core.lesson_status',
  'cmi.core.score.raw',
  'cmi.core.lesson_location',
  'cmi.core.exit',
  'cmi.core.session_time',
  'cmi.suspend_data',
  'cmi.comments',
  'cmi.student_preference.text',
  'cmi.core.student_id',
  'cmi.core',
  'cmi.core._children',
  'cmi.none',
);

const call = oneof(
  { weight: 2, arbitrary: tuple(inList('cmi.interactions', 'id'), constantFrom('i', 'i2', 'two words', '')) },
  { weight: 3, arbitrary: tuple(inList('cmi.interactions', 'type'), types) },
  { weight: 4, arbitrary: tuple(inList('cmi.interactions', 'student_response'), said) },
  { weight: 4, arbitrary: tuple(inInner('correct_responses', 'pattern'), said) },
  { weight: 1, arbitrary: tuple(inInner('objectives', 'id'), fields) },
  { weight: 2, arbitrary: tuple(inList('cmi.interactions', 'time', 'weighting', 'result', 'latency'), fields) },
  { weight: 2, arbitrary: tuple(inList('cmi.objectives', 'id', 'status', 'score.raw', 'score.min'), fields) },
  { weight: 2, arbitrary: tuple(core, oneof(fields, string({ unit: 'binary', maxLength: 12 }))) },
);
const calls = array(call, { minLength: 1, maxLength: 60, size: 'max' });

describe('what a SCO of SCORM 1.2 may say, whatever it says', () => {
  it('is taken by the server just as the browser took it, running and finished', () => {
    let accepted = 0;
    assert(
      property(calls, (made) => {
        const context = buildContext();
        for (const [name, text] of made) {
          if (setElement(context, name, text).error === 0) accepted += 1;
        }
        expect(validateRecord(context.record).rejected).to.deep.equal([]);
        const finished = finishSession(context.record, buildActivity(), 'normal');
        const judged = validateRecord(finished);
        expect(judged.rejected).to.deep.equal([]);
        expect(judged.accepted).to.deep.equal(finished);
      }),
      { numRuns: 1500 },
    );
    expect(accepted).to.be.greaterThan(2000);
  });

  it('changes nothing when it is refused, and has an error code of the standard (RTE 3.3.3)', () => {
    assert(
      property(calls, (made) => {
        const context = buildContext();
        for (const [name, text] of made) {
          const before = JSON.stringify(context.record);
          const { error } = setElement(context, name, text);
          expect([0, 201, 401, 402, 403, 405]).to.include(error);
          if (error !== 0) expect(JSON.stringify(context.record)).to.equal(before);
          expect([0, 201, 202, 203, 401, 404]).to.include(getElement(context, name).error);
        }
      }),
      { numRuns: 200 },
    );
  });
});
