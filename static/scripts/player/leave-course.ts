import type { Outbox } from './outbox.ts';
import { ask } from './page-dialogs.ts';
import { say, words } from './words.ts';

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
  const count = outbox.rows.length;
  const [one, many] = outbox.isStoreBroken ? [words.oneLost, words.manyLost] : [words.oneHere, words.manyHere];
  ask(
    words.leaveUnsent,
    [count === 1 ? one : say(many, { count }), words.stayToBeSure],
    [
      {
        label: words.stayAndSend,
        kind: 'btn',
        act() {
          outbox.tryNow();
          leaveCourse(outbox, go);
        },
      },
      { label: words.leaveAnyway, kind: 'btn line', act: go },
    ],
  );
}
