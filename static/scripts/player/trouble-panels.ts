import { showBanner } from './page-banners.ts';
import { actionButton } from './page-elements.ts';
import { showPanel } from './page-panel.ts';
import type { WayOut } from './way-out.ts';
import { say, words } from './words.ts';

/** Another window goes on with the attempt. */
export function showContinuedElsewhere(way: WayOut): void {
  showPanel({
    title: words.continuedElsewhere,
    words: [words.workUpToThen],
    actions: [actionButton(words.continueHere, 'btn', () => location.reload()), way.action('btn line')],
  });
}

/** The course cannot go on in this window. */
export function showFailure(told: string, way: WayOut): void {
  showPanel({
    title: words.cannotShow,
    words: [told],
    actions: [actionButton(words.tryAgain, 'btn', () => location.reload()), way.action('btn line')],
  });
}

/** The part wanted to keep more than the course allows. */
export function tellLength(length: number, limit: number): void {
  const told = say(words.tooLong, { length, limit });
  showBanner('length', { kind: 'warn', symbol: 'i-alert', strong: words.cannotKeepPlace, words: told });
}
