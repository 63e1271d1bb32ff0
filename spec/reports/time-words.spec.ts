import { expect } from 'chai';
import {
  answerTimeWords,
  clockWords,
  countWords,
  dateWords,
  dayWords,
  durationWords,
  momentWords,
  savedWords,
  secondWords,
} from '../../server/reports/time-words.ts';
import { NOW } from '../support/report-rows.ts';

describe('time in words', () => {
  it('tells the clock in the agency’s time zone', () => {
    const at = new Date('2026-11-23T16:42:07Z');
    expect(clockWords(at, NOW)).to.equal('10:42');
    expect(secondWords(at, NOW)).to.equal('10:42:07');
    expect(momentWords(at, NOW)).to.equal('Nov 23, 2026, 10:42');
  });

  it('tells midnight as 00, not as 24', () => {
    expect(clockWords(new Date('2026-11-23T06:05:00Z'), NOW)).to.equal('00:05');
  });

  it('counts days by the agency’s calendar, not by 24 hours', () => {
    // 23:30 on the evening before in Chicago is the same UTC day as now.
    expect(dayWords(new Date('2026-11-23T05:30:00Z'), NOW)).to.equal('yesterday');
    expect(dayWords(new Date('2026-11-23T06:30:00Z'), NOW)).to.equal('today');
    expect(dayWords(new Date('2026-11-18T16:00:00Z'), NOW)).to.equal('on Wednesday');
    expect(dayWords(new Date('2026-11-16T16:00:00Z'), NOW)).to.equal('on Nov 16');
  });

  it('counts days over the end of daylight saving', () => {
    const monday = { now: new Date('2026-11-02T18:00:00Z'), timeZone: 'America/Chicago' };
    expect(dayWords(new Date('2026-10-31T17:00:00Z'), monday)).to.equal('on Saturday');
    expect(dayWords(new Date('2026-11-01T05:30:00Z'), monday)).to.equal('yesterday');
  });

  it('names the year when it is another one', () => {
    expect(dateWords(new Date('2026-02-03T16:00:00Z'), NOW)).to.equal('Feb 3');
    expect(dateWords(new Date('2025-02-03T16:00:00Z'), NOW)).to.equal('Feb 3, 2025');
  });

  it('says when the work was saved', () => {
    expect(savedWords(new Date('2026-11-23T16:42:00Z'), NOW)).to.equal('Saved 10:42');
    expect(savedWords(new Date('2026-11-22T16:42:00Z'), NOW)).to.equal('Saved yesterday, 10:42');
    expect(savedWords(new Date('2026-11-18T16:42:00Z'), NOW)).to.equal('Saved Nov 18, 10:42');
  });

  it('tells durations in minutes and hours', () => {
    expect([0, 59_999, 60_000, 38 * 60_000, 66 * 60_000].map((ms) => durationWords(ms))).to.deep.equal([
      '0 min',
      'under 1 min',
      '1 min',
      '38 min',
      '1 h 06',
    ]);
    expect([8400, 125_000].map(answerTimeWords)).to.deep.equal(['8 s', '2 min 05 s']);
  });

  it('counts one and many', () => {
    expect([countWords(1, 'part'), countWords(3, 'part'), countWords(2, 'person', 'people')]).to.deep.equal([
      '1 part',
      '3 parts',
      '2 people',
    ]);
  });
});
