import { expect } from 'chai';
import { playedShare } from '../../../static/scripts/module/played-share.ts';

describe('the share of a film that was played', () => {
  it('counts what ran, in any order, and what ran twice once', () => {
    expect(
      playedShare(
        [
          { start: 4, end: 6 },
          { start: 0, end: 5 },
        ],
        10,
      ),
    ).to.equal(0.6);
    expect(
      playedShare(
        [
          { start: 0, end: 6 },
          { start: 1, end: 2 },
        ],
        10,
      ),
    ).to.equal(0.6);
  });

  it('leaves out what was jumped over', () => {
    expect(
      playedShare(
        [
          { start: 0, end: 1 },
          { start: 9, end: 10 },
        ],
        10,
      ),
    ).to.equal(0.2);
  });

  it('is whole when a film stops just before its end, and no sooner', () => {
    expect(playedShare([{ start: 0, end: 9.6 }], 10)).to.equal(1);
    expect(playedShare([{ start: 0, end: 9.4 }], 10)).to.be.closeTo(0.94, 1e-9);
    expect(playedShare([{ start: 0, end: 0.5 }], 1)).to.equal(0.5);
  });

  it('is nothing of a film whose length is not known', () => {
    expect(playedShare([{ start: 0, end: 3 }], Number.NaN)).to.equal(0);
    expect(playedShare([{ start: 0, end: 3 }], 0)).to.equal(0);
  });
});
