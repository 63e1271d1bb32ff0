import {
  isEnding,
  offeredChoices,
  plainWords,
  runScenario,
  type CompiledChoice,
  type EndingKind,
  type ScenarioBlock,
  type ScenarioKey,
} from '../../standards/module/index.ts';

/** One decision of a run, with what else was offered there. */
export interface ReplayedStep {
  readonly title: string;
  readonly speaker: string;
  readonly text: string;
  readonly prompt: string;
  readonly choices: readonly {
    readonly words: string;
    readonly points: number;
    readonly isTaken: boolean;
    /** No choice offered there would have given more. */
    readonly isBest: boolean;
  }[];
  readonly feedback: string;
}

/** A run told again from its choices. */
export interface Replay {
  readonly steps: readonly ReplayedStep[];
  readonly points: number;
  readonly max: number;
  /** null where the run stopped before one. */
  readonly ending: {
    readonly title: string;
    readonly text: string;
    readonly lesson: string;
    readonly kind: EndingKind;
    readonly isPassed: boolean;
  } | null;
}

/** Plays a stored run again by the version that it was made with; null where that version has no such run. */
export function replayRun(block: ScenarioBlock, key: ScenarioKey, taken: readonly string[]): Replay | null {
  const run = runScenario(block, taken);
  if (run === null) return null;
  const flags = new Set<string>();
  let sum = 0;
  const pointsOf = (node: string, choice: string): number => key.choices[`${node}.${choice}`]?.points ?? 0;
  const steps = run.steps.map(({ node, choice }): ReplayedStep => {
    const at = block.nodes[node];
    const decision = at === undefined || isEnding(at) ? null : at;
    const offered = decision === null ? [] : offeredChoices(decision, flags);
    const best = Math.max(...offered.map(({ id }) => pointsOf(node, id)));
    const choices = offered.map((one) => ({
      words: choiceWords(one),
      points: pointsOf(node, one.id),
      isTaken: one.id === choice,
      isBest: pointsOf(node, one.id) === best,
    }));
    for (const flag of offered.find(({ id }) => id === choice)?.set ?? []) flags.add(flag);
    sum += pointsOf(node, choice);
    return {
      title: decision?.title ?? node,
      speaker: decision?.speaker ?? '',
      text: plainWords(decision?.html ?? ''),
      prompt: plainWords(decision?.prompt ?? ''),
      choices,
      feedback: plainWords(key.choices[`${node}.${choice}`]?.feedback ?? ''),
    };
  });
  const points = Math.min(key.max, Math.max(0, sum));
  return { steps, points, max: key.max, ending: endingOf(block, key, run.node, points) };
}

/** What the officer says or does. */
export function choiceWords({ say, do: does, id }: Pick<CompiledChoice, 'say' | 'do' | 'id'>): string {
  return plainWords(say === '' ? does : `“${say}”`) || id;
}

function endingOf(block: ScenarioBlock, key: ScenarioKey, node: string, points: number): Replay['ending'] {
  const at = block.nodes[node];
  if (at === undefined || !isEnding(at)) return null;
  const { end: kind = 'fair', lesson = '' } = key.ends[node] ?? {};
  const isPassed = points >= key.pass;
  return { title: at.title, text: plainWords(at.html), lesson: plainWords(lesson), kind, isPassed };
}
