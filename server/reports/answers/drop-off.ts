/** How far one attempt came in a part. */
export interface Progress {
  /** Steps that were done, by their ids. */
  readonly done: ReadonlySet<string>;
  /** The whole part is done. */
  readonly isComplete: boolean;
}

/** A step of a part, and who came to it. */
export interface StepFigures {
  readonly step: string;
  readonly done: number;
  /** Of those who began, 0-1. */
  readonly share: number;
  /** Attempts that are not complete and whose last done step is the one before: they stopped here. */
  readonly stopped: number;
}

/** Who stopped where, in the order of the steps; what is done after an undone step counts as having come past it. */
export function countDropOff(steps: readonly string[], attempts: readonly Progress[]): StepFigures[] {
  const stopped = new Map<number, number>();
  for (const { done, isComplete } of attempts) {
    if (isComplete) continue;
    const at = steps.findLastIndex((step) => done.has(step)) + 1;
    if (at < steps.length) stopped.set(at, (stopped.get(at) ?? 0) + 1);
  }
  return steps.map((step, at) => {
    const done = attempts.filter((one) => one.done.has(step)).length;
    return { step, done, share: attempts.length === 0 ? 0 : done / attempts.length, stopped: stopped.get(at) ?? 0 };
  });
}
