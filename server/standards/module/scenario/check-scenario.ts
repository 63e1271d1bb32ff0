import type { ScenarioSource } from '../scenario-schema.ts';
import type { Finding, SourcePath } from '../source-finding.ts';
import { measurePaths, type PathFigures } from './measure-paths.ts';
import { PATH_RULES } from './path-rules.ts';
import { SCENARIO_RULES } from './scenario-rules.ts';
import { scenarioSubject } from './scenario-subject.ts';

/** One thing that is wrong with a scenario, in the words of the course checker, and the node where it is. */
export interface ScenarioFault {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  /** From the scenario's own block. */
  readonly at: SourcePath;
  /** '' where it is the scenario as a whole. */
  readonly node: string;
}

/** All that the checker says of one scenario. */
export interface ScenarioCheck {
  readonly faults: readonly ScenarioFault[];
  readonly figures: PathFigures | null;
}

/** Checks a scenario, finished or not, by the same rules as the course checker; errors come first. */
export function checkScenario(scenario: ScenarioSource): ScenarioCheck {
  const subject = scenarioSubject({ block: scenario, at: [] });
  const empty = emptyTexts(scenario).map(({ at, message }): ScenarioFault => ({
    ...EMPTY,
    message,
    at,
    node: nodeAt(at),
  }));
  const rules = [...SCENARIO_RULES, ...PATH_RULES].flatMap(({ code, severity, find }) =>
    [...find(subject)].map(({ at, message }): ScenarioFault => ({ code, severity, message, at, node: nodeAt(at) })),
  );
  const faults = [...empty, ...rules];
  return {
    faults: [...faults.filter(isError), ...faults.filter((fault) => !isError(fault))],
    figures: measurePaths(subject),
  };
}

const EMPTY_CODE = 'SCHEMA';
const EMPTY = { code: EMPTY_CODE, severity: 'error' } as const;

/** What a schema asks for and a draft may lack: a whole scenario has all of it. */
function emptyTexts({ title, intro, objective, nodes }: ScenarioSource): Finding[] {
  const whole = [
    { at: ['title'], is: title, message: 'Give the scenario a title.' },
    { at: ['intro'], is: intro, message: 'Write what the officer knows before it begins.' },
    { at: ['objective'], is: objective, message: 'Choose the objective that the scenario trains.' },
  ];
  const inNodes = Object.entries(nodes).flatMap(([name, node]) => [
    { at: ['nodes', name, 'title'], is: node.title, message: `Give “${name}” a title.` },
    { at: ['nodes', name, 'text'], is: node.text, message: `Write what happens in “${node.title || name}”.` },
  ]);
  return [...whole, ...inNodes].filter(({ is }) => is.trim() === '');
}

function isError({ severity }: ScenarioFault): boolean {
  return severity === 'error';
}

function nodeAt([list, node]: SourcePath): string {
  return list === 'nodes' && typeof node === 'string' ? node : '';
}
