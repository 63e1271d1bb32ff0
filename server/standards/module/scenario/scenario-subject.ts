import type { ScenarioSource } from '../scenario-schema.ts';
import type { SourcePath } from '../source-finding.ts';
import { nodeOf } from '../walk-scenario.ts';
import { circlesOf, mapScenario, type ScenarioMap } from './map-scenario.ts';

type EndingKind = 'best' | 'good' | 'fair' | 'poor';

/** A scenario or dialogue with its map and the best points of each kind of ending. */
export interface ScenarioSubject {
  readonly scenario: ScenarioSource;
  readonly at: SourcePath;
  readonly map: ScenarioMap;
  /** Groups of points that form a circle. */
  readonly circles: readonly Circle[];
  /** Most points with which a run comes to each kind of ending; empty when points can be gained without end. */
  readonly bestTo: ReadonlyMap<EndingKind, number>;
  /** Keys of the points from which an ending can be reached. */
  readonly ending: ReadonlySet<string>;
}

/** Points that lead back to themselves. */
export interface Circle {
  readonly keys: readonly string[];
  /** Whether a choice leads out of it. */
  readonly canLeave: boolean;
  /** Whether a round may gain points. */
  readonly gains: boolean;
}

/** Computes all that the rules of a scenario ask about. */
export function scenarioSubject({ block, at }: { block: ScenarioSource; at: SourcePath }): ScenarioSubject {
  const map = mapScenario(block);
  const groups = map.isWhole ? circlesOf(map) : [];
  const circles = groups.map((keys) => circleOf(keys, map)).filter((circle) => circle !== null);
  const isBounded = map.isWhole && circles.every(({ gains }) => !gains);
  const best = bestEndings(block, map, groups, isBounded);
  const bestTo = best.get(map.points.keys().next().value ?? '') ?? new Map<EndingKind, number>();
  const ending = new Set([...best].filter(([, endings]) => endings.size > 0).map(([key]) => key));
  return { scenario: block, at, map, circles, bestTo: isBounded ? bestTo : new Map(), ending };
}

function circleOf(keys: readonly string[], { points }: ScenarioMap): Circle | null {
  const inside = new Set(keys);
  const steps = keys.flatMap((key) => points.get(key)?.steps ?? []);
  const rounds = steps.filter(({ key }) => inside.has(key));
  if (rounds.length === 0) return null;
  return { keys, canLeave: rounds.length < steps.length, gains: rounds.some(({ choice }) => choice.points > 0) };
}

type Endings = Map<EndingKind, number>;

/**
 * Most points from each point to each kind of ending. Groups come after what they lead to, so each is settled once; inside a
 * circle no step gains, so going over it until nothing changes ends. Where points are unbounded only the kinds are right.
 */
function bestEndings(
  scenario: ScenarioSource,
  { points }: ScenarioMap,
  groups: readonly (readonly string[])[],
  isBounded: boolean,
): Map<string, Endings> {
  const best = new Map<string, Endings>([...points.keys()].map((key) => [key, new Map()]));
  for (const group of groups) {
    for (let hasChanged = true; hasChanged;) {
      hasChanged = false;
      for (const key of group) hasChanged = settle(key) || hasChanged;
    }
  }
  return best;

  function settle(key: string): boolean {
    const mine = best.get(key) ?? new Map<EndingKind, number>();
    const point = points.get(key);
    const node = point === undefined ? undefined : nodeOf(scenario, point.at.node);
    let hasChanged = node !== undefined && 'end' in node && raise(mine, node.end, 0);
    for (const step of point?.steps ?? []) {
      for (const [end, more] of best.get(step.key) ?? []) {
        hasChanged = raise(mine, end, isBounded ? step.choice.points + more : 0) || hasChanged;
      }
    }
    return hasChanged;
  }
}

function raise(endings: Endings, end: EndingKind, points: number): boolean {
  if ((endings.get(end) ?? -Infinity) >= points) return false;
  endings.set(end, points);
  return true;
}
