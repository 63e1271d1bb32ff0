import type { ScenarioChoice, ScenarioSource } from '../../../server/standards/module/scenario-schema.ts';
import type { DraftEdit, EditPath, SourceValue } from '../../../server/standards/module/draft-edit.ts';
import {
  branchValue,
  conditionValue,
  flagsIn,
  moveChoice,
} from '../../../server/standards/module/scenario/edit-scenario.ts';
import { h } from '../module/dom.ts';
import { act, lineField, numberField, proseField, selectField } from './form-parts.ts';
import { flagFields } from './flag-fields.ts';
import type { ScenarioDesk } from './scenario-desk.ts';

type Decision = Extract<ScenarioSource['nodes'][string], { choices: unknown }>;

interface ChoicePlace {
  readonly desk: ScenarioDesk;
  readonly name: string;
  readonly node: Decision;
  readonly index: number;
}

const KINDS = [
  { value: 'say', label: 'The officer says' },
  { value: 'do', label: 'The officer does' },
];

/** The form of one choice: words, where it leads, points, feedback, flags. */
export function choiceForm(place: ChoicePlace, choice: ScenarioChoice): HTMLElement {
  const { desk, name, node, index } = place;
  const at = desk.choice(name, node, index);
  const key = (part: string): string => `choice.${index}.${part}`;
  const of = `choice ${index + 1}`;
  const kind = choice.do === undefined ? 'say' : 'do';
  const words = choice[kind] ?? '';
  const type = (field: string) => (value: string) => desk.type('choice', at, [field, value || undefined]);
  const flags = { has: choice.when?.has ?? [], lacks: choice.when?.lacks ?? [] };
  const move = (by: -1 | 1): void =>
    desk.write(moveChoice(desk.at, name, node.choices, [index, by]), `choice.${index + by}.words`);
  return h(
    'fieldset',
    { class: 'choice-form form' },
    h('legend', {}, `Choice ${index + 1}`),
    h(
      'div',
      { class: 'beside' },
      selectField({ key: key('kind'), label: 'Kind', of }, kind, KINDS, (to) => {
        const edit: DraftEdit = desk.has(at, kind)
          ? { op: 'rename', at: [...at, kind], key: to }
          : { op: 'set', at: [...at, to], value: '' };
        desk.write([edit], key('words'));
      }),
      lineField({ key: key('words'), label: 'Words', of }, words, (value) => desk.type('choice', at, [kind, value])),
    ),
    ...ways(place, choice, at),
    numberField({ key: key('points'), label: 'Points', of, hint: '−10 to 10.' }, choice.points, [-10, 10], (value) =>
      desk.type('choice', at, ['points', value ?? 0]),
    ),
    proseField({ key: key('feedback'), label: 'What it brings about', of }, choice.feedback ?? '', type('feedback'), 2),
    h(
      'details',
      { class: 'fold', open: (choice.set ?? []).length > 0 || choice.when !== undefined },
      h('summary', {}, 'Flags', h('span', { class: 'vh' }, `, ${of}`)),
      h(
        'div',
        { class: 'form' },
        lineField(
          {
            key: key('set'),
            label: 'Sets the flags',
            of,
            hint: 'A flag remembers what the officer did, such as “calm”. Later moments can depend on it. Short names, by commas.',
          },
          (choice.set ?? []).join(', '),
          (value) => {
            const names = flagsIn(value);
            desk.type('choice', at, ['set', names.length === 0 ? undefined : names]);
          },
        ),
        h('p', { class: 'hint' }, 'Offered only:'),
        ...flagFields(key('when'), of, flags, () =>
          desk.type('choice', at, ['when', conditionValue(flags.has, flags.lacks)]),
        ),
      ),
    ),
    h(
      'div',
      { class: 'acts' },
      act('Up', key('up'), () => move(-1), { kind: 'quiet', of, isOff: index === 0 }),
      act('Down', key('down'), () => move(1), { kind: 'quiet', of, isOff: index === node.choices.length - 1 }),
      act('Remove', key('remove'), () => desk.write([{ op: 'remove', at }], 'add-choice'), { kind: 'quiet', of }),
    ),
  );
}

/** Where the choice leads: one node, or the first of some whose flags are there. */
function ways({ desk, index }: ChoicePlace, { goto }: ScenarioChoice, at: EditPath): Node[] {
  const nodes = Object.entries(desk.scenario?.nodes ?? {}).map(([value, { title }]) => ({
    value,
    label: title === '' ? value : title,
  }));
  const key = `choice.${index}.goto`;
  const of = `choice ${index + 1}`;
  if (typeof goto === 'string') {
    return [
      selectField({ key, label: 'Goes to', of }, goto, nodes, (value) => desk.set('choice', at, ['goto', value], key)),
      act(
        'Go elsewhere with a flag',
        `${key}.branch`,
        () => desk.set('choice', at, ['goto', branchValue(goto, 'flag')], `${key}.0.has`),
        { kind: 'quiet', of },
      ),
    ];
  }
  const branches = goto.map((branch, way): HTMLElement => {
    const here: EditPath = [...at, 'goto', way];
    const flags = { has: branch.when?.has ?? [], lacks: branch.when?.lacks ?? [] };
    const isLast = way === goto.length - 1;
    const ofWay = `${of}, way ${way + 1}`;
    const to = selectField(
      { key: `${key}.${way}`, label: isLast ? 'Otherwise goes to' : 'Goes to', of: ofWay },
      branch.goto,
      nodes,
      (value) => desk.set('branch', here, ['goto', value], `${key}.${way}`),
    );
    if (isLast) return to;
    const write = (): void => desk.type('branch', here, ['when', conditionValue(flags.has, flags.lacks)]);
    return h(
      'div',
      { class: 'way' },
      to,
      ...flagFields(`${key}.${way}`, ofWay, flags, write),
      act('Remove this way', `${key}.${way}.remove`, () => desk.write(withoutWay(at, goto, way), key), {
        kind: 'quiet',
        of: ofWay,
      }),
    );
  });
  const more = act(
    'Add a way',
    `${key}.branch`,
    () => desk.set('choice', at, ['goto', branchValue(goto, 'flag')], `${key}.0.has`),
    { kind: 'quiet', of },
  );
  return [...branches, more];
}

/** One way fewer; the last that is left becomes the only one. */
function withoutWay(at: EditPath, goto: Exclude<ScenarioChoice['goto'], string>, way: number): DraftEdit[] {
  const left = goto.filter((_branch, index) => index !== way);
  const only: SourceValue = left[0]?.goto ?? '';
  if (left.length > 1) return [{ op: 'remove', at: [...at, 'goto', way] }];
  return [{ op: 'set', at: [...at, 'goto'], value: only }];
}
