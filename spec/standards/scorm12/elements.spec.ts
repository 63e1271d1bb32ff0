import { expect } from 'chai';
import { getElement, setElement } from '../../../server/standards/scorm12/index.ts';
import { buildContext } from './support/builders.ts';

const LONG = 'x'.repeat(255);

/** Sets in order; the last verdict's error counts. */
function errorOf(...sets: readonly (readonly [string, string])[]): number {
  const context = buildContext();
  return sets.map(([element, value]) => setElement(context, element, value).error).at(-1) ?? -1;
}

describe('LMSGetValue in SCORM 1.2 (RTE 3.3.2.3)', () => {
  const gets: [string, number, string | undefined][] = [
    ['cmi.core.student_id', 0, 'officer-7'],
    ['cmi.core.entry', 0, 'ab-initio'],
    ['cmi.core.lesson_location', 0, ''],
    ['cmi._version', 0, '3.4'],
    ['cmi.core.score._children', 0, 'raw,min,max'],
    ['cmi.objectives._count', 0, '0'],
    ['cmi.interactions._count', 0, '0'],
    ['cmi.interactions.0.objectives._count', 0, '0'],
    ['cmi.launch_data._children', 202, undefined],
    ['cmi.launch_data._count', 203, undefined],
    ['cmi.core._count', 203, undefined],
    ['cmi.core.session_time', 404, undefined],
    ['cmi.core.exit', 404, undefined],
    ['cmi.interactions.0.id', 404, undefined],
    ['cmi.objectives.0.id', 201, undefined],
    ['cmi.core.none', 201, undefined],
    ['cmi.none._children', 201, undefined],
    ['cmi.core._version', 201, undefined],
    ['cmi.objectives.01.id', 201, undefined],
    ['cmi.objectives.n.id', 201, undefined],
    ['', 201, undefined],
    ['__proto__', 201, undefined],
    ['cmi', 401, undefined],
    ['cmi.core', 401, undefined],
    ['cmi.objectives.0', 401, undefined],
    ['cmi.evaluation.comments', 401, undefined],
    ['cmi.student_demographics.city', 401, undefined],
  ];
  for (const [element, error, value] of gets) {
    it(`answers ${error} for "${element}"`, () => {
      const verdict = getElement(buildContext(), element);
      expect(verdict.error).to.equal(error);
      expect(verdict.value).to.equal(value);
      if (error !== 0) expect(verdict.diagnostic).to.be.a('string').that.is.not.empty;
    });
  }
});

