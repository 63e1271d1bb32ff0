import { AppError, type Platform } from '../platform/index.ts';
import type { Actors } from './actor-service.ts';
import type { Invitations } from './invitation-service.ts';
import { readKnownBrowser, writeKnownBrowser } from './known-browser.ts';
import type { Passwords } from './password-service.ts';
import type { PersonStore } from './person-store.ts';
import type { Sessions } from './session-service.ts';
import type { Throttle } from './throttle-service.ts';

/** What a browser sends and says of itself. */
export interface Browser {
  readonly ip: string;
  readonly userAgent: string;
  /** Session token that it holds already. */
  readonly heldToken: string | null;
  /** Cookie of `known-browser`. */
  readonly knownCookie: string | null;
}

/** What a browser keeps after signing in. */
export interface SignedIn {
  readonly personId: string;
  readonly token: string;
  readonly knownCookie: string;
}

interface Parts {
  readonly platform: Platform;
  readonly people: PersonStore;
  readonly passwords: Passwords;
  readonly sessions: Sessions;
  readonly throttle: Throttle;
  readonly actors: Actors;
  readonly invitations: Invitations;
}

/** Signs people in by address and password. */
export function createSignIn({ platform, people, passwords, sessions, throttle, actors, invitations }: Parts) {
  const { database, secrets, metrics } = platform;
  const count = (outcome: string): void =>
    metrics.count('schoolbeat_sign_ins_total', 'Sign-ins by outcome.', { outcome });

  return {
    /**
     * Throws AppError `SIGN_IN_FAILED` (401), the same for an unknown address, a wrong password, a disabled account and
     * one without a password, after the same work; `TOO_MANY_TRIES` (429) before any password is looked at; `NO_AGENCY`
     * (403) after a right one.
     */
    async byPassword(email: string, password: string, browser: Browser): Promise<SignedIn> {
      const known = readKnownBrowser(secrets, browser.knownCookie);
      const person = await people.byEmail(null, email);
      const isKnown = person !== null && known !== null && known.personIds.includes(person.id);
      const guess = { ip: browser.ip, email, knownBrowser: isKnown ? known.number : null };
      await throttle.guess(guess);
      const fits = await passwords.verify(person?.passwordHash ?? null, password);
      if (!fits || person === null || person.disabledAt !== null) {
        count('refused');
        throw new AppError('SIGN_IN_FAILED', 401, 'The address or the password is wrong.', {
          field: 'password',
          help: 'Check both, or ask for a link to set a new password.',
        });
      }
      await throttle.forget(guess);
      // Somebody whom an agency asks to join comes in to answer.
      if ((await actors.of(person)) === null && (await invitations.openFor(person.id)).length === 0) {
        throw new AppError('NO_AGENCY', 403, 'Your account belongs to no agency at the moment.', {
          field: 'password',
          help: 'Ask an administrator of your agency.',
        });
      }
      count('done');
      return this.admit(person.id, browser);
    },

    /** Begins a session for a person who has shown who it is. */
    async admit(personId: string, browser: Browser): Promise<SignedIn> {
      const known = readKnownBrowser(secrets, browser.knownCookie);
      const token = await database.write((tx) => sessions.start(tx, personId, browser));
      return { personId, token, knownCookie: writeKnownBrowser(secrets, known, personId) };
    },
  };
}

/** See `createSignIn`. */
export type SignIn = ReturnType<typeof createSignIn>;
