import type { ScenarioSource } from '../../../server/standards/module/scenario-schema.ts';
import { h } from '../module/dom.ts';
import { lineField, numberField, proseField, selectField } from './form-parts.ts';
import type { ScenarioDesk } from './scenario-desk.ts';

const COUNTS = [
  { value: 'first', label: 'The first run' },
  { value: 'best', label: 'The best run' },
];

/** What is said of a scenario as a whole: title, what it trains, where it begins, what its points are worth. */
export function scenarioForm(desk: ScenarioDesk, scenario: ScenarioSource): HTMLElement {
  const { at } = desk;
  const nodes = Object.entries(scenario.nodes).map(([value, { title }]) => ({
    value,
    label: title === '' ? value : title,
  }));
  const isUnfinished = scenario.title === '' || scenario.intro === '' || scenario.objective === '';
  const text = (key: 'title' | 'intro') => (value: string) => desk.type('scenario', at, [key, value]);
  const number = (key: 'max' | 'pass') => (value: number | null) =>
    desk.type('scoring', [...at, 'scoring'], [key, value ?? 0]);
  const person =
    scenario.type === 'scenario'
      ? []
      : [
          lineField({ key: 'with.name', label: 'With whom' }, scenario.with.name, (value) =>
            desk.type('with', [...at, 'with'], ['name', value]),
          ),
          lineField({ key: 'with.role', label: 'Who that is' }, scenario.with.role, (value) =>
            desk.type('with', [...at, 'with'], ['role', value]),
          ),
        ];
  return h(
    'details',
    { class: 'card whole', open: isUnfinished },
    h('summary', {}, 'Title, start, points'),
    h(
      'div',
      { class: 'form in' },
      lineField({ key: 'whole.title', label: 'Title of the scenario' }, scenario.title, text('title')),
      ...person,
      proseField(
        { key: 'whole.intro', label: 'What the officer knows before it begins' },
        scenario.intro,
        text('intro'),
      ),
      selectField({ key: 'whole.objective', label: 'Objective' }, scenario.objective, desk.objectives, (value) =>
        desk.type('scenario', at, ['objective', value]),
      ),
      selectField({ key: 'whole.start', label: 'Begins at' }, scenario.start, nodes, (value) =>
        desk.set('scenario', at, ['start', value], 'whole.start'),
      ),
      h(
        'div',
        { class: 'beside' },
        numberField(
          { key: 'whole.max', label: 'Most points', hint: 'What the best path earns.' },
          scenario.scoring.max,
          [1, 1000],
          number('max'),
        ),
        numberField({ key: 'whole.pass', label: 'Points to pass' }, scenario.scoring.pass, [0, 1000], number('pass')),
        numberField({ key: 'whole.weight', label: 'Weight in the module' }, scenario.weight, [1, 20], (value) =>
          desk.type('scenario', at, ['weight', value ?? undefined]),
        ),
        selectField({ key: 'whole.counts', label: 'What counts' }, scenario.counts, COUNTS, (value) =>
          desk.type('scenario', at, ['counts', value === 'first' ? undefined : value]),
        ),
      ),
    ),
  );
}
