import type { EditPath, EditStep, SourceValue } from '../draft-edit.ts';
import { sayValue } from '../say-value.ts';
import type { ScenarioNode, ScenarioSource } from '../scenario-schema.ts';
import { NODE_WORDS, WHOLE_WORDS } from './scenario-words.ts';

type Nodes = ScenarioSource['nodes'];
const WORDS: Readonly<Record<string, string>> = { ...NODE_WORDS, ...WHOLE_WORDS };
/** Fields that name a node, or a choice. */
const NAMING = new Set(['goto', 'start']);

/** A place in a scenario as its author calls it, from the scenario on: “He talks”, choice 2: Points. */
export function sayScenarioPlace(at: EditPath, nodes: Nodes): string {
  const [first, name, ...rest] = at;
  if (first === undefined) return 'The whole scenario';
  if (first !== 'nodes' || typeof name !== 'string') return WORDS[keysOf(at).join('.')] ?? 'The whole scenario';
  const node = Object.hasOwn(nodes, name) ? nodes[name] : undefined;
  const home = `“${node?.title || name}”`;
  if (rest.length === 0) return `All of ${home}`;
  const [list, entry, ...field] = rest;
  const words = field.length === 0 || typeof list !== 'string' ? '' : wordsOf(keysOf(field), list);
  if (list === 'choices' && entry !== undefined) return said(`${home}, ${choiceName(node, entry)}`, words);
  if (list === 'asides' && entry !== undefined) return said(`${home}, words that depend on flags`, words);
  return said(home, wordsOf(keysOf(rest), 'nodes'));
}

/** A value at such a place in words: a node by its title, a choice or a node by its fields. */
export function sayScenarioValue(at: EditPath, value: SourceValue, nodes: Nodes): string {
  const keys = keysOf(at);
  const last = keys.at(-1) ?? '';
  if (typeof value === 'string' && NAMING.has(last)) return nodes[value]?.title || value || '(nothing)';
  const holder = at.length === 2 && keys[0] === 'nodes' ? 'nodes' : last;
  return sayValue(value, (key, around) => WORDS[`${around}.${key}`] ?? WORDS[key] ?? key, holder);
}

const keysOf = (at: EditPath): string[] => at.filter((step): step is string => typeof step === 'string');

function wordsOf(keys: readonly string[], holder: string): string {
  const [last, around = holder] = [keys.at(-1) ?? '', keys.at(-2)];
  return WORDS[`${around}.${last}`] ?? '';
}

const said = (home: string, words: string): string => (words === '' ? home : `${home}: ${words}`);

function choiceName(node: ScenarioNode | undefined, step: EditStep): string {
  if (node === undefined || 'end' in node) return 'a choice';
  const index =
    typeof step === 'object'
      ? node.choices.findIndex(({ id }) => id === step.id)
      : typeof step === 'number'
        ? step
        : -1;
  return index < 0 || index >= node.choices.length ? 'a choice' : `choice ${index + 1}`;
}
