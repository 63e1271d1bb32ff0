/** Longest time that a view may take while the content waits for its SetValue, ms. */
const QUICK_MS = 8;

/** Tells the page what is offered: at once while that is quick, else once for many changes. */
export interface ViewPace {
  /** Something may have changed. */
  ask(): void;
  now(): void;
}

/** A pace over `publish`; a large course takes long to look ahead in, and a SCO sets fifty values in a row. */
export function createViewPace(
  later: (work: () => void) => void,
  publish: () => void,
  clock: () => number = () => performance.now(),
): ViewPace {
  let isQuick = true;
  let isAsked = false;
  const now = (): void => {
    isAsked = false;
    const began = clock();
    publish();
    isQuick = clock() - began <= QUICK_MS;
  };
  return {
    now,
    ask() {
      if (isQuick) {
        now();
        return;
      }
      if (isAsked) return;
      isAsked = true;
      later(() => {
        if (isAsked) now();
      });
    },
  };
}
