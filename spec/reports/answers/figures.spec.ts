import { expect } from 'chai';
import type { ScenarioBlock } from '../../../server/standards/module/index.ts';
import { countDropOff } from '../../../server/reports/answers/drop-off.ts';
import { firstOnly, type GivenAnswer } from '../../../server/reports/answers/given-answer.ts';
import { analyseItems } from '../../../server/reports/answers/item-analysis.ts';
import { measureObjectives } from '../../../server/reports/answers/mastery.ts';
import { mapPaths } from '../../../server/reports/answers/path-map.ts';

/** Right and wrong of six people at four items, by hand; `d` is the one that the best get wrong. */
const SHEET: Readonly<Record<string, string>> = {
  ann: '1110',
  bob: '1110',
  cat: '1101',
  dan: '1001',
  eve: '0001',
  fay: '0000',
};
const ITEMS = ['a', 'b', 'c', 'd'];

function answersOf(sheet: Readonly<Record<string, string>>): GivenAnswer[] {
  return Object.entries(sheet).flatMap(([sitting, row]) =>
    row.split('').flatMap((mark, at) =>
      mark === '-'
        ? []
        : [
            {
              attempt: sitting,
              sitting,
              item: ITEMS[at] ?? '',
              chosen: [mark === '1' ? 'right' : `wrong-${sitting < 'd' ? 'near' : 'far'}`],
              share: Number(mark),
              latencyMs: (at + 1) * 1000 + sitting.charCodeAt(0),
            },
          ],
    ),
  );
}

/** The textbook's own form, `(M1 - M0) / s * sqrt(p q)` over the rest scores: another way than the one that is tested. */
function pointBiserial(sheet: Readonly<Record<string, string>>, at: number): number {
  const rows = Object.values(sheet).map((row) => row.split('').map(Number));
  const rest = rows.map((row) => row.reduce((sum, one) => sum + one, 0) - (row[at] ?? 0));
  const right = rest.filter((_one, row) => rows[row]?.[at] === 1);
  const wrong = rest.filter((_one, row) => rows[row]?.[at] === 0);
  const meanOf = (list: number[]) => list.reduce((sum, one) => sum + one, 0) / list.length;
  const spread = Math.sqrt(meanOf(rest.map((one) => one * one)) - meanOf(rest) ** 2);
  const share = right.length / rows.length;
  return ((meanOf(right) - meanOf(wrong)) / spread) * Math.sqrt(share * (1 - share));
}

describe('figures of items', () => {
  it('tells the share right, the time and the texts that were taken', () => {
    const figures = new Map(analyseItems(answersOf(SHEET)).map((one) => [one.item, one]));
    expect(ITEMS.map((item) => figures.get(item)?.shareRight)).to.deep.equal([4 / 6, 3 / 6, 2 / 6, 3 / 6]);
    expect(figures.get('d')?.chosen).to.deep.equal([
      { response: 'right', count: 3 },
      { response: 'wrong-near', count: 2 },
      { response: 'wrong-far', count: 1 },
    ]);
    const times = Object.keys(SHEET).map((name) => 2000 + name.charCodeAt(0));
    expect(figures.get('b')?.medianMs).to.equal(((times[2] ?? 0) + (times[3] ?? 0)) / 2);
  });

  it('correlates each item with the rest of the sitting, without itself, as the textbook does', () => {
    const figures = new Map(analyseItems(answersOf(SHEET)).map((one) => [one.item, one.discrimination]));
    for (const [at, item] of ITEMS.entries()) {
      expect(figures.get(item), item).to.be.closeTo(pointBiserial(SHEET, at), 1e-9);
    }
    expect(figures.get('d')).to.be.below(0);
    expect(figures.get('a')).to.be.above(0.5);
  });

  it('says nothing of discrimination where all are alike, where there is no rest, and below five', () => {
    const alike = analyseItems(answersOf({ a: '11', b: '10', c: '11', d: '10', e: '11' }));
    expect(alike.map(({ discrimination }) => discrimination)).to.deep.equal([null, null]);
    const alone = analyseItems(answersOf({ a: '1', b: '0', c: '1', d: '0', e: '1' }));
    expect(alone[0]?.discrimination).to.equal(null);
    const [a] = analyseItems([...answersOf(SHEET), ...answersOf({ g: '1', h: '1', i: '1' })]);
    expect(a?.answers).to.equal(9);
    expect(a?.discrimination).to.be.closeTo(pointBiserial(SHEET, 0), 1e-9);
    const { fay: _fay, eve: _eve, ...four } = SHEET;
    expect(analyseItems(answersOf(four)).map(({ discrimination }) => discrimination)).to.deep.equal(
      ITEMS.map(() => null),
    );
  });

  it('compares with the share of what was answered, so that who drew fewer items is not worse', () => {
    const drawn = analyseItems(answersOf({ a: '11-1', b: '111-', c: '10-0', d: '0-00', e: '0100' }));
    const rest = [1, 1, 0, 0, 1 / 3];
    const right = [1, 1, 1, 0, 0];
    const meanOf = (list: number[]) => list.reduce((sum, one) => sum + one, 0) / list.length;
    const product = meanOf(rest.map((one, at) => one * (right[at] ?? 0))) - meanOf(rest) * meanOf(right);
    const spread = (list: number[]) => Math.sqrt(meanOf(list.map((one) => one * one)) - meanOf(list) ** 2);
    const found = drawn.find(({ item }) => item === 'a')?.discrimination;
    expect(found).to.be.closeTo(product / (spread(rest) * spread(right)), 1e-9);
  });

  it('counts the first answer of an attempt alone', () => {
    const one = { attempt: 's', sitting: 's 1', item: 'a', chosen: ['x'], share: 0, latencyMs: null };
    expect(
      firstOnly([one, { ...one, sitting: 's 2', share: 1 }, { ...one, attempt: 't' }]).map(({ share }) => share),
    ).to.deep.equal([0, 0]);
  });
});

