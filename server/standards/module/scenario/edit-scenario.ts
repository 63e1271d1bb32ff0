import type { DraftEdit, EditPath, EditStep, SourceValue } from '../draft-edit.ts';
import { freshId } from '../new-block.ts';
import type { ScenarioChoice, ScenarioSource } from '../scenario-schema.ts';

type Ending = 'best' | 'good' | 'fair' | 'poor';

/** Keys in the order of the canonical form, so that a key which is added stands where the formatter has it. */
const ORDER = {
  scenario: ['id', 'type', 'title', 'objective', 'intro', 'start', 'weight', 'counts', 'scoring', 'nodes', 'with'],
  scoring: ['max', 'pass'],
  with: ['name', 'role'],
  node: ['title', 'speaker', 'scene', 'end', 'text', 'lesson', 'asides', 'prompt', 'seconds', 'late', 'choices'],
  choice: ['id', 'say', 'do', 'goto', 'points', 'feedback', 'set', 'when'],
  branch: ['when', 'goto'],
  when: ['has', 'lacks'],
} as const;

/** What kind of map a field stands in. */
export type ScenarioHolder = keyof typeof ORDER;

/** Where a node stands, from the path of its scenario. */
export function nodePath(scenario: EditPath, node: string): EditPath {
  return [...scenario, 'nodes', node];
}

/** Where a choice stands: by its id where no other choice of its node has it. */
export function choicePath(
  scenario: EditPath,
  node: string,
  choices: readonly { readonly id: string }[],
  index: number,
): EditPath {
  const id = choices[index]?.id ?? '';
  const isOwn = id !== '' && choices.filter((choice) => choice.id === id).length === 1;
  const step: EditStep = isOwn ? { id } : index;
  return [...nodePath(scenario, node), 'choices', step];
}

/** Writes one field of a map; undefined takes it out. No edit where it is so already. */
export function writeField(
  kind: ScenarioHolder,
  at: EditPath,
  holder: SourceValue | undefined,
  [key, value]: readonly [key: string, value: SourceValue | undefined],
): DraftEdit[] {
  const fields =
    typeof holder === 'object' && holder !== null ? new Map(Object.entries(holder)) : new Map<string, SourceValue>();
  const before = fields.get(key);
  if (value === undefined) return before === undefined ? [] : [{ op: 'remove', at: [...at, key] }];
  if (before !== undefined && JSON.stringify(before) === JSON.stringify(value)) return [];
  const order: readonly string[] = ORDER[kind];
  const next =
    before === undefined ? order.slice(order.indexOf(key) + 1).find((later) => fields.has(later)) : undefined;
  return [{ op: 'set', at: [...at, key], value, ...(next !== undefined && { before: next }) }];
}

/** A condition as the source has it; undefined where it asks for nothing. */
export function conditionValue(has: readonly string[], lacks: readonly string[]): SourceValue | undefined {
  if (has.length === 0 && lacks.length === 0) return undefined;
  return { ...(has.length > 0 && { has }), ...(lacks.length > 0 && { lacks }) };
}

/** Flags of one line of text: by commas or spaces, each once, as names that the source allows. */
export function flagsIn(line: string): string[] {
  const names = line.split(/[\s,]+/).map((word) => slugOf(word));
  return [...new Set(names)].filter((name) => name !== '');
}

/** A name for a new node that says what its title says, and that no node has yet. */
export function newNodeName(title: string, taken: readonly string[]): string {
  const wanted = slugOf(title) || 'node';
  if (!taken.includes(wanted)) return wanted;
  let count = 2;
  while (taken.includes(`${wanted.slice(0, 36)}-${count}`)) count += 1;
  return `${wanted.slice(0, 36)}-${count}`;
}

