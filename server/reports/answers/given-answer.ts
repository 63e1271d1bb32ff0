/** The first answer that somebody gave to an item, as it was judged then. */
export interface GivenAnswer {
  readonly attempt: string;
  /** What was answered together: the attempt, and of a test the try. */
  readonly sitting: string;
  /** Id of the item within its part. */
  readonly item: string;
  /** Options that were taken; the whole response where an item has none. */
  readonly chosen: readonly string[];
  /** 0-1 */
  readonly share: number;
  /** ms; null where it was not told. */
  readonly latencyMs: number | null;
}

/** The first answer of each attempt to each item, in the order in which they come: a later try may have learned from it. */
export function firstOnly(answers: Iterable<GivenAnswer>): GivenAnswer[] {
  const seen = new Set<string>();
  return [...answers].filter(({ attempt, item }) => {
    const key = JSON.stringify([attempt, item]);
    return !seen.has(key) && seen.add(key);
  });
}
