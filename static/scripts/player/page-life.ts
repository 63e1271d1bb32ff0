import { element } from './page-elements.ts';

/** What happens to a page besides its course. */
export interface PageLife {
  /** Exit was pressed; false lets the link lead where it leads. */
  readonly exit: () => boolean;
  /** Covered or put aside; it may never come back. */
  readonly hidden: () => void;
  /** Being closed or left; nothing asynchronous is finished any more. */
  readonly closing: () => void;
  /** In sight again, or connected again. */
  readonly back: () => void;
  readonly offline: () => void;
}

/** Listens to the page's life. */
export function listenToPage(life: PageLife): void {
  element('exit', HTMLAnchorElement).addEventListener('click', (event) => {
    const opensElsewhere = event.ctrlKey || event.metaKey || event.shiftKey;
    if (!opensElsewhere && life.exit()) event.preventDefault();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') life.hidden();
    else life.back();
  });
  addEventListener('pagehide', life.closing);
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) life.back();
  });
  addEventListener('online', life.back);
  addEventListener('offline', life.offline);
}
