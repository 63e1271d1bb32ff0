import type { ScenarioSource } from '../scenario-schema.ts';
import type { SourcePath } from '../source-finding.ts';
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
  const faults = [...SCENARIO_RULES, ...PATH_RULES].flatMap(({ code, severity, find }) =>
    [...find(subject)].map(({ at, message }): ScenarioFault => ({ code, severity, message, at, node: nodeAt(at) })),
  );
  return {
    faults: [...faults.filter(isError), ...faults.filter((fault) => !isError(fault))],
    figures: measurePaths(subject),
  };
}

function isError({ severity }: ScenarioFault): boolean {
  return severity === 'error';
}

function nodeAt([list, node]: SourcePath): string {
  return list === 'nodes' && typeof node === 'string' ? node : '';
}
