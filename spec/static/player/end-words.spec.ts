import { expect } from 'chai';
import type { StandingLine } from '../../../server/standards/index.ts';
import { endWords, type EndSaid } from '../../../static/scripts/player/end-words.ts';

const RESULT: EndSaid['result'] = {
  completion: 'completed',
  success: 'passed',
  scoreRaw: null,
  scoreScaled: null,
  scoreMin: null,
  scoreMax: null,
  progress: null,
};
const line = (title: string, isMet: boolean, ...reasons: string[]): StandingLine => ({
  title,
  isMet,
  status: isMet ? 'Complete' : 'In progress',
  reasons,
});
const said = (change: Partial<EndSaid>): EndSaid => ({
  view: { word: 'ended', endReason: 'ended' },
  result: RESULT,
  isReview: false,
  standing: null,
  ...change,
});

describe('the words of the last panel', () => {
  it('call a course complete by its own result only where nothing is assigned', () => {
    expect(endWords(said({ standing: [] }))).to.deep.equal({
      title: 'Course complete',
      words: ['This is in your record.'],
    });
    expect(endWords(said({ standing: null })).title, 'not known yet').to.equal('Course finished');
  });

  it('go by each assignment where there are some', () => {
    const both = [line('Basic 2026', true), line('In-service', false, 'engaged 12 of 40 minutes')];
    expect(endWords(said({ standing: both }))).to.deep.equal({
      title: 'Course finished',
      words: [
        'This is in your record.',
        'For “Basic 2026”: Complete.',
        'For “In-service”: In progress. engaged 12 of 40 minutes.',
      ],
    });
  });

  it('call a course complete that all assignments take for it, whatever its test said', () => {
    const failed = { ...RESULT, success: 'failed' as const };
    expect(endWords(said({ result: failed, standing: [line('No test', true)] })).title).to.equal('Course complete');
    expect(endWords(said({ result: failed, standing: [line('Test', false)] })).title).to.equal('Finished, not passed');
  });

  it('say of a review that the record is as it was', () => {
    expect(endWords(said({ isReview: true, standing: [line('Test', false)] })).title).to.equal('End of the review');
  });
});
