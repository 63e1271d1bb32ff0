import { expect } from 'chai';
import * as fc from 'fast-check';
import { cueTexts } from '../../../static/scripts/handout/cue-texts.ts';
import { packFilm, readFilm } from '../../../static/scripts/handout/seen-film.ts';
import { packPages, readPages } from '../../../static/scripts/handout/seen-pages.ts';

describe('what was seen of a handout', () => {
  it('packs the pages that were seen, four to a digit, and reads them again', () => {
    expect(packPages({ at: 7, seen: new Set([1, 2, 5, 10]) }, 10)).to.equal('7;312');
    const pages = fc.integer({ min: 1, max: 500 });
    const seen = fc.array(fc.integer({ min: 1, max: 500 }));
    fc.assert(
      fc.property(pages, pages, seen, (count, at, all) => {
        const own = new Set(all.filter((page) => page <= count));
        const packed = packPages({ at: Math.min(at, count), seen: own }, count);
        expect(packed).to.have.length.below(140);
        expect(readPages(packed, count)).to.deep.equal({
          at: Math.min(at, count),
          seen: new Set([...own].sort((a, b) => a - b)),
        });
      }),
    );
  });

  it('begins anew where the state is nonsense, and knows no page beyond the last', () => {
    for (const text of ['', 'x', '0;', '9999;ffff', '3;zz']) {
      const { at, seen } = readPages(text, 4);
      expect(at).to.be.within(1, 4);
      expect([...seen].every((page) => page <= 4)).to.equal(true);
    }
  });

  it('joins what was played twice, and keeps the longest of many stretches', () => {
    const stretches = [
      { start: 10, end: 20 },
      { start: 0, end: 10.2 },
      { start: 30, end: 31 },
    ];
    expect(packFilm({ at: 31.04, stretches })).to.equal('31;0-20,30-31');
    expect(readFilm('31;0-20,30-31')).to.deep.equal({
      at: 31,
      stretches: [
        { start: 0, end: 20 },
        { start: 30, end: 31 },
      ],
    });
    const many = Array.from({ length: 150 }, (_, at) => ({ start: at * 10, end: at * 10 + (at < 50 ? 1 : 5) }));
    const kept = readFilm(packFilm({ at: 0, stretches: many })).stretches;
    expect(kept).to.have.length(100);
    expect(kept.every(({ start, end }) => end - start === 5)).to.equal(true);
    expect(readFilm('x;a-b,5-2,-1-4,3-Infinity')).to.deep.equal({ at: 0, stretches: [] });
  });

  it('reads the words of captions without times and marks', () => {
    const text =
      'WEBVTT\n\nNOTE made by hand\n\n1\n00:01.000 --> 00:02.000\n<v Ann>Walk\nwith me.\n\n00:03.000 --> 00:04.000\n<b></b>\n';
    expect(cueTexts(text)).to.deep.equal(['Walk with me.']);
  });
});
