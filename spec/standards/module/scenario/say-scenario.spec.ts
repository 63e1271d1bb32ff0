import { expect } from 'chai';
import {
  sayValue,
  type ScenarioSource,
  type EditPath,
  type SourceValue,
} from '../../../../server/standards/module/index.ts';
import { sayScenarioPlace, sayScenarioValue } from '../../../../server/standards/module/scenario/say-scenario.ts';

const choice = (id: string) => ({ id, say: 'Come along.', goto: 'end', points: 1 });
const NODES: ScenarioSource['nodes'] = {
  talk: { title: 'He talks', text: 'Well.', choices: [choice('a'), choice('b')] },
  end: { title: 'Both back in class', end: 'best', text: 'So.' },
};

describe('a place in a scenario', () => {
  const cases: [EditPath, string][] = [
    [[], 'The whole scenario'],
    [['title'], 'Title of the scenario'],
    [['scoring', 'max'], 'Most points'],
    [['with', 'name'], 'With whom'],
    [['nodes', 'talk'], 'All of “He talks”'],
    [['nodes', 'talk', 'text'], '“He talks”: What is said, or what happens'],
    [['nodes', 'gone', 'text'], '“gone”: What is said, or what happens'],
    [['nodes', 'talk', 'choices', { id: 'b' }], '“He talks”, choice 2'],
    [['nodes', 'talk', 'choices', { id: 'b' }, 'points'], '“He talks”, choice 2: Points'],
    [['nodes', 'talk', 'choices', 0, 'goto', 1, 'goto'], '“He talks”, choice 1: Goes to'],
    [['nodes', 'talk', 'choices', { id: 'gone' }, 'say'], '“He talks”, a choice: What the officer says'],
    [['nodes', 'talk', 'asides', 0, 'text'], '“He talks”, words that depend on flags: Words'],
    [['nodes', 'talk', 'asides', 0, 'when', 'has'], '“He talks”, words that depend on flags: With the flags'],
  ];
  for (const [at, words] of cases) {
    it(`is called ${words}`, () => expect(sayScenarioPlace(at, NODES)).to.equal(words));
  }

  it('says of a value what its author would: a node by its title, fields by their words', () => {
    const goto: EditPath = ['nodes', 'talk', 'choices', { id: 'a' }, 'goto'];
    expect(sayScenarioValue(goto, 'end', NODES)).to.equal('Both back in class');
    expect(sayScenarioValue(goto, [{ when: { has: ['calm'] }, goto: 'end' }], NODES)).to.equal(
      'Only: With the flags: calm\nGoes to: end',
    );
    expect(sayScenarioValue(['nodes', 'end'], { title: 'Late', end: 'fair', text: 'So.' }, NODES)).to.equal(
      'Title: Late\nKind of ending: fair\nWhat is said, or what happens: So.',
    );
    expect(sayScenarioValue(['nodes', 'talk', 'text'], 'Plain {"text"}', NODES)).to.equal('Plain {"text"}');
  });
});

describe('a value in words', () => {
  it('has no marks of a file', () => {
    const value: SourceValue = { on: true, list: ['a', 'b'], deep: { one: 1, text: 'two\nlines' }, none: null };
    expect(sayValue(value)).to.equal('on: yes\nlist: a, b\ndeep:\n  one: 1\n  text:\n    two\n    lines\nnone: (none)');
  });
});
