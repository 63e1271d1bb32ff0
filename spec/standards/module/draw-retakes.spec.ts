import { expect } from 'chai';
import * as fc from 'fast-check';
import { drawTest, type TestBlock, type TestItem } from '../../../server/standards/module/play.ts';
import { buildTest } from './module-builder.ts';

/** Items of one objective: situations and others. */
type Row = readonly [scenario: number, knowledge: number];

function bankOf(rows: readonly Row[], total: number, scenarioShare: number): TestBlock {
  const [{ html, options }] = buildTest(1).items as [TestItem];
  const items = rows.flatMap(([scenario, knowledge], row) =>
    Array.from({ length: scenario + knowledge }, (_, at) => {
      const kind = at < scenario ? ('scenario' as const) : ('knowledge' as const);
      return { id: `b${row}-${at}`, objective: `o${row}`, kind, html, options };
    }),
  );
  return { ...buildTest(1), total, scenarioShare, items };
}

/** Tries one after the other until one repeats an item; the number before it. */
function triesWithoutRepeat(test: TestBlock, seed: string): number {
  const seen: string[] = [];
  for (let count = 0; ; count += 1) {
    const drawn = drawTest(test, `${seed} ${count}`, seen);
    if (drawn.length === 0 || drawn.some((id) => seen.includes(id))) return count;
    seen.push(...drawn);
  }
}

/** Every way to take `total` items, balanced over the objectives, at least `least` of them situations. */
function waysOf(rows: readonly Row[], total: number, least: number): Row[][] {
  let ways: Row[][] = [[]];
  for (const [scenario, knowledge] of rows) {
    const shares = Array.from({ length: (scenario + 1) * (knowledge + 1) }, (_, at): Row => {
      return [at % (scenario + 1), Math.floor(at / (scenario + 1))];
    });
    ways = ways.flatMap((way) => shares.map((share) => [...way, share]));
  }
  const sum = (way: readonly Row[]): number => way.reduce((all, [s, k]) => all + s + k, 0);
  const whole = ways.filter((way) => sum(way) === total && way.reduce((all, [s]) => all + s, 0) >= least);
  return whole.filter((way) => way.every(([s, k], at) => isBalanced(way, rows, s + k, at)));
}

/** An objective has at most one fewer than any other, unless it gave all that it has. */
function isBalanced(way: readonly Row[], rows: readonly Row[], count: number, at: number): boolean {
  const most = Math.max(...way.map(([s, k]) => s + k));
  const [scenario = 0, knowledge = 0] = rows[at] ?? [];
  return count >= most - 1 || count === scenario + knowledge;
}

/** The most tries that anybody could make without a repeat, found by trying everything. */
function mostTries(rows: readonly Row[], ways: readonly Row[][], known = new Map<string, number>()): number {
  const key = rows.join(' ');
  const before = known.get(key);
  if (before !== undefined) return before;
  const left = ways.map((way) => rows.map(([s, k], at): Row => [s - (way[at]?.[0] ?? 0), k - (way[at]?.[1] ?? 0)]));
  const possible = left.filter((row) => row.every(([s, k]) => s >= 0 && k >= 0));
  const most = possible.reduce((best, row) => Math.max(best, 1 + mostTries(row, ways, known)), 0);
  known.set(key, most);
  return most;
}

describe('retakes of a test', () => {
  const row = fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 5 })).filter(([s, k]) => s + k > 0);
  const bank = fc
    .record({
      rows: fc.array(row, { minLength: 1, maxLength: 3 }),
      total: fc.integer({ min: 1, max: 6 }),
      share: fc.constantFrom(0, 0.25, 0.3, 0.5, 0.75, 1),
      seed: fc.string(),
    })
    .filter(({ rows, total }) => rows.flat().reduce((sum, count) => sum + count, 0) >= total);

  it('repeat nothing as long as anybody could draw a try without a repeat', () => {
    fc.assert(
      fc.property(bank, ({ rows, total, share, seed }) => {
        const ways = waysOf(rows, total, Math.ceil(total * share));
        fc.pre(ways.length > 0);
        expect(triesWithoutRepeat(bankOf(rows, total, share), seed)).to.equal(mostTries(rows, ways));
      }),
      { numRuns: 400 },
    );
  });

  it('keep to the blueprint and repeat as little as it allows, whatever was seen', () => {
    fc.assert(
      fc.property(bank, fc.infiniteStream(fc.boolean()), ({ rows, total, share, seed }, coins) => {
        const test = bankOf(rows, total, share);
        const ways = waysOf(rows, total, Math.ceil(total * share));
        fc.pre(ways.length > 0);
        const seen = test.items.map(({ id }) => id).filter(() => coins.next().value);
        const drawn = drawTest(test, seed, seen).map((id) => test.items.find((item) => item.id === id));
        const countOf = (at: number, kind: string, of: readonly (TestItem | undefined)[]): number =>
          of.filter((item) => item?.objective === `o${at}` && item.kind === kind).length;
        const taken = rows.map((_, at): Row => [countOf(at, 'scenario', drawn), countOf(at, 'knowledge', drawn)]);
        expect(new Set(drawn).size).to.equal(total);
        expect(ways).to.deep.include(taken);
        const fresh = test.items.filter(({ id }) => !seen.includes(id));
        const repeats = ways.map((way) =>
          way.reduce((sum, [s, k], at) => {
            const over =
              Math.max(0, s - countOf(at, 'scenario', fresh)) + Math.max(0, k - countOf(at, 'knowledge', fresh));
            return sum + over;
          }, 0),
        );
        expect(drawn.filter((item) => seen.includes(item?.id ?? '')).length).to.equal(Math.min(...repeats));
      }),
      { numRuns: 400 },
    );
  });

  it('take any item of a bank in some try', () => {
    const rows: Row[] = [
      [3, 2],
      [2, 3],
    ];
    const test = bankOf(rows, 4, 0.5);
    const drawn = new Set(Array.from({ length: 200 }, (_, at) => drawTest(test, `seed ${at}`, [])).flat());
    expect(drawn.size).to.equal(10);
  });

  it('give a second try without a repeat for every seed: three and two situations of five, four drawn', () => {
    const test = bankOf(
      [
        [3, 2],
        [2, 3],
      ],
      4,
      0.5,
    );
    for (let at = 0; at < 500; at += 1) expect(triesWithoutRepeat(test, `seed ${at}`), `seed ${at}`).to.equal(2);
  });
});
