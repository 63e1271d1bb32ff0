import { expect } from 'chai';
import { correctWords, judgementWords, responseWords } from '../../server/reports/interaction-words.ts';

describe('answers in words', () => {
  it('takes the delimiters of SCORM 2004 apart (RTE 4.1.1.6)', () => {
    expect(responseWords('choice', 'ask[,]listen')).to.equal('ask, listen');
    expect(responseWords('matching', '1[.]a[,]2[.]b')).to.equal('1 with a, 2 with b');
    expect(responseWords('sequencing', 'stop[,]ask')).to.equal('stop, then ask');
    expect(responseWords('performance', 'step1[.]done[,][.]left')).to.equal('step1: done, then left');
    expect(responseWords('fill-in', '{lang=en}{case_matters=true}Miranda')).to.equal('Miranda');
  });

  it('takes the delimiters of SCORM 1.2 apart (RTE 3.4.7)', () => {
    expect(responseWords('choice', '{a,c}')).to.equal('a, c');
    expect(responseWords('matching', '1.c,2.b')).to.equal('1 with c, 2 with b');
    expect(responseWords('true-false', 't')).to.equal('True');
    expect(responseWords('true-false', '0')).to.equal('False');
  });

  it('shows the options’ texts where the version has them', () => {
    const options = [{ id: 'ask', text: 'Ask what happened' }];
    expect(responseWords('choice', 'ask[,]leave', options)).to.equal('Ask what happened, leave');
  });

  it('keeps commas inside free text', () => {
    expect(responseWords('fill-in', 'yes, of course')).to.equal('yes, of course');
  });

  it('says that there is no answer', () => {
    expect(responseWords('choice', '')).to.equal('No answer');
  });

  it('lists several right answers and ranges', () => {
    expect(correctWords('numeric', '3[:]5[|][:]1')).to.equal('3 to 5, or at most 1');
    expect(correctWords('fill-in', '')).to.equal('');
  });

  it('tells judgements of both standards', () => {
    expect(
      ['correct', 'wrong', 'incorrect', 'neutral', '0.5'].map((result) => judgementWords(result).word),
    ).to.deep.equal(['Right', 'Wrong', 'Wrong', 'Neither right nor wrong', 'Judged 0.5']);
  });
});
