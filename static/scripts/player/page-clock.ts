import { createEngagedClock } from './engaged-clock.ts';
import type { EngagedClock } from './engaged-clock.ts';
import { element } from './page-elements.ts';
import { say, words } from './words.ts';

/** After this long without use the page asks whether somebody is there, ms. */
const ASK_AFTER_MS = 900_000;

/** The engaged clock of the page, shown in the bar. */
export interface PageClock {
  /** Input or playing media in the content. */
  heard(isMediaPlaying: boolean): void;
  /** The attempt's time as the server knows it, ms. */
  settled(engagedMs: number, reportedMs: number): void;
  readonly unreportedMs: number;
  readonly isPaused: boolean;
  /** Engaged time of the attempt with what is not reported yet, ms. */
  readonly totalMs: number;
}

/** Starts counting; `away` is called once each time nobody has been there for a quarter of an hour. */
export function startPageClock(engagedMs: number, away: () => void): PageClock {
  const clock: EngagedClock = createEngagedClock(Date.now());
  let knownMs = engagedMs;
  let mediaUntil = 0;
  let hasAsked = false;
  const touch = (): void => {
    clock.touch(Date.now());
    hasAsked = false;
  };
  for (const type of ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart']) {
    addEventListener(type, touch, { capture: true, passive: true });
  }
  const tick = (): void => {
    const now = Date.now();
    const isVisible = document.visibilityState === 'visible';
    clock.tick(now, { isVisible, isFocused: document.hasFocus(), isMediaPlaying: now < mediaUntil });
    show(clock.isPaused(now));
    if (clock.idleMs(now) > ASK_AFTER_MS && isVisible && !hasAsked) {
      hasAsked = true;
      away();
    }
  };
  const show = (isPaused: boolean): void => {
    const minutes = Math.floor((knownMs + clock.unreportedMs) / 60_000);
    const told = say(isPaused ? words.minutesPaused : words.minutesActive, { minutes });
    const place = element('clock', HTMLSpanElement);
    if (place.textContent !== told) place.textContent = told;
  };
  setInterval(tick, 1000);
  tick();
  return {
    heard(isMediaPlaying) {
      touch();
      if (isMediaPlaying) mediaUntil = Date.now() + 6000;
    },
    settled(atServer, reportedMs) {
      knownMs = atServer;
      clock.reported(reportedMs);
    },
    get unreportedMs() {
      return clock.unreportedMs;
    },
    get isPaused() {
      return clock.isPaused(Date.now());
    },
    get totalMs() {
      return knownMs + clock.unreportedMs;
    },
  };
}
