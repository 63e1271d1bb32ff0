import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { blueprintOf } from '../../../server/authoring/banks/blueprint.ts';
import { drawsFrom, looseBank } from '../../../server/authoring/banks/loose-bank.ts';
import type { SourceValue } from '../../../server/standards/module/index.ts';
import { ROOT } from '../../architecture/rooms.ts';

const item = (id: string, objective: string, kind: string, retired = false) => ({
  id,
  objective,
  kind,
  prompt: id,
  options: [],
  retired,
});
const bank = (...items: object[]) =>
  looseBank({
    objectives: [
      { id: 'a', text: 'A' },
      { id: 'b', text: 'B' },
    ],
    items,
  } as unknown as SourceValue);
const draw = (total: number, scenario = 0) => ({ module: '02-test', title: 'Final', block: 'exam', total, scenario });

describe('the blueprint of a bank', () => {
  it('says what each objective gives to a draw, and how many tries repeat nothing', () => {
    const items = ['a', 'b'].flatMap((objective) =>
      Array.from({ length: 5 }, (_, at) => item(`${objective}${at}`, objective, at < 2 ? 'scenario' : 'knowledge')),
    );
    const { rows, draws } = blueprintOf(bank(...items), [draw(4, 0.25)]);
    expect(rows.map(({ id, knowledge, scenario, missing }) => ({ id, knowledge, scenario, missing }))).to.deep.equal([
      { id: 'a', knowledge: 3, scenario: 2, missing: 0 },
      { id: 'b', knowledge: 3, scenario: 2, missing: 0 },
    ]);
    expect(rows.map(({ shares }) => shares.map(({ knowledge, scenario }) => knowledge + scenario))).to.deep.equal([
      [2],
      [2],
    ]);
    // Ten items, four a try, two of each objective: two tries, and a third would lack one of each.
    expect(draws.map(({ tries, faults }) => ({ tries, faults }))).to.deep.equal([{ tries: 2, faults: [] }]);
  });

  it('says what is missing: items, items of an objective, situations; a retired item counts for nothing', () => {
    const { rows, draws } = blueprintOf(
      bank(item('a1', 'a', 'knowledge'), item('a2', 'a', 'knowledge'), item('b1', 'b', 'scenario', true)),
      [draw(4, 0.5)],
    );
    expect(rows.map(({ id, retired, missing }) => ({ id, retired, missing }))).to.deep.equal([
      { id: 'a', retired: 0, missing: 0 },
      { id: 'b', retired: 1, missing: 2 },
    ]);
    expect(draws[0]).to.deep.include({
      tries: 0,
      faults: [
        'It draws 4, so the bank needs 10 items in use; it has 2.',
        'Each objective needs 2 items; too few for: b.',
        '2 of its questions are to tell a situation; at most 0 can.',
      ],
    });
  });

  it('finds nothing missing in the bank of the course on the student', () => {
    const read = (path: string): SourceValue =>
      parse(readFileSync(join(ROOT, 'courses/student', path), 'utf8')) as SourceValue;
    const draws = [
      ...drawsFrom('student', '00-pretest', read('modules/00-pretest.yaml')),
      ...drawsFrom('student', '90-final-test', read('modules/90-final-test.yaml')),
    ];
    const { rows, draws: planned } = blueprintOf(looseBank(read('banks/student.yaml')), draws);
    expect(rows.filter(({ missing }) => missing > 0)).to.deep.equal([]);
    expect(planned.flatMap(({ faults }) => faults)).to.deep.equal([]);
    expect(planned.map(({ total }) => total)).to.include(20);
    for (const { total, tries } of planned) expect(tries).to.be.at.least(total === 20 ? 3 : 4);
  });

  it('reads what a draft says, however wrong', () => {
    for (const wrong of [
      null,
      'x',
      [],
      { items: 'x', objectives: [1, null, { id: 3 }] },
      { items: [null, { options: {}, tags: [1] }] },
    ]) {
      const { rows } = blueprintOf(looseBank(wrong as SourceValue), [draw(100, 1)]);
      expect(rows.every(({ knowledge }) => knowledge === 0)).to.equal(true);
    }
    const module = { sections: [{ blocks: [{ type: 'test', bank: 'x', draw: { total: 1e9, scenario: -4 } }, null] }] };
    expect(drawsFrom('x', 'm', module)).to.deep.equal([
      { module: 'm', title: 'm', block: '', total: 100, scenario: 0 },
    ]);
  });
});
