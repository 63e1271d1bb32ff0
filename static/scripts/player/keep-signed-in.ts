import type { LaunchClient } from './launch-client.ts';
import { leaveCourse } from './leave-course.ts';
import type { Outbox } from './outbox.ts';
import { showBanner } from './page-banners.ts';
import type { PlayerData } from './page-data.ts';
import { askToStay } from './page-dialogs.ts';
import { WARN_MS, watchSession, type SessionWatch } from './session-watch.ts';
import { words } from './words.ts';

/** What keeping the person signed in needs. */
export interface KeepPorts {
  readonly data: Pick<PlayerData, 'base'>;
  readonly client: Pick<LaunchClient, 'session'>;
  readonly delay: (ms: number, work: () => void) => () => void;
  readonly outbox: Outbox;
  /** Brings what the part has set on its way. */
  readonly save: () => void;
  /** The person is there. */
  readonly seen: () => void;
}

/** Asks two minutes before the session ends whether the person stays; the part itself goes on in any case. */
export function keepSignedIn({ data, client, delay, outbox, save, seen }: KeepPorts): SessionWatch {
  const stay = async (): Promise<void> => {
    seen();
    showBanner('session', null);
    const word = await client.session(true);
    // A session has a longest time too: then nothing prolongs it.
    const isLast = word.kind === 'alive' && word.endsInMs !== null && word.endsInMs <= WARN_MS;
    if (word.kind === 'ended' || isLast) over();
    else watch.look();
  };
  const signOut = (): void => {
    save();
    leaveCourse(outbox, () => post(`${data.base}/logout`));
  };
  const watch = watchSession({
    look: () => client.session(false),
    delay,
    warn: (endsInMs) => askToStay(endsInMs, () => void stay(), signOut, over),
  });
  watch.look();
  return watch;
}

function over(): void {
  showBanner('session', { kind: 'warn', symbol: 'i-info', strong: words.sessionOver, words: words.sessionOverWords });
}

/** Goes to an address as a form does. */
function post(action: string): void {
  const form = document.createElement('form');
  Object.assign(form, { method: 'post', action });
  document.body.append(form);
  form.submit();
}
