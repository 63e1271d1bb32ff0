/** What the server says of the person's session. */
export type SessionWord =
  /** null: the host signs people in, and no end is known. */
  | { readonly kind: 'alive'; readonly endsInMs: number | null }
  | { readonly kind: 'ended' }
  /** No answer came. */
  | { readonly kind: 'unknown' };

/** What the watch needs of the page; specs hand in their own. */
export interface SessionPorts {
  /** Looks without prolonging. */
  readonly look: () => Promise<SessionWord>;
  readonly delay: (ms: number, work: () => void) => () => void;
  /** Asks the person; the watch goes on when {@link SessionWatch.look} is called. */
  readonly warn: (endsInMs: number) => void;
}

/** Watches over one session. */
export interface SessionWatch {
  /** Looks now, and again when the end is near. */
  readonly look: () => void;
  readonly stop: () => void;
}

/** How long before the end the person is asked, ms. */
export const WARN_MS = 120_000;
const AGAIN_MS = 60_000;
/** Timers of browsers do not reach further. */
const MOST_MS = 2_000_000_000;

/** Warns two minutes before a session ends. Other windows may have prolonged it meanwhile, so the server is asked first. */
export function watchSession({ look, delay, warn }: SessionPorts): SessionWatch {
  let cancel: (() => void) | null = null;
  let isStopped = false;
  const later = (ms: number): void => {
    cancel?.();
    cancel = delay(Math.min(ms, MOST_MS), run);
  };
  const act = (word: SessionWord): void => {
    if (isStopped || word.kind === 'ended' || (word.kind === 'alive' && word.endsInMs === null)) return;
    if (word.kind === 'unknown' || word.endsInMs === null) later(AGAIN_MS);
    else if (word.endsInMs > WARN_MS) later(word.endsInMs - WARN_MS);
    else warn(word.endsInMs);
  };
  function run(): void {
    void look().then(act);
  }
  return {
    look: run,
    stop() {
      isStopped = true;
      cancel?.();
    },
  };
}
