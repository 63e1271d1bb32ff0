import type { ScenarioBlock } from './compiled-module.ts';
import { isEnding, runScenario } from './run-scenario.ts';

/** The choices of a run as their places at their nodes, a character each (base 36). */
export function packRun(block: ScenarioBlock, choices: readonly string[]): string {
  const steps = runScenario(block, choices)?.steps ?? [];
  return steps.map(({ node, choice }) => placesOf(block, node).indexOf(choice).toString(36)).join('');
}

/** The opposite of `packRun`: as far as the places lead. */
export function unpackRun(block: ScenarioBlock, packed: string): string[] {
  const choices: string[] = [];
  for (let at = 0; at < packed.length; at += 1) {
    const run = runScenario(block, choices);
    const choice = placesOf(block, run?.node ?? '')[Number.parseInt(packed.charAt(at), 36)];
    if (choice === undefined || runScenario(block, [...choices, choice]) === null) return choices;
    choices.push(choice);
  }
  return choices;
}

function placesOf(block: ScenarioBlock, id: string): string[] {
  const node = block.nodes[id];
  return node === undefined || isEnding(node) ? [] : node.choices.map((choice) => choice.id);
}
