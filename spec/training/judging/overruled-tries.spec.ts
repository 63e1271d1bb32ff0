import { expect } from 'chai';
import { judge } from '../../../server/training/judging/judge.ts';
import { buildAttempt, buildFacts, buildPolicy, exam, NO_RESULT, NOW, ownParts, tryAt } from './judged.ts';

const day = (date: number): Date => new Date(Date.UTC(2026, 10, date, 18));
const sat = (date: number, score: number | null, more: Partial<Parameters<typeof buildAttempt>[0]> = {}) =>
  buildAttempt({ attemptId: `day-${date}`, score, startedAt: day(date), finishedAt: day(date), ...more });
const test = (date: number, scores: readonly number[], more: Partial<Parameters<typeof buildAttempt>[0]> = {}) =>
  buildAttempt({
    attemptId: `day-${date}`,
    state: 'open',
    startedAt: day(date),
    finishedAt: null,
    result: { ...NO_RESULT, completion: 'incomplete' },
    parts: ownParts(2, 2),
    tries: scores.map((score, at) => tryAt((date - 1) * 24 + at, score)),
    ...more,
  });
const judged = (retests: number | null, attempts: ReturnType<typeof buildAttempt>[]) =>
  judge(buildPolicy(exam(0.8, retests)), buildFacts({ attempts }), NOW);

describe('tries of an exam whose score was given by hand', () => {
  it('counts the try where it was sat, not where somebody changed it', () => {
    const changed = sat(1, 0.5, { overruled: { score: 0.9, at: day(20), own: NO_RESULT } });
    const { outcome, reachedOn, attemptId } = judged(1, [changed, sat(5, 0.6), sat(6, 0.7)]);
    expect({ outcome, reachedOn, attemptId }).to.deep.equal({
      outcome: 'complete',
      reachedOn: '2026-11-20',
      attemptId: 'day-1',
    });
  });

  it('leaves no room for a try that came after the last one', () => {
    const changed = sat(1, 0.5, { overruled: { score: 0.6, at: day(20), own: NO_RESULT } });
    expect(judged(1, [changed, sat(5, 0.6), sat(6, 0.9)]).outcome).to.equal('not-met');
  });

  it('counts every try of an attempt that was changed', () => {
    const changed = test(1, [0.2, 0.3], { overruled: { score: 0.4, at: day(20), own: NO_RESULT } });
    const { outcome, reasons } = judged(1, [changed, test(5, [0.9])]);
    expect(outcome).to.equal('not-met');
    expect(reasons.at(-1)).to.deep.include({ code: 'tries-used-up', values: { used: 2, of: 2 } });
  });

  it('keeps the day of what was passed before somebody changed an earlier try', () => {
    const changed = sat(1, 0.5, { overruled: { score: 0.9, at: day(20), own: NO_RESULT } });
    const { reachedOn, attemptId } = judged(null, [changed, sat(5, 0.85)]);
    expect({ reachedOn, attemptId }).to.deep.equal({ reachedOn: '2026-11-05', attemptId: 'day-5' });
  });

  it('takes a score for a test that was never handed in as one try', () => {
    const given = test(1, [], { overruled: { score: 0.9, at: day(20), own: NO_RESULT } });
    expect(judged(1, [given, test(5, [0.1, 0.2])])).to.include({ outcome: 'complete', reachedOn: '2026-11-20' });
  });

  const failed = { ...NO_RESULT, completion: 'completed', success: 'failed', scoreScaled: 0.3 } as const;
  const passed = { ...failed, success: 'passed', scoreScaled: 0.9 } as const;
  const courseJudged = (own: typeof failed | typeof passed, asOf: Date) =>
    judge(
      buildPolicy(),
      buildFacts({
        attempts: [sat(1, null, { result: passed, overruled: { score: 0.9, at: day(10), own } })],
      }),
      asOf,
    );

  it('completes a failed course on the day of the change, not before', () => {
    expect(courseJudged(failed, NOW)).to.include({ outcome: 'complete', reachedOn: '2026-11-10' });
    expect(courseJudged(failed, day(5)).outcome).to.equal('in-progress');
  });

  it('keeps the day of a course that was passed before the change', () => {
    expect(courseJudged(passed, NOW)).to.include({ outcome: 'complete', reachedOn: '2026-11-01' });
    expect(courseJudged(passed, day(5)).outcome).to.equal('complete');
  });

  it('judges a day before a test was changed by its own tries', () => {
    const attempts = [test(1, [0.5], { overruled: { score: 0.9, at: day(20), own: NO_RESULT } })];
    const before = judge(buildPolicy(exam(0.8)), buildFacts({ attempts }), day(10));
    expect([before.outcome, before.score]).to.deep.equal(['in-progress', 0.5]);
  });
});
