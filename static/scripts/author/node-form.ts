import type { ScenarioSource } from '../../../server/standards/module/scenario-schema.ts';
import {
  addChoice,
  conditionValue,
  newNodeName,
  renameNode,
} from '../../../server/standards/module/scenario/edit-scenario.ts';
import type { EditPath } from '../../../server/standards/module/draft-edit.ts';
import { h } from '../module/dom.ts';
import { choiceForm } from './choice-form.ts';
import { flagFields } from './flag-fields.ts';
import { act, lineField, numberField, proseField, selectField } from './form-parts.ts';
import type { ScenarioDesk } from './scenario-desk.ts';

type Node_ = ScenarioSource['nodes'][string];
type Decision = Extract<Node_, { choices: unknown }>;
type Ending = Extract<Node_, { end: unknown }>;

const MOST_CHOICES = 4;
const ENDINGS = ['best', 'good', 'fair', 'poor'].map((value) => ({ value, label: `Ending: ${value}` }));

/** Where the form of a node lies, and the ways out of it. */
export interface NodeForm {
  readonly desk: ScenarioDesk;
  readonly name: string;
  /** Opens another node, or this one under its new name. */
  readonly open: (name: string, focus: string) => void;
  /** Moves it in the list. */
  readonly move: (by: -1 | 1, focus: string) => void;
}

/** The form of one node: a moment with its choices, or an ending. */
export function nodeForm(form: NodeForm, node: Node_): HTMLElement {
  return h(
    'div',
    { class: 'node-form form' },
    ...('end' in node ? endingFields(form, node) : decisionFields(form, node)),
    nameField(form),
  );
}

function endingFields({ desk, name }: NodeForm, node: Ending): Node[] {
  const at = desk.node(name);
  return [
    lineField({ key: 'title', label: 'Title' }, node.title, (value) => desk.type('node', at, ['title', value])),
    selectField({ key: 'end', label: 'Kind of ending' }, node.end, ENDINGS, (value) =>
      desk.set('node', at, ['end', value], 'end'),
    ),
    proseField({ key: 'text', label: 'What happens in the end' }, node.text, (value) =>
      desk.type('node', at, ['text', value]),
    ),
    proseField({ key: 'lesson', label: 'What to take along (optional)' }, node.lesson ?? '', (value) =>
      desk.type('node', at, ['lesson', value || undefined]),
    ),
  ];
}

function decisionFields(form: NodeForm, node: Decision): Node[] {
  const { desk, name } = form;
  const at = desk.node(name);
  const optional = (key: 'speaker' | 'scene' | 'prompt') => (value: string) =>
    desk.type('node', at, [key, value || undefined]);
  const hasMore =
    [node.scene, node.prompt, node.seconds].some((value) => value !== undefined) || (node.asides ?? []).length > 0;
  return [
    lineField({ key: 'title', label: 'Title', hint: 'Names the moment in the debrief.' }, node.title, (value) =>
      desk.type('node', at, ['title', value]),
    ),
    lineField({ key: 'speaker', label: 'Who speaks (optional)' }, node.speaker ?? '', optional('speaker')),
    proseField({ key: 'text', label: 'What is said, or what happens' }, node.text, (value) =>
      desk.type('node', at, ['text', value]),
    ),
    h(
      'details',
      { class: 'fold', open: hasMore },
      h('summary', {}, 'Scene, question, time, and words by flags'),
      h(
        'div',
        { class: 'form' },
        proseField(
          { key: 'scene', label: 'Scene before the words (optional)' },
          node.scene ?? '',
          optional('scene'),
          2,
        ),
        lineField(
          { key: 'prompt', label: 'Question (optional)', hint: 'Without it: What do you do?' },
          node.prompt ?? '',
          optional('prompt'),
        ),
        numberField(
          { key: 'seconds', label: 'Seconds to choose (optional)', hint: '10 to 180.' },
          node.seconds ?? null,
          [10, 180],
          (value) => desk.type('node', at, ['seconds', value ?? undefined]),
        ),
        selectField(
          { key: 'late', label: 'Taken when the time is over' },
          node.late ?? '',
          [
            { value: '', label: 'None' },
            ...node.choices.map(({ id, say, do: deed }) => ({ value: id, label: say ?? deed ?? id })),
          ],
          (value) => desk.set('node', at, ['late', value || undefined], 'late'),
        ),
        ...(node.asides ?? []).map((aside, index) => asideFields(form, [...at, 'asides', index], aside, index)),
        act('Add words that depend on flags', 'add-aside', () => {
          const index = (node.asides ?? []).length;
          const value = { when: { has: [] }, text: '' };
          desk.write([{ op: 'insert', at: [...at, 'asides'], before: null, value }], `aside.${index}.has`);
        }),
      ),
    ),
    ...node.choices.map((choice, index) => choiceForm({ ...form, node, index }, choice)),
    act(
      'Add a choice',
      'add-choice',
      () => desk.write(addChoice(desk.at, name, node.choices), `choice.${node.choices.length}.words`),
      { isOff: node.choices.length >= MOST_CHOICES },
    ),
  ];
}

type Aside = NonNullable<Decision['asides']>[number];

function asideFields({ desk }: NodeForm, at: EditPath, aside: Aside, index: number): HTMLElement {
  const flags = { has: aside.when.has ?? [], lacks: aside.when.lacks ?? [] };
  const write = (): void => desk.type('node', at, ['when', conditionValue(flags.has, flags.lacks) ?? { has: [] }]);
  const of = `words ${index + 1}`;
  return h(
    'fieldset',
    { class: 'aside-form form' },
    h('legend', {}, `Words that depend on flags, ${index + 1}`),
    ...flagFields(`aside.${index}`, of, flags, write),
    proseField(
      { key: `aside.${index}.text`, label: 'Words', of },
      aside.text,
      (value) => desk.type('node', at, ['text', value]),
      2,
    ),
    act('Remove these words', `aside.${index}.remove`, () => desk.write([{ op: 'remove', at }], 'add-aside'), {
      kind: 'quiet',
      of,
    }),
  );
}

/** The id of the node, which records name, and its removal. */
function nameField({ desk, name, open, move }: NodeForm): HTMLElement {
  const field = lineField(
    { key: 'name', label: 'Id', hint: 'Records name it: leave it once the course is published.' },
    name,
    () => undefined,
  );
  const input = field.querySelector('input');
  const rename = (): void => {
    const { scenario } = desk;
    if (input === null || scenario === null) return;
    const others = Object.keys(scenario.nodes).filter((other) => other !== name);
    const to = newNodeName(input.value, others);
    if (to === name || input.value.trim() === '') input.value = name;
    else {
      desk.write(renameNode(desk.at, scenario, name, to), '');
      open(to, 'name');
    }
  };
  input?.addEventListener('change', rename);
  return h(
    'div',
    { class: 'name-line' },
    field,
    act('Move up', 'move-up', () => move(-1, 'move-up'), { kind: 'quiet' }),
    act('Move down', 'move-down', () => move(1, 'move-down'), { kind: 'quiet' }),
    act('Remove this node', 'remove-node', () => desk.write([{ op: 'remove', at: desk.node(name) }], 'new-title'), {
      kind: 'quiet',
    }),
  );
}