const choice = (id: string, goto: string, when?: { has: string[] }) => ({
  id,
  say: '',
  do: id,
  set: id === 'ask' ? ['asked'] : [],
  goto: id === 'wait' ? [{ when: { has: ['asked'] }, goto: 'calm' }, { goto }] : [{ goto }],
  ...(when && { when }),
});
const decision = (choices: object[]) => ({
  title: '',
  speaker: '',
  scene: '',
  html: '',
  asides: [],
  prompt: '',
  seconds: null,
  late: null,
  choices,
});
const ending = { title: '', html: '', isEnd: true };
const SCENARIO = {
  id: 'fight',
  type: 'scenario',
  title: '',
  objective: 'o',
  html: '',
  start: 'door',
  points: 1,
  with: null,
  nodes: {
    door: decision([choice('ask', 'hall'), choice('cuff', 'bad'), choice('stay', 'door')]),
    hall: decision([choice('wait', 'bad'), choice('leave', 'calm', { has: ['asked'] })]),
    calm: ending,
    bad: ending,
  },
} as unknown as ScenarioBlock;

describe('the map of paths', () => {
  const taken = [
    { choices: ['cuff'], runs: 28 },
    { choices: ['ask', 'wait'], runs: 7 },
    { choices: ['ask', 'leave'], runs: 2 },
    { choices: ['ask'], runs: 1 },
    { choices: ['stay', 'stay', 'cuff'], runs: 2 },
    { choices: ['unknown'], runs: 9 },
  ];

  it('counts the runs on each edge and at each node, each run once', () => {
    const map = mapPaths(SCENARIO, taken);
    expect(map.runs).to.equal(40);
    const edges = Object.fromEntries(map.edges.map(({ from, choice: id, to, runs }) => [`${from}.${id}>${to}`, runs]));
    expect(edges).to.deep.equal({
      'door.cuff>bad': 30,
      'door.ask>hall': 10,
      'door.stay>door': 2,
      'hall.wait>calm': 7,
      'hall.leave>calm': 2,
    });
    expect(map.nodes).to.deep.equal([
      { node: 'door', runs: 40, stopped: 0 },
      { node: 'hall', runs: 10, stopped: 1 },
      { node: 'calm', runs: 9, stopped: 0 },
      { node: 'bad', runs: 30, stopped: 0 },
    ]);
  });

  it('is empty where nobody ran', () => {
    expect(mapPaths(SCENARIO, [])).to.deep.equal({ runs: 0, nodes: [], edges: [] });
  });
});

describe('where people stop', () => {
  it('counts who did each step and who stopped before it', () => {
    const steps = ['read', 'q1', 'film', 'q2'];
    const at = (done: string[], isComplete = false) => ({ done: new Set(done), isComplete });
    const found = countDropOff(steps, [
      at([]),
      at(['read']),
      at(['read']),
      at(['read', 'film']),
      at(steps, true),
      at(['read', 'film'], true),
    ]);
    expect(found).to.deep.equal([
      { step: 'read', done: 5, share: 5 / 6, stopped: 1 },
      { step: 'q1', done: 1, share: 1 / 6, stopped: 2 },
      { step: 'film', done: 3, share: 3 / 6, stopped: 0 },
      { step: 'q2', done: 1, share: 1 / 6, stopped: 1 },
    ]);
    expect(countDropOff(steps, [])[0]).to.deep.equal({ step: 'read', done: 0, share: 0, stopped: 0 });
  });
});

describe('mastery of objectives', () => {
  it('weighs answers within an attempt, and attempts alike', () => {
    const give = (attempt: string, objective: string, share: number, weight = 1) => ({
      attempt,
      objective,
      share,
      weight,
    });
    const found = measureObjectives(
      [
        give('x', 'law', 1, 4),
        give('x', 'law', 0, 1),
        give('y', 'law', 0, 1),
        give('x', 'talk', 1),
        give('y', 'talk', 0.5),
        give('z', 'talk', 1),
      ],
      (objective) => (objective === 'law' ? 0.8 : 0.6),
    );
    expect(found).to.deep.equal([
      { objective: 'law', attempts: 2, share: 0.4, mastered: 1 },
      { objective: 'talk', attempts: 3, share: 2.5 / 3, mastered: 2 },
    ]);
  });
});
