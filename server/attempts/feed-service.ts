import type { Actor } from '../people/index.ts';
import type { Clock, Database } from '../platform/index.ts';
import type { AttemptFeedFacts, RegistrationFeedFacts } from './feed-facts.ts';
import type { FeedStore } from './feed-store.ts';
import { requireResultsReader } from './record-policy.ts';

/** A save is told this long (ms) after it was made: until then one that began before it may still be on its way. */
const SETTLE_MS = 2_000;

/** Which lines of a list are asked for. */
export interface FeedWanted {
  readonly personId: string | null;
  readonly courseId: string | null;
  readonly limit: number;
}

/** Lists for other systems of an agency, which come again for what is new: nothing is passed over, whoever saves meanwhile. */
export function createFeed({ database, clock }: { database: Database; clock: Clock }, store: FeedStore) {
  return {
    /** Registrations after an id. Throws AppError `NOT_ALLOWED` (403). */
    registrations: (actor: Actor, wanted: FeedWanted & { after: string }): Promise<RegistrationFeedFacts[]> => {
      requireResultsReader(actor);
      return database.read((tx) => store.registrations(tx, { agencyId: actor.agencyId, ...wanted }));
    },

    /** Attempts that changed since a moment, or after the attempt of that moment. Throws AppError `NOT_ALLOWED` (403). */
    attempts: (actor: Actor, wanted: FeedWanted & { since: Date; afterId: string }): Promise<AttemptFeedFacts[]> => {
      requireResultsReader(actor);
      const until = new Date(clock.now().getTime() - SETTLE_MS);
      return database.read((tx) => store.attempts(tx, { agencyId: actor.agencyId, until, ...wanted }));
    },
  };
}
