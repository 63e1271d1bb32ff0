import { button, h } from './dom.ts';
import type { PlayContext } from './play-context.ts';
import { say } from './words.ts';

/** Seconds at which the time that is left is said aloud. */
const SPOKEN = new Set([30, 10, 5]);

/**
 * Counts down in a place; calls `over` once when the time is over. It stands still while the page is hidden, and the officer can
 * switch it off. Returns how to stop it.
 */
export function startTimer(place: HTMLElement, seconds: number, context: PlayContext, over: () => void): () => void {
  const { play, words, announce } = context;
  let left = seconds;
  const text = h('span', { class: 'left' });
  const bar = h('progress', { max: seconds, value: seconds, 'aria-hidden': 'true' });
  const off = button(
    words.timingOff,
    () => {
      play.setUntimed();
      stop();
      place.replaceChildren();
    },
    'quiet',
  );
  const show = (): void => {
    bar.value = left;
    text.textContent = say(words.timeLeft, { seconds: left });
  };
  const tick = setInterval(() => {
    if (document.visibilityState === 'hidden') return;
    // The view may have gone with its section.
    if (!place.isConnected && left < seconds) return stop();
    left -= 1;
    show();
    if (SPOKEN.has(left)) announce(say(words.timeLeft, { seconds: left }));
    if (left > 0) return;
    stop();
    over();
  }, 1000);
  function stop(): void {
    clearInterval(tick);
  }
  show();
  place.replaceChildren(bar, text, off);
  return stop;
}
