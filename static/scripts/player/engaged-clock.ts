/** After this long without input or media the clock pauses, ms. */
export const PAUSE_AFTER_MS = 180_000;

/** What the page sees at a tick. */
export interface Presence {
  readonly isVisible: boolean;
  readonly isFocused: boolean;
  readonly isMediaPlaying: boolean;
}

/** Engaged time of this page: visible, focused, and used within the last three minutes. */
export interface EngagedClock {
  /** The person pressed, moved, scrolled or typed, here or in the content. */
  touch(now: number): void;
  /** Counts up to `now`; the time between two ticks counts by what is seen at its end. */
  tick(now: number, presence: Presence): void;
  /** Engaged ms that no heartbeat has taken yet; the heartbeat that reports them says so. */
  readonly unreportedMs: number;
  reported(ms: number): void;
  /** Nothing was used for long enough that the clock stands. */
  isPaused(now: number): boolean;
  /** ms since the last use */
  idleMs(now: number): number;
}

/** A clock that starts at `now`; ticks further apart than `mostMs` (a sleeping computer) count for nothing. */
export function createEngagedClock(start: number, mostMs = 5000): EngagedClock {
  let usedAt = start;
  let tickedAt = start;
  let unreportedMs = 0;
  const isPaused = (now: number): boolean => now - usedAt >= PAUSE_AFTER_MS;
  return {
    touch(now) {
      usedAt = Math.max(usedAt, now);
    },
    tick(now, { isVisible, isFocused, isMediaPlaying }) {
      const passed = now - tickedAt;
      tickedAt = now;
      if (isVisible && isMediaPlaying) usedAt = now;
      if (passed <= 0 || passed > mostMs || !isVisible || isPaused(now)) return;
      if (isFocused || isMediaPlaying) unreportedMs += passed;
    },
    get unreportedMs() {
      return unreportedMs;
    },
    reported(ms) {
      unreportedMs = Math.max(0, unreportedMs - ms);
    },
    isPaused,
    idleMs: (now) => now - usedAt,
  };
}
