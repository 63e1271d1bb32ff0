import { AppError, type Platform, type Tx } from '../platform/index.ts';
import { subject, type Accounts } from './account-service.ts';
import type { MembershipStore } from './membership-store.ts';
import type { NameParts } from './person-view.ts';
import type { PersonStore } from './person-store.ts';
import { INVITE_MS, type Resets } from './reset-service.ts';

/** A director as those see the person who gave the role. */
export interface DirectorLine {
  readonly districtId: string;
  readonly personId: string;
  readonly email: string;
}

/** On whose trail a change stands, and who made it; null for a command on the server. */
interface By {
  readonly agencyId: string | null;
  readonly actorId: string | null;
}

interface Parts {
  readonly platform: Platform;
  readonly people: PersonStore;
  readonly memberships: MembershipStore;
  readonly accounts: Accounts;
  readonly resets: Resets;
}

/** Directors of districts. Whoever calls has decided that the actor may. */
export function createDirectors({ platform, people, memberships, accounts, resets }: Parts) {
  const { clock, audit } = platform;

  return {
    /** Those who direct some districts now. */
    of: (districtIds: readonly string[]): Promise<DirectorLine[]> => memberships.directorsOf(null, districtIds),

    /**
     * Makes an account for a director and mails a first link. Throws AppError `ACCOUNT_EXISTS` (409): a role that nobody
     * asked for is not put upon an account of others.
     */
    async add(tx: Tx, districtId: string, person: NameParts & { email: string }, by: By): Promise<string> {
      if ((await people.byEmail(tx, person.email)) !== null) {
        throw new AppError('ACCOUNT_EXISTS', 409, 'This address has an account already.', {
          help: 'Whoever runs the server can give the role: npm run admin -- add-director.',
          field: 'email',
        });
      }
      const { givenName, familyName, rank, email } = person;
      const account = { givenName, familyName, rank, email, password: null, agencyId: districtId };
      const id = await accounts.insert(tx, { ...account, roles: ['director'] }, null, by.actorId);
      await record(tx, by, 'director.added', id, districtId);
      await resets.mailLinks(tx, [{ id, email }], INVITE_MS);
      return id;
    },

    /** Gives the role to somebody who has an account, for a command on the server. */
    async grant(tx: Tx, districtId: string, personId: string): Promise<void> {
      await memberships.grant(tx, personId, districtId, 'director', clock.now());
      await record(tx, { agencyId: null, actorId: null }, 'director.added', personId, districtId);
    },

    /** Ends the role. Throws AppError `DIRECTOR_NOT_FOUND` (404). */
    async remove(tx: Tx, districtId: string, personId: string, by: By): Promise<void> {
      const lines = await memberships.directorsOf(tx, [districtId]);
      if (!lines.some((line) => line.personId === personId)) {
        throw new AppError('DIRECTOR_NOT_FOUND', 404, 'There is no such director any more.');
      }
      await memberships.end(tx, personId, districtId, 'director', clock.now());
      await record(tx, by, 'director.removed', personId, districtId);
    },
  };

  function record(tx: Tx, by: By, action: string, personId: string, district: string): Promise<void> {
    return audit.record(tx, { ...by, action, ...subject(personId), details: { district } });
  }
}

/** See `createDirectors`. */
export type Directors = ReturnType<typeof createDirectors>;
