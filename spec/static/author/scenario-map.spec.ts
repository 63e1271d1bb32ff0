import { expect } from 'chai';
import { scenarioGraph } from '../../../server/standards/module/index.ts';
import { placeGraph, type PlacedGraph } from '../../../server/standards/module/scenario/place-graph.ts';
import { dagreLayout } from '../../../static/scripts/author/dagre-layout.ts';
import { buildScenario, decision, ending } from '../../standards/module/scenario/scenario-builder.ts';

const SCENARIO = buildScenario({
  start: decision([
    { goto: 'office', points: 2, when: { lacks: ['cuffs'] } },
    { goto: [{ when: { has: ['trust'] }, goto: 'best' }, { goto: 'poor' }], points: -1 },
    { goto: 'office', do: 'Wait.', say: undefined },
  ]),
  office: decision([{ goto: 'best' }, { goto: 'gone' }, { goto: '' }, { goto: 'start' }]),
  best: ending('best'),
  poor: { ...ending('poor'), title: 'A title that is far longer than any box of the map' },
});

const placed = (): PlacedGraph => placeGraph(scenarioGraph(SCENARIO), dagreLayout);

describe('the map of a scenario', () => {
  it('has every node, one that nobody wrote among them, and every way with its points', () => {
    const { nodes, edges } = scenarioGraph(SCENARIO);
    expect(nodes.map(({ name, kind, note, isStart }) => [name, kind, note, isStart])).to.deep.equal([
      ['start', 'decision', '3 choices', true],
      ['office', 'decision', '4 choices', false],
      ['best', 'best', 'Ending: best', false],
      ['poor', 'poor', 'Ending: poor', false],
      ['gone', 'missing', 'Not written yet', false],
    ]);
    expect(edges.map(({ from, to, label, condition, words }) => [from, to, label, condition, words])).to.deep.equal([
      ['start', 'office', '+2', 'without cuffs', 'Go on.'],
      ['start', 'best', '−1', 'with trust', 'Go on.'],
      ['start', 'poor', '−1', '', 'Go on.'],
      ['start', 'office', '0', '', 'Wait.'],
      ['office', 'best', '0', '', 'Go on.'],
      ['office', 'gone', '0', '', 'Go on.'],
      ['office', 'start', '0', '', 'Go on.'],
    ]);
  });

  it('lays nothing over another, and all of it within the picture', () => {
    const { nodes, width, height } = placed();
    for (const [index, one] of nodes.entries()) {
      expect([one.x >= 0, one.y >= 0, one.x + one.width <= width, one.y + one.height <= height]).to.deep.equal(
        Array(4).fill(true),
      );
      for (const other of nodes.slice(index + 1)) {
        const isApart =
          one.x + one.width <= other.x ||
          other.x + other.width <= one.x ||
          one.y + one.height <= other.y ||
          other.y + other.height <= one.y;
        expect(isApart, `${one.name} ${other.name}`).to.equal(true);
      }
    }
  });

  it('gives each way a line and a label of its own, two ways between the same nodes too', () => {
    const { edges } = placed();
    expect(new Set(edges.map(({ line }) => line)).size).to.equal(edges.length);
    expect(new Set(edges.map(({ labelAt: { x, y } }) => `${x} ${y}`)).size).to.equal(edges.length);
    for (const { line } of edges) expect(line).to.match(/^M[\d. ]+(?:[QL][\d. ]+)+$/);
  });

  it('shortens a title that does not fit', () => {
    expect(placed().nodes[3]?.short).to.equal('A title that is far lon…');
  });

  it('draws a scenario without nodes', () => {
    expect(placeGraph(scenarioGraph(buildScenario({})), dagreLayout)).to.include({ width: 8, height: 8 });
  });
});
