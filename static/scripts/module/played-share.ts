/** A stretch of a film, seconds from its start. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** What a browser tells as the end of a film that ran to its end may lie so far before it, seconds. */
const END_GAP = 0.5;

/** Share of a film that was played, 0-1: what is jumped over does not count, what is played twice counts once. */
export function playedShare(stretches: readonly Stretch[], duration: number): number {
  if (!(duration > 0)) return 0;
  let seconds = 0;
  let until = 0;
  for (const { start, end } of [...stretches].sort((a, b) => a.start - b.start)) {
    seconds += Math.max(0, end - Math.max(start, until));
    until = Math.max(until, end);
  }
  return seconds >= duration - Math.min(END_GAP, duration / 10) ? 1 : seconds / duration;
}
