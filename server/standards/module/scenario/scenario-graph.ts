import type { ScenarioSource } from '../scenario-schema.ts';

/** A node of the map. */
export interface GraphNode {
  readonly name: string;
  readonly title: string;
  /** “3 choices”, “Ending: best”. */
  readonly note: string;
  readonly kind: 'decision' | 'best' | 'good' | 'fair' | 'poor' | 'missing';
  readonly isStart: boolean;
}

/** One way of one choice from a node to another. */
export interface GraphEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly choice: string;
  /** What the officer says or does. */
  readonly words: string;
  readonly points: number;
  /** `+2`, `0`, `−1`. */
  readonly label: string;
  /** “with trust, without cuffs”; '' where it is always open. */
  readonly condition: string;
}

/** A scenario as what can be drawn: its nodes, and every way between them. */
export interface ScenarioGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** Nodes and ways of a scenario, finished or not; a node that a choice names and nobody wrote is `missing`. */
export function scenarioGraph(scenario: ScenarioSource): ScenarioGraph {
  const edges = Object.entries(scenario.nodes).flatMap(([from, node]) =>
    'end' in node ? [] : edgesOf(from, node.choices),
  );
  const written = Object.entries(scenario.nodes).map(([name, node]): GraphNode => {
    const isStart = name === scenario.start;
    const title = node.title === '' ? name : node.title;
    if ('end' in node) return { name, title, note: `Ending: ${node.end}`, kind: node.end, isStart };
    const count = node.choices.length;
    return { name, title, note: count === 1 ? '1 choice' : `${count} choices`, kind: 'decision', isStart };
  });
  const known = new Set(Object.keys(scenario.nodes));
  const missing = [...new Set(edges.map(({ to }) => to))]
    .filter((name) => !known.has(name))
    .map((name): GraphNode => ({ name, title: name, note: 'Not written yet', kind: 'missing', isStart: false }));
  return { nodes: [...written, ...missing], edges };
}

/** Points with their sign, as they stand on a map. */
export function sayPoints(points: number): string {
  if (points > 0) return `+${points}`;
  return points < 0 ? `−${-points}` : '0';
}

type Decision = Extract<ScenarioSource['nodes'][string], { choices: unknown }>;

function edgesOf(from: string, choices: Decision['choices']): GraphEdge[] {
  return choices.flatMap((choice, at) => {
    const ways = typeof choice.goto === 'string' ? [{ goto: choice.goto }] : choice.goto;
    return ways.flatMap(({ goto, ...way }, index): GraphEdge[] => {
      if (goto === '') return [];
      const when = 'when' in way ? way.when : undefined;
      const condition = [sayCondition(choice.when), sayCondition(when)].filter((words) => words !== '').join(', ');
      const label = sayPoints(choice.points);
      const words = choice.say ?? choice.do ?? '';
      return [
        {
          id: `${from}.${at}.${index}`,
          from,
          to: goto,
          choice: choice.id,
          words,
          points: choice.points,
          label,
          condition,
        },
      ];
    });
  });
}

/** A condition in words; '' where it asks for nothing. */
export function sayCondition(when: { has?: readonly string[]; lacks?: readonly string[] } | undefined): string {
  const has = (when?.has ?? []).map((flag) => `with ${flag}`);
  const lacks = (when?.lacks ?? []).map((flag) => `without ${flag}`);
  return [...has, ...lacks].join(', ');
}
