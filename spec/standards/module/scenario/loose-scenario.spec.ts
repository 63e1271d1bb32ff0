import { expect } from 'chai';
import { array, assert, constantFrom, dictionary, letrec, oneof, property } from 'fast-check';
import { checkScenario, looseScenario, scenarioGraph, waysToNode } from '../../../../server/standards/module/index.ts';
import { buildScenario, decision, ending } from './scenario-builder.ts';

describe('a scenario of a draft', () => {
  it('is the same as written where nothing is missing', () => {
    const whole = buildScenario({
      start: decision([{ goto: [{ when: { lacks: ['cuffs'] }, goto: 'best' }, { goto: 'poor' }] }, { goto: 'poor' }]),
      best: ending('best'),
      poor: ending('poor'),
    });
    const loose = looseScenario(whole);
    const { asides, ...start } = { asides: null, ...loose?.nodes['start'] };
    expect(asides).to.deep.equal([]);
    expect({ ...loose, nodes: { ...loose?.nodes, start } }).to.deep.equal(whole);
  });

  it('is none where the block is of another type', () => {
    for (const block of [null, 'scenario', [], { type: 'text' }, { nodes: {} }])
      expect(looseScenario(block)).to.equal(null);
  });

  it('is checked and drawn whatever it holds', () => {
    const names = constantFrom(
      'type',
      'nodes',
      'start',
      'choices',
      'goto',
      'when',
      'has',
      'set',
      'end',
      'id',
      'text',
      'a',
    );
    const value = letrec<{ any: unknown }>((tie) => ({
      any: oneof(
        { maxDepth: 6 },
        constantFrom('a', '', 'best', null, 3, true),
        array(tie('any'), { maxLength: 3 }),
        dictionary(names, tie('any'), { maxKeys: 6 }),
      ),
    })).any;
    assert(
      property(dictionary(names, value), (fields) => {
        const scenario = looseScenario({ ...fields, type: 'dialogue' });
        if (scenario === null) throw new Error('a dialogue is one');
        expect(checkScenario(scenario).faults).to.be.an('array');
        expect(scenarioGraph(scenario).nodes.length).to.be.at.least(Object.keys(scenario.nodes).length);
        expect(waysToNode(scenario, 'a')).to.be.an('array');
      }),
      { numRuns: 500 },
    );
  });

  it('is come to by the shortest way for each set of flags', () => {
    const scenario = buildScenario({
      start: decision([{ goto: 'long' }, { goto: 'office', set: ['trust'] }]),
      long: decision([{ goto: 'office' }, { goto: 'office', set: ['trust'] }]),
      office: decision([{ goto: 'best' }, { goto: 'best' }]),
      best: ending('best'),
    });
    expect(waysToNode(scenario, 'office')).to.deep.equal([
      { choices: ['c1'], flags: ['trust'] },
      { choices: ['c0', 'c0'], flags: [] },
    ]);
    expect(waysToNode(scenario, 'start')).to.deep.equal([{ choices: [], flags: [] }]);
    expect(waysToNode(scenario, 'nowhere')).to.deep.equal([]);
  });
});
