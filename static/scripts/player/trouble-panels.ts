import { actionButton, pageLink } from './page-elements.ts';
import { showPanel } from './page-panel.ts';

/** Another window goes on with the attempt. */
export function showContinuedElsewhere(base: string): void {
  showPanel({
    title: 'This course was continued in another window',
    words: ['Your work up to then is saved. To keep one clean record, only one window can be active.'],
    actions: [
      actionButton('Continue here', 'btn', () => location.reload()),
      pageLink('Back to My training', 'btn line', `${base}/my`),
    ],
  });
}

/** The course cannot go on in this window. */
export function showFailure(words: string, base: string): void {
  showPanel({
    title: 'The course cannot be shown',
    words: [words],
    actions: [
      actionButton('Try again', 'btn', () => location.reload()),
      pageLink('Back to My training', 'btn line', `${base}/my`),
    ],
  });
}
