import { looseScenario, type SourceValue } from '../../../server/standards/module/index.ts';
import { compilePlay } from '../../../server/authoring/scenarios/compile-play.ts';
import type { OpenScenario } from '../../../server/authoring/scenarios/scenario-service.ts';
import { playView, scenarioView, sourceView } from '../../../server/authoring/scenarios/scenario-view.ts';
import { samplePage, type Sample } from '../sample.ts';

const ID = '01jd6w3v5w8y2m4n6p8q0r2s4t';
const page = { base: '', owner: '0123456789abcdef' };

const BLOCK: SourceValue = {
  id: 'gate',
  type: 'scenario',
  title: 'At the gate',
  objective: 'decide',
  intro: 'The buses are late.',
  start: 'gate',
  scoring: { max: 2, pass: 1 },
  nodes: {
    gate: {
      title: 'Two students',
      text: 'They stand face to face.',
      choices: [
        { id: 'a', say: 'Morning, both of you.', goto: 'office', points: 2, feedback: 'They look at you.', set: ['calm'] },
        { id: 'b', do: 'Step between them.', goto: 'office', points: -1 },
        { id: 'c', say: 'Stop <that>.', goto: 'hall', points: 0, when: { lacks: ['calm'] } },
      ],
    },
    office: { title: 'In the office', text: 'Both sit down.', choices: [{ id: 'a', say: 'Wait.', goto: 'office' }] },
    well: { title: 'A quiet morning', end: 'best', text: 'It is over by first period.' },
  },
};
const EMPTY: SourceValue = { id: 'empty', type: 'dialogue', with: { name: 'Jaylen', role: 'student' } };

function open(block: SourceValue, isRetired = false): OpenScenario {
  const scenario = looseScenario(block);
  if (scenario === null) throw new Error('the sample is a scenario');
  return {
    draftId: ID,
    draftTitle: 'First bell',
    isRetired,
    path: 'modules/01-gate.yaml',
    moduleTitle: 'At the gate',
    revision: 3,
    file: { sections: [{ id: 'start', blocks: [block] }] },
    at: ['sections', { id: 'start' }, 'blocks', { id: scenario.id }],
    lineOf: () => 12,
    block,
    scenario,
  };
}

function play(node: string): object {
  const compiled = compilePlay(open(BLOCK).scenario, node, 0);
  if (compiled === null) throw new Error('the sample has the node');
  return { page: samplePage('Play'), ...playView(open(BLOCK), node, compiled) };
}

const model = (opened: OpenScenario, view: 'list' | 'map'): object => ({
  page: samplePage('At the gate'),
  ...scenarioView(opened, { view, node: '' }, page),
});
const source = { draftId: ID, draftTitle: 'First bell', path: 'modules/01-gate.yaml', text: 'title: A & B\n' };

export const samples: Sample[] = [
  { view: 'authoring/scenario', state: 'list with faults', model: model(open(BLOCK), 'list') },
  { view: 'authoring/scenario', state: 'list of an empty dialogue, retired', model: model(open(EMPTY, true), 'list') },
  { view: 'authoring/scenario', state: 'map', model: model(open(BLOCK), 'map') },
  { view: 'authoring/scenario', state: 'map of nothing', model: model(open(EMPTY), 'map') },
  { view: 'authoring/scenario-play', state: 'two ways to come there', model: play('office') },
  { view: 'authoring/scenario-play', state: 'a node that no path leads to', model: play('well') },
  {
    view: 'authoring/source',
    state: 'open',
    model: { page: samplePage('Source'), ...sourceView({ ...source, isRetired: false }, { line: 3, scenario: 'hall', node: 'office' }, page) },
  },
  {
    view: 'authoring/source',
    state: 'retired',
    model: { page: samplePage('Source'), ...sourceView({ ...source, isRetired: true }, { line: 0, scenario: '', node: '' }, page) },
  },
];
