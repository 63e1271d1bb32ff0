import type { ScenarioSource } from '../scenario-schema.ts';
import { nodeOf, type Standing, standingKey, type Step, stepsFrom } from '../walk-scenario.ts';

/** A place where a run can stand, and how it goes on from there. */
export interface MapPoint {
  readonly at: Standing;
  readonly steps: readonly (Step & { readonly key: string })[];
}

/** Every (node, flags) that a run can reach, by key, in the order in which they were found. */
export interface ScenarioMap {
  readonly points: ReadonlyMap<string, MapPoint>;
  /** False when there were more than the checker walks through; nothing is said of paths then. */
  readonly isWhole: boolean;
}

/** More than any scenario that a person can write or read. */
const MOST_POINTS = 4_000;

/** Walks a scenario along all choices from its start. */
export function mapScenario(scenario: ScenarioSource): ScenarioMap {
  const points = new Map<string, MapPoint>();
  const start: Standing = { node: scenario.start, flags: new Set() };
  const waiting = [start];
  const seen = new Set([standingKey(start)]);
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (points.size >= MOST_POINTS) return { points, isWhole: false };
    const steps = stepsFrom(scenario, at)
      .filter(({ to }) => nodeOf(scenario, to.node) !== undefined)
      .map((step) => ({ ...step, key: standingKey(step.to) }));
    points.set(standingKey(at), { at, steps });
    for (const { to, key } of steps) {
      if (seen.has(key)) continue;
      seen.add(key);
      waiting.push(to);
    }
  }
  return { points, isWhole: true };
}

/** Groups of points that can be reached from each other, each group after all that it leads to (Tarjan). */
export function circlesOf({ points }: ScenarioMap): string[][] {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const groups: string[][] = [];
  const enter = (key: string): Frame => {
    order.set(key, order.size);
    low.set(key, order.get(key) ?? 0);
    open.push(key);
    isOpen.add(key);
    return { key, next: 0 };
  };
  const lower = (key: string, to: number | undefined): void => void low.set(key, Math.min(low.get(key) ?? 0, to ?? 0));
  for (const start of points.keys()) {
    if (order.has(start)) continue;
    // A stack of its own instead of recursion: a path may be as long as the map is large.
    const frames = [enter(start)];
    for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
      const step = points.get(frame.key)?.steps[frame.next];
      frame.next += 1;
      if (step === undefined) {
        frames.pop();
        const parent = frames.at(-1);
        if (parent !== undefined) lower(parent.key, low.get(frame.key));
        if (low.get(frame.key) === order.get(frame.key)) groups.push(close(frame.key, open, isOpen));
      } else if (!order.has(step.key)) frames.push(enter(step.key));
      else if (isOpen.has(step.key)) lower(frame.key, order.get(step.key));
    }
  }
  return groups;
}

interface Frame {
  readonly key: string;
  next: number;
}

function close(key: string, open: string[], isOpen: Set<string>): string[] {
  const group = open.splice(open.indexOf(key));
  for (const member of group) isOpen.delete(member);
  return group;
}
