import { randomToken, serviceFault, sha256Hex, type Platform, type Tx } from '../platform/index.ts';
import { emitSignedOut, type SignedOut } from './people-events.ts';
import type { PersonRow, SessionRow } from './person-model.ts';
import type { SessionStore } from './session-store.ts';

/** ms between two writes of "last seen". */
const SEEN_EVERY = 60_000;

/**
 * Signed-in browsers. The browser holds a random token, the table its hash. A session ends when it idles too long, when
 * its whole time is over, at sign-out, and with all others of the person when the password changes.
 */
export function createSessions({ database, clock, config, outbox, log }: Platform, store: SessionStore) {
  return {
    /** Begins a session under a fresh token; the one that the browser held before ends. */
    async start(tx: Tx, personId: string, browser: { userAgent: string; heldToken: string | null }): Promise<string> {
      const token = randomToken();
      const now = clock.now();
      if (browser.heldToken !== null) await store.remove(tx, sha256Hex(browser.heldToken));
      await store.insert(tx, {
        tokenHash: sha256Hex(token),
        personId,
        createdAt: now,
        lastSeenAt: now,
        expiresAt: new Date(now.getTime() + config.sessionMaxMs),
        userAgent: browser.userAgent.slice(0, 255),
      });
      return token;
    },

    /** The person of a token; null when it is unknown, ended or the account is disabled. */
    async personOf(token: string): Promise<PersonRow | null> {
      const found = await store.withPerson(null, sha256Hex(token));
      if (found === null) return null;
      const { session, person } = found;
      const now = clock.now();
      const unseen = now.getTime() - session.lastSeenAt.getTime();
      const isOver = unseen > config.sessionIdleMs || now >= session.expiresAt || person.disabledAt !== null;
      if (isOver) return null;
      if (unseen >= SEEN_EVERY) {
        // A database that takes no changes can still be read: the page comes, and "last seen" stays a little behind.
        await database
          .write((tx) => store.touch(tx, session.tokenHash, now))
          .catch((error: unknown) => {
            if (serviceFault(error) === null) throw error;
            log.warn({ err: error }, 'a session could not be marked as seen');
          });
      }
      return person;
    },

    /** ms until a session ends unless the person does something; null when it is unknown or has ended. */
    async endsInMs(token: string): Promise<number | null> {
      const found = await store.withPerson(null, sha256Hex(token));
      if (found === null || found.person.disabledAt !== null) return null;
      const { lastSeenAt, expiresAt } = found.session;
      const end = Math.min(lastSeenAt.getTime() + config.sessionIdleMs, expiresAt.getTime());
      const endsInMs = end - clock.now().getTime();
      return endsInMs > 0 ? endsInMs : null;
    },

    /** The person has been seen just now, whenever the last time was. */
    async prolong(token: string): Promise<void> {
      await database.write((tx) => store.touch(tx, sha256Hex(token), clock.now()));
    },

    /** Signs one browser out. */
    async end(token: string): Promise<void> {
      await database.write(async (tx) => {
        const found = await store.withPerson(tx, sha256Hex(token));
        if (found === null) return;
        await store.remove(tx, found.session.tokenHash);
        const { personId, userAgent } = found.session;
        await emitSignedOut(outbox, tx, { personId, userAgent, everywhere: false, reason: 'sign-out' });
      });
    },

    /** Signs every browser of a person out. */
    async endAll(tx: Tx, personId: string, reason: SignedOut['reason']): Promise<void> {
      await store.removeAll(tx, personId);
      await emitSignedOut(outbox, tx, { personId, userAgent: '', everywhere: true, reason });
    },

    /** Sessions of a person that have not ended, the one seen last first. */
    async of(personId: string): Promise<SessionRow[]> {
      const now = clock.now();
      const rows = await store.ofPerson(null, personId, now);
      return rows.filter((row) => now.getTime() - row.lastSeenAt.getTime() <= config.sessionIdleMs);
    },

    /** Deletes rows that sign nobody in any more. */
    async sweep(): Promise<void> {
      const now = clock.now();
      const unseenSince = new Date(now.getTime() - config.sessionIdleMs);
      await database.write((tx) => store.sweep(tx, now, unseenSince), 'bulk');
    },
  };
}

/** See `createSessions`. */
export type Sessions = ReturnType<typeof createSessions>;
