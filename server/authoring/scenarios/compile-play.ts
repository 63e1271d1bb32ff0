import { waysToNode, type AnswerKey, type CompiledModule, type ScenarioSource } from '../../standards/module/index.ts';
import { compileScenario } from '../build/compile-scenario.ts';

/** What the page of a play hands to the run-time. */
export interface PlayData {
  readonly module: CompiledModule;
  readonly key: AnswerKey;
  /** Choices of the run that came to where the play begins. */
  readonly choices: readonly string[];
}

/** One way to come to a node, for the choice of one. */
export interface PlayWay {
  readonly number: number;
  /** “with trust”, “without any flag”. */
  readonly label: string;
  readonly isCurrent: boolean;
}

/** A play from a node: with the run that leads there, so that flags and debrief are as an officer has them. */
export interface CompiledPlay {
  readonly data: PlayData;
  readonly ways: readonly PlayWay[];
  /** False where no choice leads to the node: the play begins there without a past. */
  readonly isReached: boolean;
}

/** Compiles one scenario of a draft to a module of its own; null where there is no such node. */
export function compilePlay(scenario: ScenarioSource, node: string, way: number): CompiledPlay | null {
  if (!Object.hasOwn(scenario.nodes, node)) return null;
  const found = waysToNode(scenario, node);
  const chosen = found[way] ?? found[0];
  const begun = chosen === undefined ? { ...scenario, start: node } : scenario;
  // A draft may not say yet what its best path earns; points are shown as a part of something.
  const scoring = { ...scenario.scoring, max: Math.max(1, scenario.scoring.max) };
  const { block, key } = compileScenario({ ...begun, scoring }, 'draft');
  return {
    data: {
      module: { ...EMPTY, title: scenario.title, sections: [{ id: 'play', title: scenario.title, blocks: [block] }] },
      key: { moduleId: EMPTY.id, blocks: { [block.id]: key } },
      choices: chosen?.choices ?? [],
    },
    ways:
      found.length < 2
        ? []
        : found.map(({ flags }, number) => ({
            number,
            label: flags.length === 0 ? 'without any flag' : `with ${flags.join(', ')}`,
            isCurrent: number === found.indexOf(chosen ?? found[0] ?? { choices: [], flags: [] }),
          })),
    isReached: chosen !== undefined,
  };
}

const EMPTY: CompiledModule = {
  format: 1,
  stamp: '',
  id: 'draft',
  courseId: 'draft',
  courseTitle: '',
  title: '',
  kind: 'module',
  summary: '',
  language: 'en',
  minutes: 0,
  objectives: [],
  skills: [],
  sources: [],
  legal: null,
  pass: null,
  sections: [],
};
