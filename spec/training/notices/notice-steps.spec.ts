import { expect } from 'chai';
import { stepOn } from '../../../server/training/notices/notice-kinds.ts';

const DUE = '2027-01-29';
const LONG_AGO = '2026-01-01';

describe('the step of a day ahead', () => {
  for (const [today, days] of [
    ['2026-11-29', 'none'],
    ['2026-11-30', 60],
    ['2026-12-29', 60],
    ['2026-12-30', 30],
    ['2027-01-21', 30],
    ['2027-01-22', 7],
    ['2027-01-29', 7],
    ['2027-01-30', null],
    ['2027-02-28', null],
    ['2027-03-01', 'none'],
  ] as const) {
    it(`tells ${days === null ? 'that it is over' : String(days)} on ${today}`, () => {
      const step = stepOn(today, DUE, LONG_AGO);
      expect(step === null ? 'none' : step.days).to.equal(days);
    });
  }

  it('tells no step on the day of the assignment, which tells the due day itself', () => {
    expect(stepOn('2026-12-30', DUE, '2026-12-30')).to.equal(null);
    expect(stepOn('2026-12-30', DUE, '2026-12-29')).to.deep.equal({ days: 30 });
  });

  it('tells no step that lay before the assignment', () => {
    expect(stepOn('2027-01-10', DUE, '2027-01-09')).to.equal(null);
    expect(stepOn('2027-01-22', DUE, '2027-01-09')).to.deep.equal({ days: 7 });
    expect(stepOn('2027-01-30', DUE, '2027-01-29')).to.deep.equal({ days: null });
  });
});
