import type { Condition, ScenarioChoice, ScenarioNode, ScenarioSource } from './scenario-schema.ts';

/** Where a run of a scenario stands: the node, and the flags that were set on the way. */
export interface Standing {
  readonly node: string;
  readonly flags: ReadonlySet<string>;
}

/** One way to go on from a standing. */
export interface Step {
  readonly choice: ScenarioChoice;
  readonly to: Standing;
}

/** True when all flags of `has` are set and none of `lacks`; without a condition always. */
export function conditionHolds(condition: Condition | undefined, flags: ReadonlySet<string>): boolean {
  return (
    (condition?.has ?? []).every((flag) => flags.has(flag)) && !(condition?.lacks ?? []).some((flag) => flags.has(flag))
  );
}

/** Node of a name; undefined where a goto leads nowhere. */
export function nodeOf(scenario: ScenarioSource, name: string): ScenarioNode | undefined {
  return Object.hasOwn(scenario.nodes, name) ? scenario.nodes[name] : undefined;
}

/** Every choice that is offered at a standing, with the standing after it; none at an ending. */
export function stepsFrom(scenario: ScenarioSource, { node: name, flags }: Standing): Step[] {
  const node = nodeOf(scenario, name);
  if (node === undefined || 'end' in node) return [];
  return node.choices
    .filter(({ when }) => conditionHolds(when, flags))
    .map((choice) => {
      const after = choice.set === undefined ? flags : new Set([...flags, ...choice.set]);
      return { choice, to: { node: targetOf(choice, after), flags: after } };
    });
}

/** Text that tells one standing from another, for maps. */
export function standingKey({ node, flags }: Standing): string {
  return `${node}/${[...flags].sort().join(',')}`;
}

function targetOf({ goto }: ScenarioChoice, flags: ReadonlySet<string>): string {
  if (typeof goto === 'string') return goto;
  return goto.find(({ when }) => conditionHolds(when, flags))?.goto ?? '';
}
