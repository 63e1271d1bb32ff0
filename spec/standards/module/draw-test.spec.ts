import { expect } from 'chai';
import * as fc from 'fast-check';
import { drawTest, gradeTest, isReached, pretestItems, writePairs } from '../../../server/standards/module/play.ts';
import { buildTest, buildTestKey } from './module-builder.ts';

describe('drawing a test', () => {
  const test = buildTest();
  const items = new Map(test.items.map((item) => [item.id, item]));

  it('draws the wanted number, balanced over the objectives, with its share of situations', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const drawn = drawTest(test, seed, []).map((id) => items.get(id));
        expect(new Set(drawn).size).to.equal(10);
        expect(drawn.filter((item) => item?.kind === 'scenario').length).to.be.at.least(3);
        const counts = ['o0', 'o1', 'o2'].map((id) => drawn.filter((item) => item?.objective === id).length);
        expect(Math.max(...counts) - Math.min(...counts)).to.be.at.most(1);
      }),
    );
  });

  it('draws the same for the same seed and another for another seed', () => {
    expect(drawTest(test, 'one', [])).to.deep.equal(drawTest(test, 'one', []));
    expect(drawTest(test, 'one', [])).to.not.deep.equal(drawTest(test, 'two', []));
  });

  it('repeats nothing at a retake while the bank allows', () => {
    const first = drawTest(test, 'try 1', []);
    const second = drawTest(test, 'try 2', first);
    const third = drawTest(test, 'try 3', [...first, ...second]);
    expect(new Set([...first, ...second, ...third]).size).to.equal(30);
  });

  it('draws seen items again only when nothing else is left', () => {
    const seen = test.items.slice(0, 25).map(({ id }) => id);
    const drawn = drawTest(test, 'last', seen);
    expect(drawn.filter((id) => !seen.includes(id)).length).to.equal(5);
  });
});

describe('a pre-test of the same bank', () => {
  const pretest = { module: 'before', block: 'ask', total: 10, scenarioShare: 0.3 };
  const bank = { ...buildTest(), total: 20 };
  const before = { ...bank, total: pretest.total, scenarioShare: pretest.scenarioShare };

  it('is told again by its seed alone, from the test that follows it', () => {
    const again = pretestItems({ ...bank, pretests: [pretest] }, ({ module, block }) => `officer ${module} ${block}`);
    expect(again).to.have.length(10);
    expect(again).to.deep.equal(drawTest(before, 'officer before ask', []));
    expect(pretestItems(bank, () => 'officer')).to.deep.equal([]);
  });

  it('leaves the test items that were not seen, while the bank allows', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (first, second) => {
        const seen = drawTest(before, first, []);
        const drawn = drawTest(bank, second, seen);
        expect(drawn).to.have.length(20);
        expect(drawn.filter((id) => seen.includes(id))).to.deep.equal([]);
      }),
    );
  });
});

describe('grading a test', () => {
  const test = buildTest();
  const key = buildTestKey(test);
  const drawn = drawTest(test, 'seed', []);
  const answer = (right: number): string => writePairs(drawn.map((id, at) => [id, at < right ? 'a' : 'b'] as const));

  it('passes at the share and fails one below it', () => {
    expect(gradeTest(test, key, drawn, answer(8))).to.deep.include({ share: 0.8, result: 'correct' });
    expect(gradeTest(test, key, drawn, answer(7))).to.deep.include({ share: 0.7, result: 'incorrect' });
    expect(isReached(7, 10, 0.7)).to.equal(true);
  });

  it('sums up by objective', () => {
    const result = gradeTest(test, key, drawn, answer(10))?.test;
    expect(result?.objectives.reduce((sum, { total }) => sum + total, 0)).to.equal(10);
    expect(result?.objectives.every(({ right, total }) => right === total)).to.equal(true);
  });

  it('refuses an item that was not drawn, one left out, and an option that is none', () => {
    const other = test.items.find(({ id }) => !drawn.includes(id))?.id ?? '';
    const wrong = [
      answer(10).replace(drawn[0] ?? '', other),
      answer(10).replace(/,[^,]*$/, ''),
      answer(10).replace(':a', ':z'),
    ];
    expect(wrong.map((response) => gradeTest(test, key, drawn, response))).to.deep.equal([null, null, null]);
  });
});
