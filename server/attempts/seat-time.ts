/** Longest engaged time that one heartbeat can add, ms. */
const MOST_ENGAGED_MS = 90_000;

/**
 * Seat time of a session, ms: what the SCO told, but all sessions of a launch together take no more than the clock gave
 * since the launch began.
 */
export function boundSessionTime(told: {
  readonly sessionTimeMs: number;
  readonly launchStartedAt: Date;
  readonly receivedAt: Date;
  /** Other sessions of the same launch together, ms. */
  readonly othersMs: number;
}): number {
  const clock = told.receivedAt.getTime() - told.launchStartedAt.getTime();
  return Math.max(0, Math.min(told.sessionTimeMs, clock - told.othersMs));
}

/** Engaged time that a heartbeat adds, ms: what the browser counted, within the server's clock since the last one and 90 s. */
export function boundEngagedTime(toldMs: number, since: Date, now: Date): number {
  return Math.max(0, Math.min(Math.floor(toldMs), now.getTime() - since.getTime(), MOST_ENGAGED_MS));
}
