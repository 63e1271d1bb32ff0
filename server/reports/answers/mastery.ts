import { grouped } from '../grouped.ts';

/** One answer as it counts for an objective; `weight` is that of its question. */
export interface ObjectiveAnswer {
  readonly attempt: string;
  readonly objective: string;
  /** 0-1 */
  readonly share: number;
  readonly weight: number;
}

/** How an objective stands among those who answered to it. */
export interface ObjectiveFigures {
  readonly objective: string;
  readonly attempts: number;
  /** Mean over the attempts of the share that each earned, 0-1. */
  readonly share: number;
  /** Attempts that earned the mark. */
  readonly mastered: number;
}

/** Share that counts as mastered where a part asks for none of its own. */
export const MASTERY = 0.8;

/** How each objective stands, the weakest first. */
export function measureObjectives(
  answers: readonly ObjectiveAnswer[],
  markOf: (objective: string) => number,
): ObjectiveFigures[] {
  return [...grouped(answers, ({ objective }) => objective)]
    .map(([objective, own]) => {
      const shares = [...grouped(own, ({ attempt }) => attempt).values()].map(earned);
      const mark = markOf(objective);
      return {
        objective,
        attempts: shares.length,
        share: shares.reduce((sum, share) => sum + share, 0) / shares.length,
        mastered: shares.filter((share) => share >= mark - 1e-9).length,
      };
    })
    .toSorted((one, other) => one.share - other.share || (one.objective < other.objective ? -1 : 1));
}

function earned(answers: readonly ObjectiveAnswer[]): number {
  const possible = answers.reduce((sum, { weight }) => sum + weight, 0);
  return possible === 0 ? 0 : answers.reduce((sum, { share, weight }) => sum + share * weight, 0) / possible;
}
