import type { Outbox } from './outbox.ts';
import { ask } from './page-dialogs.ts';

/** The last save has this long before the person is asked, ms. */
const PATIENCE_MS = 4000;

/** Leaves at once when everything is saved; asks only when something is still on this device alone. */
export function leaveCourse(outbox: Outbox, go: () => void): void {
  void outbox.settled(PATIENCE_MS).then((isSettled) => {
    if (isSettled) go();
    else askToLeave(outbox, go);
    return undefined;
  });
}

function askToLeave(outbox: Outbox, go: () => void): void {
  const count = outbox.rows.length === 1 ? 'One save is' : `${outbox.rows.length} saves are`;
  const words = outbox.isStoreBroken
    ? `${count} not sent yet, and this browser keeps no data. If you leave now, that work is lost.`
    : `${count} still only on this device. They are sent the next time you open a course in this browser.`;
  ask(
    'Leave before everything is sent?',
    [words, 'Stay a moment longer to be sure.'],
    [
      {
        label: 'Stay and send',
        kind: 'btn',
        act() {
          outbox.tryNow();
          leaveCourse(outbox, go);
        },
      },
      { label: 'Leave anyway', kind: 'btn line', act: go },
    ],
  );
}
