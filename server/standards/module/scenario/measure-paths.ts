import { MOST_STEPS } from '../run-scenario.ts';
import type { ScenarioSource } from '../scenario-schema.ts';
import { conditionHolds, nodeOf, type Standing } from '../walk-scenario.ts';
import { circlesOf, type ScenarioMap } from './map-scenario.ts';
import type { ScenarioSubject } from './scenario-subject.ts';

/** One decision of a run. */
export interface PathStep {
  readonly node: string;
  readonly choice: string;
}

/** What is said of the runs of a scenario from its start to an ending. */
export interface PathFigures {
  /** Different runs; Infinity where one can go in circles. */
  readonly paths: number;
  /** The shortest of the runs with the most points; null where none ends, or points can be gained without end. */
  readonly best: { readonly points: number; readonly steps: readonly PathStep[]; readonly end: string } | null;
  /** The run on which there is the most to read: its decisions, and the characters; null where none ends. */
  readonly longest: { readonly decisions: number; readonly characters: number } | null;
}

/** Counts and measures the runs of a scenario; null where there are more standings than can be walked through. */
export function measurePaths({ scenario, map, circles }: ScenarioSubject): PathFigures | null {
  if (!map.isWhole) return null;
  const walks = walkBackwards(scenario, map);
  return {
    paths: countPaths(scenario, map),
    best: circles.some(({ gains }) => gains) ? null : bestRun(walks),
    longest: longestRun(scenario, walks),
  };
}

function countPaths(scenario: ScenarioSource, map: ScenarioMap): number {
  const count = new Map<string, number>();
  for (const group of circlesOf(map)) {
    const inside = new Set(group);
    const members = group.map((key) => ({ key, point: map.points.get(key) }));
    const steps = members.flatMap(({ point }) => point?.steps ?? []);
    const outside = steps.filter((step) => !inside.has(step.key));
    const endings = members.filter(({ point }) => 'end' in (nodeOf(scenario, point?.at.node ?? '') ?? {})).length;
    const out = outside.reduce((sum, step) => sum + (count.get(step.key) ?? 0), endings);
    const isCircle = outside.length < steps.length;
    for (const key of group) count.set(key, isCircle && out > 0 ? Infinity : out);
  }
  return count.get(map.points.keys().next().value ?? '') ?? 0;
}

/** Most points and most characters of the runs that end after exactly so many decisions, by their number and where they begin. */
interface Walks {
  readonly places: readonly Place[];
  readonly points: readonly Float64Array[];
  readonly characters: readonly Float64Array[];
}

interface Place {
  readonly node: string;
  /** Characters that are read here. */
  readonly reads: number;
  readonly isEnd: boolean;
  readonly steps: readonly {
    readonly to: number;
    readonly choice: string;
    readonly points: number;
    readonly reads: number;
  }[];
}

/** Runs from their endings back to the start, one decision more at a time; a run has `MOST_STEPS` of them at most. */
function walkBackwards(scenario: ScenarioSource, map: ScenarioMap): Walks {
  const numbers = new Map([...map.points.keys()].map((key, index) => [key, index]));
  const places = [...map.points.values()].map(({ at, steps }): Place => ({
    node: at.node,
    reads: charactersAt(scenario, at),
    isEnd: 'end' in (nodeOf(scenario, at.node) ?? {}),
    steps: steps.map(({ choice, key }) => ({
      to: numbers.get(key) ?? 0,
      choice: choice.id,
      points: choice.points,
      reads: (choice.feedback ?? '').length,
    })),
  }));
  const points = [Float64Array.from(places, ({ isEnd }) => (isEnd ? 0 : -Infinity))];
  const characters = [Float64Array.from(places, ({ isEnd, reads }) => (isEnd ? reads : -Infinity))];
  for (let made = 1; made <= MOST_STEPS; made += 1) {
    const before = { points: points[made - 1], characters: characters[made - 1] };
    const worth = Float64Array.from(places, ({ steps }) =>
      Math.max(-Infinity, ...steps.map((step) => step.points + (before.points?.[step.to] ?? -Infinity))),
    );
    if (worth.every((one) => one === -Infinity)) break;
    points.push(worth);
    characters.push(
      Float64Array.from(places, ({ steps, reads }) =>
        Math.max(-Infinity, ...steps.map((step) => reads + step.reads + (before.characters?.[step.to] ?? -Infinity))),
      ),
    );
  }
  return { places, points, characters };
}

function bestRun({ places, points }: Walks): PathFigures['best'] {
  const most = Math.max(...points.map((layer) => layer[0] ?? -Infinity));
  if (most === -Infinity) return null;
  let left = points.findIndex((layer) => layer[0] === most);
  let at = places[0];
  let worth = most;
  const steps: PathStep[] = [];
  while (at !== undefined && left > 0) {
    left -= 1;
    const layer = points[left];
    const rest = worth;
    const step = at.steps.find(({ to, points: gain }) => gain + (layer?.[to] ?? -Infinity) === rest);
    if (step === undefined) return null;
    steps.push({ node: at.node, choice: step.choice });
    worth -= step.points;
    at = places[step.to];
  }
  return { points: most, steps, end: at?.node ?? '' };
}

function longestRun({ intro }: ScenarioSource, { characters }: Walks): PathFigures['longest'] {
  const most = Math.max(...characters.map((layer) => layer[0] ?? -Infinity));
  if (most === -Infinity) return null;
  return { decisions: characters.findIndex((layer) => layer[0] === most), characters: intro.length + most };
}

/** Characters of all that an officer reads who stands here: the scene, what is said, and the choices that are offered. */
function charactersAt(scenario: ScenarioSource, { node: name, flags }: Standing): number {
  const node = nodeOf(scenario, name);
  if (node === undefined) return 0;
  if ('end' in node) return lengthOf([node.text, node.lesson]);
  const asides = (node.asides ?? []).filter(({ when }) => conditionHolds(when, flags)).map(({ text }) => text);
  const choices = node.choices.filter(({ when }) => conditionHolds(when, flags)).flatMap((one) => [one.say, one.do]);
  return lengthOf([node.scene, node.text, node.prompt, ...asides, ...choices]);
}

function lengthOf(texts: readonly (string | undefined)[]): number {
  return texts.reduce((sum, text = '') => sum + text.length, 0);
}
