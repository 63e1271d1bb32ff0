import { expect } from 'chai';
import { saveWordOf, saveWords } from '../../../static/scripts/player/save-state.ts';
import type { SaveFacts } from '../../../static/scripts/player/save-state.ts';

const facts = (change: Partial<SaveFacts> = {}): SaveFacts => ({
  isDirty: false,
  waiting: 0,
  undurable: 0,
  failures: 0,
  isStoreBroken: false,
  fault: null,
  ...change,
});

describe('the save state', () => {
  it('says saved only when the server has acknowledged everything', () => {
    expect(saveWordOf(facts())).to.equal('saved');
    expect(saveWordOf(facts({ isDirty: true }))).to.equal('saving');
    expect(saveWordOf(facts({ waiting: 1, undurable: 1 }))).to.equal('saving');
    expect(saveWordOf(facts({ waiting: 1 }))).to.equal('saving');
  });

  it('says "on this device" only when sending fails and every row is durable there', () => {
    expect(saveWordOf(facts({ waiting: 2, failures: 1 }))).to.equal('device');
    expect(saveWordOf(facts({ waiting: 2, failures: 1, undurable: 1 }))).to.equal('saving');
    expect(saveWordOf(facts({ waiting: 2, failures: 1, isDirty: true }))).to.equal('saving');
  });

  it('says not saved when work can neither be sent nor kept, or is refused', () => {
    expect(saveWordOf(facts({ waiting: 1, failures: 1, undurable: 1, isStoreBroken: true }))).to.equal('failed');
    expect(saveWordOf(facts({ fault: { code: 'BODY_TOO_LARGE', words: 'Too much.' } }))).to.equal('failed');
  });

  it('is not alarmed by a broken store as long as sending works', () => {
    expect(saveWordOf(facts({ waiting: 1, undurable: 1, isStoreBroken: true }))).to.equal('saving');
    expect(saveWordOf(facts({ isStoreBroken: true }))).to.equal('saved');
  });

  it('uses the four words and no others', () => {
    const timeOf = (at: Date): string => at.toISOString().slice(11, 16);
    const at = new Date('2026-03-04T10:42:00Z');
    expect(saveWords('saving', at, timeOf)).to.equal('Saving');
    expect(saveWords('saved', at, timeOf)).to.equal('Saved 10:42');
    expect(saveWords('saved', null, timeOf)).to.equal('Saved');
    expect(saveWords('device', at, timeOf)).to.equal('On this device');
    expect(saveWords('failed', at, timeOf)).to.equal('Not saved, see why');
  });
});
