import { expect } from 'chai';
import type { CmiRecord } from '../../../server/standards/runtime-record.ts';
import { rollup12, toProjection } from '../../../server/standards/scorm12/index.ts';
import { buildActivity, buildCourse } from './support/builders.ts';

const rollup = (records: Record<string, CmiRecord>, course = buildCourse(a, b)) =>
  rollup12(
    course,
    Object.fromEntries(Object.entries(records).map(([identifier, record]) => [identifier, toProjection(record)])),
  );
const a = buildActivity({ identifier: 'a' });
const b = buildActivity({ identifier: 'b' });
const sco = (status: string, raw?: string): CmiRecord => ({
  'cmi.core.lesson_status': status,
  ...(raw !== undefined && { 'cmi.core.score.raw': raw }),
});

describe('the result of a SCORM 1.2 course', () => {
  it('is not attempted, without score, while nothing was begun', () => {
    expect(rollup({})).to.deep.equal({
      completion: 'not attempted',
      success: 'unknown',
      scoreScaled: null,
      scoreRaw: null,
      scoreMin: null,
      scoreMax: null,
      progress: 0,
    });
  });

  it('is incomplete until every SCO is completed, passed or failed', () => {
    expect(rollup({ a: sco('passed', '90') })).to.include({
      completion: 'incomplete',
      success: 'unknown',
      progress: 0.5,
    });
    expect(rollup({ a: sco('passed'), b: sco('incomplete') }).completion).to.equal('incomplete');
    expect(rollup({ a: sco('passed'), b: sco('browsed') }).completion).to.equal('incomplete');
    expect(rollup({ a: sco('completed'), b: sco('completed') })).to.include({
      completion: 'completed',
      success: 'unknown',
      progress: 1,
    });
  });

  it('is passed when it is completed and every SCO that can pass has passed', () => {
    expect(rollup({ a: sco('passed'), b: sco('completed') })).to.include({
      completion: 'completed',
      success: 'passed',
    });
    const withExam = buildCourse(a, buildActivity({ identifier: 'b', masteryScore: 80 }));
    expect(rollup({ a: sco('passed'), b: sco('completed') }, withExam).success).to.equal('unknown');
  });

  it('is failed as soon as one SCO is failed', () => {
    expect(rollup({ a: sco('failed') })).to.include({ completion: 'incomplete', success: 'failed' });
    expect(rollup({ a: sco('failed'), b: sco('passed') })).to.include({ completion: 'completed', success: 'failed' });
  });

  it('has the score of the one SCO with a score as that SCO told it', () => {
    const one = { ...sco('passed', '8'), 'cmi.core.score.max': '10', 'cmi.core.score.min': '0' };
    expect(rollup({ a: one, b: sco('completed') })).to.include({
      scoreRaw: 8,
      scoreMin: 0,
      scoreMax: 10,
      scoreScaled: 0.8,
    });
  });

  it('has the mean of several scores, each on its own scale', () => {
    const small = { ...sco('passed', '8'), 'cmi.core.score.max': '10' };
    expect(rollup({ a: small, b: sco('passed', '55') })).to.include({
      scoreScaled: 0.675,
      scoreRaw: 67.5,
      scoreMin: 0,
      scoreMax: 100,
    });
  });

  it('counts a score of 0 and not a blank one', () => {
    expect(rollup({ a: sco('failed', '0'), b: sco('completed', '') })).to.include({ scoreRaw: 0, scoreScaled: 0 });
  });

  it('counts every activity with content once, however deep', () => {
    const nested = buildCourse(buildActivity({ identifier: 'g', children: [a, b] }));
    expect(rollup({ a: sco('completed') }, nested).progress).to.equal(0.5);
  });
});
