import { expect } from 'chai';
import {
  applyEdits,
  checkScenario,
  looseScenario,
  type DraftEdit,
  type SourceValue,
} from '../../../../server/standards/module/index.ts';
import {
  addChoice,
  addNode,
  branchValue,
  choicePath,
  conditionValue,
  flagsIn,
  moveChoice,
  moveNode,
  newNodeName,
  renameNode,
  writeField,
} from '../../../../server/standards/module/scenario/edit-scenario.ts';
import type { ScenarioSource } from '../../../../server/standards/module/index.ts';
import { buildScenario, decision, ending } from './scenario-builder.ts';

/** The scenario after edits that were made at the root of its file. */
function after(scenario: ScenarioSource, edits: readonly DraftEdit[]): ScenarioSource {
  const { value } = applyEdits(JSON.parse(JSON.stringify(scenario)) as SourceValue, edits);
  const loose = looseScenario(value);
  if (loose === null) throw new Error('it is a scenario still');
  return loose;
}

const choicesOf = (scenario: ScenarioSource, name: string) => {
  const node = scenario.nodes[name];
  return node !== undefined && 'choices' in node ? node.choices : [];
};

const HALL = buildScenario({
  hall: decision([{ goto: 'office' }, { goto: [{ when: { has: ['trust'] }, goto: 'office' }, { goto: 'best' }] }]),
  office: decision([{ goto: 'best' }, { goto: 'hall' }, { goto: 'office' }]),
  best: ending('best'),
});

describe('edits of a scenario', () => {
  it('grow a scenario from nothing to one that the checker lets through', () => {
    let scenario = buildScenario({}, { start: '' });
    for (const [title, end] of [
      ['In the hall', null],
      ['Well done', 'best'],
      ['A complaint', 'poor'],
    ] as const) {
      const name = newNodeName(title, Object.keys(scenario.nodes));
      scenario = after(scenario, addNode([], scenario, { name, title, end }));
    }
    expect(Object.keys(scenario.nodes)).to.deep.equal(['in-the-hall', 'well-done', 'a-complaint']);
    expect(scenario.start).to.equal('in-the-hall');
    for (const [index, goto] of ['well-done', 'a-complaint'].entries()) {
      const at = choicePath([], 'in-the-hall', choicesOf(scenario, 'in-the-hall'), index);
      const fields = { say: 'Good morning.', goto, points: 1 - index, feedback: 'So it goes.' };
      scenario = after(
        scenario,
        Object.entries(fields).flatMap((field) => writeField('choice', at, {}, field)),
      );
    }
    const texts = Object.keys(scenario.nodes).flatMap((name) =>
      writeField('node', ['nodes', name], scenario.nodes[name], ['text', 'It rains.']),
    );
    const { faults, figures } = checkScenario(after(scenario, texts));
    expect(faults.map(({ code }) => code)).to.deep.equal(['SCENARIO_SIZE']);
    expect([figures?.paths, figures?.best?.points]).to.deep.equal([2, 1]);
  });

  it('give a node another name wherever a choice, a way or the start names it', () => {
    const renamed = after(HALL, renameNode([], HALL, 'office', 'room'));
    expect(Object.keys(renamed.nodes)).to.deep.equal(['hall', 'room', 'best']);
    expect(JSON.stringify(renamed)).not.to.include('"office"');
    const start = after(HALL, renameNode([], HALL, 'hall', 'begin'));
    expect([start.start, choicesOf(start, 'office')[1]?.goto]).to.deep.equal(['begin', 'begin']);
    expect(renameNode([], HALL, 'hall', 'hall')).to.deep.equal([]);
  });

  it('add and move choices, and name one by its place where another has its id', () => {
    const more = after(HALL, addChoice([], 'hall', choicesOf(HALL, 'hall')));
    const added = choicesOf(more, 'hall').map(({ id }) => id);
    expect(added.slice(0, 2)).to.deep.equal(['c0', 'c1']);
    expect(added[2]).to.match(/^choice-[a-z0-9]{4}$/);
    const ids = (by: readonly [number, -1 | 1]): string[] =>
      choicesOf(after(HALL, moveChoice([], 'office', choicesOf(HALL, 'office'), by)), 'office').map(({ id }) => id);
    expect(ids([0, 1])).to.deep.equal(['c1', 'c0', 'c2']);
    expect(ids([2, -1])).to.deep.equal(['c0', 'c2', 'c1']);
    expect(ids([1, 1])).to.deep.equal(['c0', 'c2', 'c1']);
    expect(moveChoice([], 'office', choicesOf(HALL, 'office'), [0, -1])).to.deep.equal([]);
    expect(choicePath([], 'hall', [{ id: 'a' }, { id: 'a' }], 1).at(-1)).to.equal(1);
  });

  it('move a node to another place in the file, and nothing where it stands there', () => {
    const names = Object.keys(HALL.nodes);
    const order = (name: string, before: string | null): string[] =>
      Object.keys(after(HALL, moveNode([], names, name, before)).nodes);
    expect(order('best', 'hall')).to.deep.equal(['best', 'hall', 'office']);
    expect(order('hall', null)).to.deep.equal(['office', 'best', 'hall']);
    expect(order('hall', 'gone')).to.deep.equal(['office', 'best', 'hall']);
    expect(moveNode([], names, 'hall', 'office')).to.deep.equal([]);
    expect(moveNode([], names, 'gone', null)).to.deep.equal([]);
    const away = { op: 'move', at: ['nodes', 'hall'], to: [], before: null } as const;
    expect(() => applyEdits({ nodes: { hall: 1 } }, [away])).to.throw('a key stays in its map');
  });

  it('put a new key where the canonical form has it, and leave alone what is so already', () => {
    const holder = { id: 'a', goto: 'b', feedback: 'So.' };
    expect(writeField('choice', ['x'], holder, ['points', 2])).to.deep.equal([
      { op: 'set', at: ['x', 'points'], value: 2, before: 'feedback' },
    ]);
    expect(writeField('choice', ['x'], holder, ['when', { has: ['a'] }])).to.deep.equal([
      { op: 'set', at: ['x', 'when'], value: { has: ['a'] } },
    ]);
    expect(writeField('choice', ['x'], holder, ['goto', 'b'])).to.deep.equal([]);
    expect(writeField('choice', ['x'], holder, ['set', undefined])).to.deep.equal([]);
    expect(writeField('choice', ['x'], holder, ['feedback', undefined])).to.deep.equal([
      { op: 'remove', at: ['x', 'feedback'] },
    ]);
  });

  it('turn one way into two, and write conditions and flags as the source has them', () => {
    expect(branchValue('office', 'trust')).to.deep.equal([
      { when: { has: ['trust'] }, goto: 'office' },
      { goto: 'office' },
    ]);
    expect(conditionValue([], [])).to.equal(undefined);
    expect(conditionValue([], ['cuffs'])).to.deep.equal({ lacks: ['cuffs'] });
    expect(flagsIn(' Trust,  saw knife, trust, 4 ')).to.deep.equal(['trust', 'saw', 'knife']);
  });

  it('name new nodes by their titles, each once, as the source allows', () => {
    expect(newNodeName('“Élan!” 2', [])).to.equal('elan-2');
    expect(newNodeName('In the hall', ['in-the-hall', 'in-the-hall-2'])).to.equal('in-the-hall-3');
    expect(newNodeName('7', [])).to.equal('node');
    expect(newNodeName('constructor', [])).to.equal('node-constructor');
    expect(newNodeName('a'.repeat(60), ['a'.repeat(40)])).to.match(/^a{36}-2$/);
  });
});
