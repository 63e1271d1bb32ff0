import { actionButton, pageLink } from './page-elements.ts';
import { showPanel } from './page-panel.ts';
import { words } from './words.ts';

/** Another window goes on with the attempt. */
export function showContinuedElsewhere(base: string): void {
  showPanel({
    title: words.continuedElsewhere,
    words: [words.workUpToThen],
    actions: [
      actionButton(words.continueHere, 'btn', () => location.reload()),
      pageLink(words.backHome, 'btn line', `${base}/my`),
    ],
  });
}

/** The course cannot go on in this window. */
export function showFailure(told: string, base: string): void {
  showPanel({
    title: words.cannotShow,
    words: [told],
    actions: [
      actionButton(words.tryAgain, 'btn', () => location.reload()),
      pageLink(words.backHome, 'btn line', `${base}/my`),
    ],
  });
}
