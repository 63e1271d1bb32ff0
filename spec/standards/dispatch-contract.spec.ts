import { expect } from 'chai';
import {
  counts,
  countingSummary,
  heals,
  isSameOutcome,
  scoreOf,
  statusOf12,
  STATUS_MAPPINGS,
  type DispatchSummary,
} from '../../server/standards/dispatch-contract.ts';

const summary = (
  attempt: number,
  version: number,
  word: string,
  scoreScaled: number | null = null,
): DispatchSummary => {
  const outcomes: Record<string, Pick<DispatchSummary, 'completion' | 'success'>> = {
    begun: { completion: 'incomplete', success: 'unknown' },
    completed: { completion: 'completed', success: 'unknown' },
    failed: { completion: 'completed', success: 'failed' },
    passed: { completion: 'completed', success: 'passed' },
  };
  const outcome = outcomes[word];
  if (outcome === undefined) throw new Error(word);
  return { attempt, version, ...outcome, scoreScaled, scoreRaw: scoreScaled === null ? null : scoreScaled * 100 };
};

describe('what SCORM 1.2 hears (RTE 3.4.4)', () => {
  const table: [completion: DispatchSummary['completion'], success: DispatchSummary['success'], words: string[]][] = [
    // success, completion, until-passed
    ['completed', 'passed', ['passed', 'completed', 'passed']],
    ['incomplete', 'passed', ['passed', 'completed', 'passed']],
    ['completed', 'failed', ['failed', 'completed', 'incomplete']],
    ['incomplete', 'failed', ['failed', 'completed', 'incomplete']],
    ['completed', 'unknown', ['completed', 'completed', 'completed']],
    ['incomplete', 'unknown', ['incomplete', 'incomplete', 'incomplete']],
    ['not attempted', 'unknown', ['incomplete', 'incomplete', 'incomplete']],
    ['unknown', 'unknown', ['incomplete', 'incomplete', 'incomplete']],
    ['unknown', 'passed', ['passed', 'completed', 'passed']],
  ];
  for (const [completion, success, words] of table) {
    it(`says ${words.join(', ')} for ${completion} and ${success}`, () => {
      expect(STATUS_MAPPINGS.map((mapping) => statusOf12({ completion, success }, mapping))).to.deep.equal(words);
    });
  }
});

describe('the score that an LMS is told', () => {
  const table: [scoreScaled: number | null, scoreRaw: number | null, score: number | null][] = [
    [0.9, 18, 90],
    [0, null, 0],
    [1, null, 100],
    [0.123456, null, 12.35],
    [null, 73, 73],
    [null, 450, null],
    [-0.5, 20, null],
    [null, null, null],
  ];
  for (const [scoreScaled, scoreRaw, score] of table) {
    it(`is ${score} of ${scoreScaled} and ${scoreRaw}`, () => {
      expect(scoreOf({ scoreScaled, scoreRaw })).to.equal(score);
    });
  }
});

describe('the summary that counts', () => {
  it('follows an attempt wherever it goes', () => {
    expect(counts(null, summary(1, 1, 'begun'))).to.equal(true);
    expect(counts(summary(1, 5, 'passed', 0.9), summary(1, 6, 'failed', 0.2))).to.equal(true);
  });

  it('loses nothing to another attempt that is worth less', () => {
    const passed = summary(1, 5, 'passed', 0.8);
    for (const word of ['begun', 'failed', 'completed'])
      expect(counts(passed, summary(2, 1, word, 1)), word).to.equal(false);
    expect(counts(passed, summary(2, 1, 'passed', 0.7))).to.equal(false);
    expect(counts(passed, summary(2, 1, 'passed', 0.9))).to.equal(true);
    expect(counts(summary(1, 5, 'failed', 0.2), summary(2, 1, 'begun'))).to.equal(false);
    expect(counts(summary(1, 5, 'failed', 0.2), summary(2, 1, 'failed', 0.3))).to.equal(true);
    expect(counts(summary(1, 5, 'begun'), summary(2, 1, 'begun'))).to.equal(true);
    expect(counts(summary(2, 1, 'begun'), summary(1, 5, 'begun'))).to.equal(false);
    expect(counts(summary(2, 1, 'begun'), summary(1, 5, 'failed'))).to.equal(true);
  });

  it('is the best that is done of all attempts, else the last', () => {
    const [failed, passed, begun] = [
      summary(1, 9, 'failed', 0.4),
      summary(2, 9, 'passed', 0.8),
      summary(3, 1, 'begun'),
    ];
    expect(countingSummary([])).to.equal(null);
    expect(countingSummary([failed, passed, begun])).to.equal(passed);
    expect(countingSummary([failed, begun])).to.equal(failed);
    expect(countingSummary([summary(1, 1, 'begun'), begun])).to.equal(begun);
  });

  it('heals what was lost, and takes back no word that has not reached the server', () => {
    const told = summary(1, 5, 'passed', 0.9);
    expect(heals(null, summary(1, 1, 'begun'))).to.equal(true);
    expect(heals(summary(1, 3, 'begun'), summary(1, 5, 'passed'))).to.equal(true);
    expect(heals(told, summary(1, 5, 'begun'))).to.equal(false);
    expect(heals(told, summary(1, 4, 'begun'))).to.equal(false);
    // The server has judged later, and otherwise.
    expect(heals(told, summary(1, 6, 'failed', 0.2))).to.equal(true);
    expect(heals(told, summary(2, 9, 'failed', 0.2))).to.equal(false);
    expect(heals(told, summary(2, 9, 'passed', 1))).to.equal(true);
  });

  it('tells counters from outcomes', () => {
    expect(isSameOutcome(summary(1, 1, 'passed', 0.9), summary(1, 8, 'passed', 0.9))).to.equal(true);
    expect(isSameOutcome(summary(1, 1, 'passed', 0.9), summary(1, 8, 'passed', 0.8))).to.equal(false);
    expect(isSameOutcome(summary(1, 1, 'begun'), summary(1, 1, 'completed'))).to.equal(false);
  });
});
