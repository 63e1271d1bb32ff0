const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 12 * 3_600_000;
const FACTOR = 4;
/** Share of a wait by which it is longer or shorter, so that messages which failed together do not come together again. */
const JITTER = 0.2;
const DAY_MS = 24 * 3_600_000;

/** Requests for one message: the last one comes about 34 hours after the first. */
export const MOST_TRIES = 10;

/** An endpoint that took nothing for this long is switched off, ms. */
export const GIVE_UP_MS = 5 * DAY_MS;

/** Time in which the old secret signs too, ms. */
export const ROTATION_MS = DAY_MS;

/** Deliveries and tries are kept this long, ms. */
export const KEEP_MS = 30 * DAY_MS;

/** ms until the next try after `tries` of them; `random` is 0 to 1. What the receiver asks for counts where it is longer. */
export function waitAfter(tries: number, random: number, askedMs = 0): number {
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * FACTOR ** (tries - 1));
  const spread = wait * (1 - JITTER + 2 * JITTER * random);
  return Math.round(Math.min(DAY_MS, Math.max(spread, askedMs)));
}

/** ms of a `Retry-After` header in seconds; 0 for none and for a date. */
export function retryAfterMs(header: string | undefined): number {
  return header !== undefined && /^\d{1,6}$/.test(header.trim()) ? Number(header) * 1000 : 0;
}
