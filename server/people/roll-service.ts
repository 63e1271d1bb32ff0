import { AppError, type Tx } from '../platform/index.ts';
import { requireRole, type Actor, type Role } from './actor-policy.ts';
import type { MembershipStore } from './membership-store.ts';
import { isId } from './person-input.ts';
import type { MembershipRow, PersonRow } from './person-model.ts';
import type { PersonStore } from './person-store.ts';

/** Somebody who belongs or belonged to an agency, as other systems of the agency know the person. */
export interface RollEntry {
  readonly id: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly rank: string;
  readonly email: string | null;
  /** Roles in the agency now, none for who has left. */
  readonly roles: readonly string[];
  readonly joinedAt: Date;
  /** When the last role ended; null for who belongs to the agency. */
  readonly leftAt: Date | null;
  readonly isDisabled: boolean;
}

interface Parts {
  readonly people: PersonStore;
  readonly memberships: MembershipStore;
}

/** The people of an agency in pages that stay the same while others come and go, those who have left among them. */
export function createRoll({ people, memberships }: Parts) {
  async function entriesOf(tx: Tx | null, agencyId: string, ids: readonly string[]): Promise<RollEntry[]> {
    const held = await memberships.everAmong(tx, agencyId, ids);
    const rows = await people.byIds(tx, ids);
    return rows.flatMap((person) => {
      const own = held.filter(({ personId }) => personId === person.id);
      return own.length === 0 ? [] : [entryOf(person, own)];
    });
  }

  return {
    /** People after an id in the order of ids; with an address only the one who has it. Throws AppError `NOT_ALLOWED` (403). */
    async page(
      actor: Actor,
      { after, limit, email }: { after: string; limit: number; email: string | null },
    ): Promise<RollEntry[]> {
      requireRole(actor, 'administrator');
      const { agencyId } = actor;
      const named = email === null ? null : await people.byEmail(null, email);
      const ids =
        email === null
          ? await memberships.idsEverIn(null, agencyId, after, limit)
          : named === null || named.id <= after
            ? []
            : [named.id];
      const entries = await entriesOf(null, agencyId, ids);
      return entries.toSorted((one, other) => (one.id < other.id ? -1 : 1));
    },

    /** Mail addresses of those who hold a role in an agency; permission is the caller's. */
    async addressesOf(tx: Tx, agencyId: string, role: Role): Promise<string[]> {
      const rows = await people.byIds(tx, await memberships.lockHolders(tx, agencyId, role));
      return rows.flatMap(({ email }) => email ?? []);
    },

    /** Throws AppError `NOT_ALLOWED` (403), `PERSON_NOT_FOUND` (404). */
    async find(actor: Actor, personId: string): Promise<RollEntry> {
      requireRole(actor, 'administrator');
      const [found] = isId(personId) ? await entriesOf(null, actor.agencyId, [personId]) : [];
      if (found === undefined) throw new AppError('PERSON_NOT_FOUND', 404, 'There is no such person in your agency.');
      return found;
    },
  };
}

/** See `createRoll`. */
export type Roll = ReturnType<typeof createRoll>;

function entryOf(person: PersonRow, rows: readonly MembershipRow[]): RollEntry {
  const { id, givenName, familyName, rank, email, disabledAt } = person;
  const roles = rows.filter(({ endedAt }) => endedAt === null).map(({ role }) => role);
  const begun = Math.min(...rows.map(({ createdAt }) => createdAt.getTime()));
  const ended = Math.max(...rows.map(({ endedAt }) => endedAt?.getTime() ?? 0));
  const leftAt = roles.length === 0 ? new Date(ended) : null;
  const isDisabled = disabledAt !== null;
  return { id, givenName, familyName, rank, email, roles, joinedAt: new Date(begun), leftAt, isDisabled };
}
