import { AppError, sha256Hex, type RateLimits } from '../platform/index.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A longer wait is told in hours. */
const MOST_MINUTES = 90;

/** Tries in a time; whoever goes on meets the next, longer one: the wait grows from a minute to a day. */
type Tier = readonly [most: number, ms: number];
const GUESSES: readonly Tier[] = [
  [5, MINUTE],
  [10, 15 * MINUTE],
  [25, HOUR],
  [50, 24 * HOUR],
];
/** A station's officers share one address: it may try more, but not spray. */
const ADDRESS: readonly Tier[] = [
  [60, MINUTE],
  [300, HOUR],
];
const RESETS: readonly Tier[] = [
  [3, 15 * MINUTE],
  [10, 24 * HOUR],
];

/** Who tries: the browser's random number is set when it signed this person in before. */
export interface Guess {
  readonly ip: string;
  readonly email: string;
  readonly knownBrowser: string | null;
}

/**
 * Slows guessing down without locking anybody out: tries are counted by address, and by address and account together,
 * never by account alone. A browser that knows the person has a count of its own, so what strangers do, from the same
 * address too, does not reach it.
 */
export function createThrottle(limits: RateLimits) {
  async function refusesAfter(key: string, tiers: readonly Tier[]): Promise<number | null> {
    for (const [most, ms] of tiers) {
      const { allowed, retryAfterMs } = await limits.hit(`${key}:${ms}`, most, ms);
      if (!allowed) return retryAfterMs;
    }
    return null;
  }

  async function pass(key: string, tiers: readonly Tier[]): Promise<void> {
    const retryAfterMs = await refusesAfter(key, tiers);
    if (retryAfterMs !== null) throw tooMany(retryAfterMs);
  }

  return {
    /** Counts a sign-in before its password is looked at; throws AppError `TOO_MANY_TRIES` (429). */
    async guess(guess: Guess): Promise<void> {
      if (guess.knownBrowser === null) await pass(`sign-in:${networkOf(guess.ip)}`, ADDRESS);
      await pass(guessKey(guess), GUESSES);
    },

    /** Forgets the tries after a right password. */
    async forget(guess: Guess): Promise<void> {
      for (const [, ms] of GUESSES) await limits.clear(`${guessKey(guess)}:${ms}`);
    },

    /** Counts tries of the current password by somebody who holds a session. */
    async password(personId: string): Promise<void> {
      await pass(`password:${personId}`, GUESSES);
    },

    /** Counts reset requests by address of the network; throws AppError `TOO_MANY_TRIES` (429). */
    async resetRequest(ip: string): Promise<void> {
      await pass(`reset:${networkOf(ip)}`, ADDRESS);
    },

    /** False when a mailbox has had its share of letters; the person who asks is not told. */
    async mayMailReset(email: string): Promise<boolean> {
      return (await refusesAfter(`reset-mail:${sha256Hex(email)}`, RESETS)) === null;
    },
  };
}

/** See `createThrottle`. */
export type Throttle = ReturnType<typeof createThrottle>;

/** One household or station: the address itself, for IPv6 its /64. */
export function networkOf(ip: string): string {
  if (!ip.includes(':') || ip.startsWith('::ffff:')) return ip.replace('::ffff:', '');
  const [head = '', tail] = ip.split('::');
  const front = head.split(':').filter(Boolean);
  const back = (tail ?? '').split(':').filter(Boolean);
  const middle = tail === undefined ? [] : Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0');
  return [...front, ...middle, ...back].slice(0, 4).join(':');
}

function guessKey({ ip, email, knownBrowser }: Guess): string {
  return `sign-in:${sha256Hex(`${knownBrowser ?? networkOf(ip)} ${email}`)}`;
}

function tooMany(retryAfterMs: number): AppError {
  const minutes = Math.max(1, Math.ceil(retryAfterMs / MINUTE));
  const sentence =
    minutes === 1
      ? 'Too many tries. Wait a minute, then try again.'
      : minutes <= MOST_MINUTES
        ? 'Too many tries. Wait {minutes} minutes, then try again.'
        : 'Too many tries. Wait {hours} hours, then try again.';
  return new AppError('TOO_MANY_TRIES', 429, sentence, {
    values: { minutes, hours: Math.ceil(minutes / 60) },
    field: 'password',
    help: 'If you have forgotten your password, ask for a reset link.',
    details: { retryAfterMs },
  });
}
