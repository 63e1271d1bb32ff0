import type { Condition, DecisionNode, ScenarioChoice, ScenarioNode, ScenarioSource } from '../scenario-schema.ts';

type Fields = Readonly<Record<string, unknown>>;
type Goto = ScenarioChoice['goto'];

const ENDINGS = ['best', 'good', 'fair', 'poor'] as const;

/**
 * A scenario as far as a draft has it: what is missing or of another kind is empty, so that a map can be drawn and paths be
 * counted while somebody is still writing. Null where the block is no scenario and no dialogue.
 */
export function looseScenario(block: unknown): ScenarioSource | null {
  const fields = fieldsIn(block);
  const type = fields['type'];
  if (type !== 'scenario' && type !== 'dialogue') return null;
  const scoring = fieldsIn(fields['scoring']);
  const common = {
    id: text(fields['id']),
    title: text(fields['title']),
    objective: text(fields['objective']),
    intro: text(fields['intro']),
    start: text(fields['start']),
    weight: whole(fields['weight'], 5),
    counts: fields['counts'] === 'best' ? ('best' as const) : ('first' as const),
    scoring: { max: whole(scoring['max'], 0), pass: whole(scoring['pass'], 0) },
    nodes: Object.fromEntries(Object.entries(fieldsIn(fields['nodes'])).map(([name, node]) => [name, looseNode(node)])),
  };
  if (type === 'scenario') return { ...common, type };
  const person = fieldsIn(fields['with']);
  return { ...common, type, with: { name: text(person['name']), role: text(person['role']) } };
}

function looseNode(value: unknown): ScenarioNode {
  const node = fieldsIn(value);
  if (Object.hasOwn(node, 'end')) {
    return {
      title: text(node['title']),
      end: ENDINGS.find((end) => end === node['end']) ?? 'fair',
      text: text(node['text']),
      ...optional('lesson', node['lesson']),
    };
  }
  const seconds = typeof node['seconds'] === 'number' ? { seconds: node['seconds'] } : {};
  const decision: DecisionNode = {
    title: text(node['title']),
    ...optional('speaker', node['speaker']),
    ...optional('scene', node['scene']),
    text: text(node['text']),
    asides: entriesOf(node['asides']).map((aside) => ({
      when: conditionOf(aside['when']) ?? {},
      text: text(aside['text']),
    })),
    ...optional('prompt', node['prompt']),
    ...seconds,
    ...optional('late', node['late']),
    choices: entriesOf(node['choices']).map(looseChoice),
  };
  return decision;
}

function looseChoice(choice: Fields): ScenarioChoice {
  const when = conditionOf(choice['when']);
  return {
    id: text(choice['id']),
    ...optional('say', choice['say']),
    ...optional('do', choice['do']),
    goto: gotoOf(choice['goto']),
    points: whole(choice['points'], 0),
    ...optional('feedback', choice['feedback']),
    ...(Array.isArray(choice['set']) && { set: namesIn(choice['set']) }),
    ...(when !== undefined && { when }),
  };
}

function gotoOf(value: unknown): Goto {
  if (!Array.isArray(value)) return text(value);
  return entriesOf(value).map((branch) => {
    const when = conditionOf(branch['when']);
    return { ...(when !== undefined && { when }), goto: text(branch['goto']) };
  });
}

function conditionOf(value: unknown): Condition | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { has, lacks } = fieldsIn(value);
  return { ...(has !== undefined && { has: namesIn(has) }), ...(lacks !== undefined && { lacks: namesIn(lacks) }) };
}

function fieldsIn(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}

function entriesOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map(fieldsIn) : [];
}

function namesIn(value: unknown): string[] {
  return Array.isArray(value) ? value.map(text).filter((name) => name !== '') : [];
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function whole(value: unknown, without: number): number {
  return typeof value === 'number' && Number.isInteger(value) ? value : without;
}

/** A field that has words; none where it is empty or missing. */
function optional<Name extends string>(name: Name, value: unknown): Partial<Record<Name, string>> {
  const said = text(value);
  return said === '' ? {} : ({ [name]: said } as Partial<Record<Name, string>>); // oxlint-disable-line typescript/no-unsafe-type-assertion -- a computed key
}
