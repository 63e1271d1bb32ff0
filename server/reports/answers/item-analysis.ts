import { grouped } from '../grouped.ts';
import type { GivenAnswer } from './given-answer.ts';

/** Answers below which nothing is said of an item: chance would speak. */
export const FEWEST = 5;

/** How an item works, of the answers that were given to it. */
export interface ItemFigures {
  readonly item: string;
  readonly answers: number;
  /** Share of right answers, 0-1. */
  readonly shareRight: number;
  /**
   * Point-biserial correlation of this item, right or wrong, with the share right of the other items of the sitting: the item
   * itself is taken out of the sum. null where there are fewer than {@link FEWEST} sittings with others, or all are alike.
   */
  readonly discrimination: number | null;
  /** Half took less, ms; null where no time was told. */
  readonly medianMs: number | null;
  /** How often each response was taken, the most frequent first. */
  readonly chosen: readonly { readonly response: string; readonly count: number }[];
}

/** Figures of every item that was answered; each answer is the first one of its sitting to its item. */
export function analyseItems(answers: readonly GivenAnswer[]): ItemFigures[] {
  const sittings = new Map<string, { sum: number; count: number }>();
  for (const { sitting, share } of answers) {
    const { sum, count } = sittings.get(sitting) ?? { sum: 0, count: 0 };
    sittings.set(sitting, { sum: sum + share, count: count + 1 });
  }
  const restOf = ({ sitting, share }: GivenAnswer): number | null => {
    const { sum, count } = sittings.get(sitting) ?? { sum: 0, count: 0 };
    return count < 2 ? null : (sum - share) / (count - 1);
  };
  return [...grouped(answers, ({ item }) => item)].map(([item, own]) => {
    const pairs = own.flatMap((answer): [number, number][] => {
      const rest = restOf(answer);
      return rest === null ? [] : [[isRight(answer), rest]];
    });
    return {
      item,
      answers: own.length,
      shareRight: mean(own.map(isRight)),
      discrimination: pairs.length < FEWEST ? null : correlation(pairs),
      medianMs: median(own.flatMap(({ latencyMs }) => latencyMs ?? [])),
      chosen: countChosen(own),
    };
  });
}

/** Right is right alone: half of the points is not. */
const isRight = ({ share }: GivenAnswer): number => (share >= 1 ? 1 : 0);

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Pearson's r; null where one of the two never varies. */
function correlation(pairs: readonly (readonly [number, number])[]): number | null {
  const [meanOne, meanOther] = [mean(pairs.map(([one]) => one)), mean(pairs.map(([, other]) => other))];
  let [both, ones, others] = [0, 0, 0];
  for (const [one, other] of pairs) {
    both += (one - meanOne) * (other - meanOther);
    ones += (one - meanOne) ** 2;
    others += (other - meanOther) ** 2;
  }
  const spread = Math.sqrt(ones * others);
  return spread < 1e-9 ? null : both / spread;
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((one, other) => one - other);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

function countChosen(answers: readonly GivenAnswer[]): ItemFigures['chosen'] {
  const groups = grouped(
    answers.flatMap(({ chosen }) => chosen),
    (response) => response,
  );
  return [...groups]
    .map(([response, all]) => ({ response, count: all.length }))
    .toSorted((one, other) => other.count - one.count || (one.response < other.response ? -1 : 1));
}