describe('LMSSetValue in SCORM 1.2 (RTE 3.3.2.4)', () => {
  const sets: [string, string, number][] = [
    ['cmi.core.student_id', 'x', 403],
    ['cmi.core.total_time', '00:00:01', 403],
    ['cmi.student_data.mastery_score', '1', 403],
    ['cmi.comments_from_lms', 'x', 403],
    ['cmi.core._children', 'x', 402],
    ['cmi.objectives._count', '3', 402],
    ['cmi.objectives.0.score._children', 'x', 402],
    ['cmi._version', '3', 402],
    ['cmi', 'x', 401],
    ['cmi.core', 'x', 401],
    ['cmi.core.none', 'x', 201],
    ['cmi.none._children', 'x', 201],
    ['cmi.objectives.9.id', 'x', 201],
    ['cmi.objectives.00.id', 'x', 201],
    ['cmi.interactions.5.student_response', 'x', 201],
    ['cmi.interactions.0.correct_responses.5.pattern', 'x', 201],
    ['cmi.core.lesson_location', LONG, 0],
    ['cmi.core.lesson_location', `${LONG}x`, 405],
    ['cmi.core.lesson_status', 'completed', 0],
    ['cmi.core.lesson_status', 'not attempted', 405],
    ['cmi.core.lesson_status', 'Passed', 405],
    ['cmi.objectives.0.status', 'not attempted', 0],
    ['cmi.core.score.raw', '', 0],
    ['cmi.core.score.raw', '100', 0],
    ['cmi.core.score.raw', '100.1', 405],
    ['cmi.core.score.raw', '-1', 405],
    ['cmi.core.score.raw', 'one hundred', 405],
    ['cmi.core.score.raw', '1e1', 405],
    ['cmi.core.exit', 'suspend', 0],
    ['cmi.core.exit', '', 0],
    ['cmi.core.exit', 'Suspend', 405],
    ['cmi.core.session_time', '0000:00:40.5', 0],
    ['cmi.core.session_time', '33330:30:40', 405],
    ['cmi.student_preference.audio', '-1', 0],
    ['cmi.student_preference.audio', '-2', 405],
    ['cmi.student_preference.speed', '-100', 0],
    ['cmi.student_preference.speed', '101', 405],
    ['cmi.student_preference.text', '1', 0],
    ['cmi.student_preference.text', '2', 405],
    ['cmi.student_preference.text', '', 405],
    ['cmi.objectives.0.id', 'urn:halls', 0],
    ['cmi.objectives.0.id', 'two words', 405],
    ['cmi.objectives.0.id', '', 405],
    ['cmi.interactions.0.time', '23:59:59.9', 0],
    ['cmi.interactions.0.time', '24:00:00', 405],
    ['cmi.interactions.0.type', 'likert', 0],
    ['cmi.interactions.0.type', 'other', 405],
    ['cmi.interactions.0.result', 'wrong', 0],
    ['cmi.interactions.0.result', '95.5', 0],
    ['cmi.interactions.0.result', 'incorrect', 405],
    ['cmi.interactions.0.weighting', '-90.99', 0],
    ['cmi.interactions.0.weighting', '', 405],
    ['cmi.interactions.0.latency', '00:00:07.25', 0],
    ['cmi.interactions.0.latency', 'PT7S', 405],
  ];
  for (const [element, value, error] of sets) {
    it(`answers ${error} for ${element} = "${value.slice(0, 20)}${value.length > 20 ? `… ${value.length}` : ''}"`, () => {
      const context = buildContext();
      const before = { ...context.record };
      const verdict = setElement(context, element, value);
      expect(verdict.error).to.equal(error);
      if (error === 0) expect(context.record[element]).to.equal(value);
      else expect(context.record).to.deep.equal(before);
      if (error !== 0) expect(verdict.diagnostic).to.be.a('string').that.is.not.empty;
    });
  }

  it('appends comments instead of overwriting them, up to 4,096 characters (R22)', () => {
    const context = buildContext();
    setElement(context, 'cmi.comments', 'Gate 3 sticks. ');
    setElement(context, 'cmi.comments', 'So does gate 4.');
    expect(getElement(context, 'cmi.comments').value).to.equal('Gate 3 sticks. So does gate 4.');
    expect(setElement(context, 'cmi.comments', 'x'.repeat(4096)).error).to.equal(405);
    expect(getElement(context, 'cmi.comments').value).to.equal('Gate 3 sticks. So does gate 4.');
  });

  it('limits suspend data to what the course allows, 4,096 characters unless it says more (R23)', () => {
    const context = buildContext();
    expect(setElement(context, 'cmi.suspend_data', 'x'.repeat(4096)).error).to.equal(0);
    expect(setElement(context, 'cmi.suspend_data', 'x'.repeat(4097)).error).to.equal(405);
    const wide = { ...context, limits: { suspendData: 64_000 } };
    expect(setElement(wide, 'cmi.suspend_data', 'x'.repeat(64_000)).error).to.equal(0);
  });

  it('lets no response outlive the type under which it was said, but keeps what came before any', () => {
    const context = buildContext();
    const at = 'cmi.interactions.0';
    setElement(context, `${at}.student_response`, 'two words');
    setElement(context, `${at}.type`, 'choice');
    expect(context.record).to.include({ [`${at}.student_response`]: 'two words' });
    for (const [n, pattern] of ['a', 'b'].entries()) {
      expect(setElement(context, `${at}.correct_responses.${n}.pattern`, pattern).error).to.equal(0);
    }
    setElement(context, `${at}.type`, 'sequencing');
    expect(getElement(context, `${at}.correct_responses._count`).value).to.equal('2');
    setElement(context, `${at}.type`, 'numeric');
    expect(getElement(context, `${at}.correct_responses._count`).value).to.equal('0');
    expect(context.record).not.to.have.property(`${at}.student_response`);
  });

  it('lets lists grow by one entry at a time, and counts them', () => {
    const context = buildContext();
    for (let index = 0; index < 40; index += 1) {
      expect(setElement(context, `cmi.interactions.${index + 1}.id`, 'late').error).to.equal(201);
      expect(setElement(context, `cmi.interactions.${index}.type`, 'choice').error).to.equal(0);
      expect(getElement(context, 'cmi.interactions._count').value).to.equal(String(index + 1));
    }
    setElement(context, 'cmi.interactions.3.objectives.0.id', 'halls');
    setElement(context, 'cmi.interactions.3.correct_responses.0.pattern', 'a');
    setElement(context, 'cmi.interactions.3.correct_responses.1.pattern', 'b');
    expect(getElement(context, 'cmi.interactions.3.objectives._count').value).to.equal('1');
    expect(getElement(context, 'cmi.interactions.3.correct_responses._count').value).to.equal('2');
  });

  it('reads an objective back, with blanks for what was not set', () => {
    const context = buildContext();
    setElement(context, 'cmi.objectives.0.score.raw', '40');
    expect(getElement(context, 'cmi.objectives.0.score.raw').value).to.equal('40');
    expect(getElement(context, 'cmi.objectives.0.id')).to.deep.equal({ error: 0, value: '' });
  });

  const responses: [string, string, number][] = [
    ['true-false', 't', 0],
    ['true-false', 'true', 0],
    ['true-false', '1', 0],
    ['true-false', 'yes', 405],
    ['choice', 'a', 0],
    ['choice', '{a,b,c}', 0],
    ['choice', 'Call_the_parents,Wait', 0],
    ['choice', 'a b', 405],
    ['fill-in', 'any words at all', 0],
    ['fill-in', 'x'.repeat(256), 405],
    ['numeric', '-3.5', 0],
    ['numeric', 'three', 405],
    ['likert', '3', 0],
    ['matching', '{1.c,2.a}', 0],
    ['matching', '1-c', 405],
    ['performance', 'step one, step two', 0],
    ['sequencing', 'b,a,c', 0],
    ['sequencing', 'b..a', 405],
  ];
  for (const [type, value, error] of responses) {
    it(`answers ${error} for a response "${value.slice(0, 30)}" of the type ${type} (RTE 3.4.3, CMIFeedback)`, () => {
      const first = ['cmi.interactions.0.type', type] as const;
      expect(errorOf(first, ['cmi.interactions.0.student_response', value])).to.equal(error);
      expect(errorOf(first, ['cmi.interactions.0.correct_responses.0.pattern', value])).to.equal(error);
    });
  }

  it('takes any response while the type is not known, and a blank one of every type', () => {
    expect(errorOf(['cmi.interactions.0.student_response', 'This should work'])).to.equal(0);
    for (const [type] of responses) {
      const first = ['cmi.interactions.0.type', type] as const;
      expect(errorOf(first, ['cmi.interactions.0.student_response', '']), type).to.equal(0);
    }
  });
});
