import type { ScenarioSource } from '../scenario-schema.ts';
import { mapScenario } from './map-scenario.ts';

/** One way from the start to a node: the choices, and the flags with which one comes there. */
export interface WayToNode {
  readonly choices: readonly string[];
  readonly flags: readonly string[];
}

/** Ways that are offered: a person tries the first two or three. */
const MOST_WAYS = 8;

/** The shortest way to a node for each set of flags with which a run can come there; the shortest first. */
export function waysToNode(scenario: ScenarioSource, node: string): WayToNode[] {
  const { points } = mapScenario(scenario);
  const start = points.keys().next().value ?? '';
  const reached = new Map<string, readonly string[]>([[start, []]]);
  // A map hands out what is added while it is gone through: nearest first.
  for (const [key, choices] of reached) {
    for (const step of points.get(key)?.steps ?? []) {
      if (!reached.has(step.key)) reached.set(step.key, [...choices, step.choice.id]);
    }
  }
  return [...reached]
    .flatMap(([key, choices]): WayToNode[] => {
      const at = points.get(key)?.at;
      return at?.node === node ? [{ choices, flags: [...at.flags].sort() }] : [];
    })
    .slice(0, MOST_WAYS);
}