/** Adds a moment with two empty choices, or an ending; the first node of a scenario becomes its start. */
export function addNode(
  at: EditPath,
  scenario: ScenarioSource,
  node: { readonly name: string; readonly title: string; readonly end: Ending | null },
): DraftEdit[] {
  const { name, title, end } = node;
  const value: SourceValue =
    end === null ? { title, text: '', choices: [emptyChoice('a'), emptyChoice('b')] } : { title, end, text: '' };
  const isFirst = Object.keys(scenario.nodes).length === 0;
  return [
    { op: 'set', at: nodePath(at, name), value },
    ...(isFirst ? [{ op: 'set', at: [...at, 'start'], value: name } as const] : []),
  ];
}

/** Gives a node another name, wherever it is named. */
export function renameNode(at: EditPath, scenario: ScenarioSource, from: string, to: string): DraftEdit[] {
  if (from === to) return [];
  const gotos = Object.entries(scenario.nodes).flatMap(([name, node]) =>
    'end' in node
      ? []
      : node.choices.flatMap((choice, index) =>
          gotoPaths(choice, from).map((path): DraftEdit => ({
            op: 'set',
            at: [...choicePath(at, name, node.choices, index), ...path],
            value: to,
          })),
        ),
  );
  const start: DraftEdit[] = scenario.start === from ? [{ op: 'set', at: [...at, 'start'], value: to }] : [];
  // Last, so that the paths above name the node as it was.
  return [...gotos, ...start, { op: 'rename', at: nodePath(at, from), key: to }];
}

/** Puts a node before another in the order of the file, at its end before null; nothing where it stands there already. */
export function moveNode(at: EditPath, names: readonly string[], name: string, before: string | null): DraftEdit[] {
  const next = names[names.indexOf(name) + 1] ?? null;
  if (!names.includes(name) || before === name || before === next) return [];
  return [{ op: 'move', at: nodePath(at, name), to: [...at, 'nodes'], before }];
}

/** Adds a choice at the end of a node's. */
export function addChoice(at: EditPath, node: string, choices: readonly { readonly id: string }[]): DraftEdit[] {
  return [
    {
      op: 'insert',
      at: [...nodePath(at, node), 'choices'],
      before: null,
      value: emptyChoice(freshId('choice', new Set(choices.map(({ id }) => id)))),
    },
  ];
}

/** Moves a choice one place up (-1) or down (1); nothing where it stands there already. */
export function moveChoice(
  at: EditPath,
  node: string,
  choices: readonly { readonly id: string }[],
  [index, by]: readonly [index: number, by: -1 | 1],
): DraftEdit[] {
  const to = index + by;
  if (to < 0 || to >= choices.length) return [];
  const beforeIndex = by < 0 ? to : to + 1;
  const before = beforeIndex < choices.length ? (choicePath(at, node, choices, beforeIndex).at(-1) ?? null) : null;
  return [{ op: 'move', at: choicePath(at, node, choices, index), to: [...nodePath(at, node), 'choices'], before }];
}

/** Turns the one way of a choice into two: the new one is taken with a flag, the old one without it. */
export function branchValue(goto: ScenarioChoice['goto'], flag: string): SourceValue {
  const branches = typeof goto === 'string' ? [{ goto }] : goto;
  const target = branches.at(-1)?.goto ?? '';
  return [{ when: { has: [flag] }, goto: target }, ...branches].map(branchFields);
}

function branchFields({ when, goto }: { when?: { has?: string[]; lacks?: string[] }; goto: string }): SourceValue {
  const condition = conditionValue(when?.has ?? [], when?.lacks ?? []);
  return { ...(condition !== undefined && { when: condition }), goto };
}

function emptyChoice(id: string): SourceValue {
  return { id, say: '', goto: '', points: 0, feedback: '' };
}

/** Paths from a choice to each goto that names a node. */
function gotoPaths({ goto }: ScenarioChoice, node: string): EditPath[] {
  if (typeof goto === 'string') return goto === node ? [['goto']] : [];
  return goto.flatMap((branch, index) => (branch.goto === node ? [['goto', index, 'goto']] : []));
}

function slugOf(words: string): string {
  const plain = words
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f'’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '');
  return plain === 'constructor' ? 'node-constructor' : plain;
}
