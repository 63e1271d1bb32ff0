import { expect } from 'chai';
import { percentOf, scoreWords, statusWords } from '../../server/reports/result-words.ts';
import { buildResult, PASSED } from '../support/report-rows.ts';

describe('results in words', () => {
  it('tells each status by a word and a shape', () => {
    const failed = buildResult({ completion: 'completed', success: 'failed' });
    const words = [
      statusWords(buildResult(), 'not started'),
      statusWords(buildResult(), 'open'),
      statusWords(PASSED, 'finished'),
      statusWords(failed, 'finished'),
      statusWords(buildResult({ completion: 'completed' }), 'finished'),
      statusWords(buildResult(), 'finished'),
    ].map(({ word, shape }) => `${word} ${shape}`);
    expect(words).to.deep.equal([
      'Not started st-open',
      'In progress st-now',
      'Passed st-done',
      'Not passed st-failed',
      'Done st-done',
      'Ended, not complete st-now',
    ]);
  });

  it('says nobody failed while the attempt still runs', () => {
    const failed = buildResult({ completion: 'incomplete', success: 'failed' });
    expect(statusWords(failed, 'open').word).to.equal('In progress');
    expect(statusWords({ ...failed, completion: 'completed' }, 'open').word).to.equal('Not passed yet');
  });

  it('keeps green for what is done', () => {
    expect(statusWords(buildResult({ completion: 'completed', success: 'failed' })).tone).to.equal('late');
    expect(statusWords(buildResult()).tone).to.equal('');
  });

  it('tells scores with their range', () => {
    expect(scoreWords(PASSED)).to.equal('92%');
    expect(scoreWords(buildResult({ scoreRaw: 18, scoreMax: 20 }))).to.equal('18 of 20');
    expect(scoreWords(buildResult({ scoreScaled: 0.876 }))).to.equal('87.6%');
    expect(scoreWords(buildResult({ scoreRaw: 7 }))).to.equal('7');
    expect(scoreWords(buildResult())).to.equal(null);
  });

  it('reads a range that does not start at 0 by its scaled score', () => {
    expect(scoreWords(buildResult({ scoreRaw: 60, scoreMin: 20, scoreMax: 100, scoreScaled: 0.5 }))).to.equal('50%');
  });

  it('bounds progress and takes a completed course as whole', () => {
    expect(percentOf(buildResult({ progress: 1.4 }), 0, 3)).to.equal(100);
    expect(percentOf(buildResult(), 1, 4)).to.equal(25);
    expect(percentOf(buildResult(), 0, 0)).to.equal(0);
    expect(percentOf(buildResult({ completion: 'completed', progress: 0.5 }), 0, 3)).to.equal(100);
  });
});
