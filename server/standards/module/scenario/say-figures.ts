import type { ScenarioSource } from '../scenario-schema.ts';
import type { PathFigures } from './measure-paths.ts';

/** From here on nobody counts. */
const MANY = 1_000_000;

/** The figures of a scenario's runs as pairs of label and words; the editor and the server say the same. */
export function sayFigures(figures: PathFigures | null, scenario: ScenarioSource): [label: string, words: string][] {
  if (figures === null) return [['Paths', 'Too many combinations of nodes and flags to count: use fewer flags.']];
  const { paths, best, longest } = figures;
  return [
    ['Paths from start to an ending', sayCount(paths)],
    ['Best path', best === null ? 'None' : sayBest(best, scenario)],
    [
      'Longest path',
      longest === null
        ? 'None'
        : `${sayDecisions(longest.decisions)}, ${longest.characters.toLocaleString('en-US')} characters to read`,
    ],
  ];
}

function sayCount(paths: number): string {
  if (paths === Infinity) return 'Without end: one can go in circles';
  return paths > MANY ? 'More than a million' : paths.toLocaleString('en-US');
}

function sayBest({ points, steps, end }: NonNullable<PathFigures['best']>, scenario: ScenarioSource): string {
  const titleOf = (node: string): string => scenario.nodes[node]?.title || node;
  const nodes = [...steps.map(({ node }) => node), end].map(titleOf).join(' → ');
  return `${points === 1 ? '1 point' : `${points} points`}: ${nodes}`;
}

function sayDecisions(count: number): string {
  return count === 1 ? '1 decision' : `${count} decisions`;
}
