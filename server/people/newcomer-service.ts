import { newId, type Platform, type Tx } from '../platform/index.ts';
import { subject } from './account-service.ts';
import type { Actor, Role } from './actor-policy.ts';
import type { Invitations } from './invitation-service.ts';
import type { MembershipStore } from './membership-store.ts';
import { emitMembershipChanged } from './people-events.ts';
import type { PersonStore } from './person-store.ts';
import type { NameParts } from './person-view.ts';
import { INVITE_MS, type Resets } from './reset-service.ts';

/** Somebody of a list who gets an account. */
export interface Newcomer extends NameParts {
  /** Lower case. */
  readonly email: string;
  readonly roles: readonly Role[];
}

/** What is known of an address. */
export interface KnownAddress {
  readonly personId: string;
  /** True when the person belongs to the agency that asks. */
  readonly isMember: boolean;
  readonly isOfficer: boolean;
}

/** Who adds them. */
export type By = Pick<Actor, 'agencyId' | 'agencyName' | 'personId'>;

interface Parts {
  readonly platform: Platform;
  readonly people: PersonStore;
  readonly memberships: MembershipStore;
  readonly invitations: Invitations;
  readonly resets: Resets;
}

/** Many people at once: each step takes a fixed number of statements. Whoever calls has decided that the actor may. */
export function createNewcomers({ platform, people, memberships, invitations, resets }: Parts) {
  const { clock, audit, outbox } = platform;

  return {
    /** Accounts of some addresses (lower case). */
    async known(tx: Tx | null, agencyId: string, emails: readonly string[]): Promise<Map<string, KnownAddress>> {
      const found = await people.byEmails(tx, emails);
      const ids = found.map(({ id }) => id);
      const roles = await memberships.rolesAmong(tx, agencyId, ids);
      return new Map(
        found.map(({ id, email }) => {
          const held = roles.get(id) ?? [];
          return [email ?? '', { personId: id, isMember: held.length > 0, isOfficer: held.includes('officer') }];
        }),
      );
    },

    /** Makes an account for each, mails each a first link, and tells their ids in their order. */
    async add(tx: Tx, by: By, newcomers: readonly Newcomer[]): Promise<string[]> {
      if (newcomers.length === 0) return [];
      const { agencyId, personId: actorId } = by;
      const now = clock.now();
      const blank = {
        passwordHash: null,
        passwordChangedAt: null,
        locale: 'en',
        theme: 'system',
        activeRole: '',
        mailPreference: 'all',
      };
      const made = newcomers.map(({ roles, ...names }) => ({ row: { id: newId(), ...names, ...blank }, roles }));
      const ids = made.map(({ row }) => row.id);
      await people.insertAll(
        tx,
        made.map(({ row }) => ({ ...row, createdAt: now, disabledAt: null })),
      );
      const roles = made.flatMap(({ row, roles: held }) => held.map((role) => ({ personId: row.id, agencyId, role })));
      await memberships.insertAll(tx, roles, now);
      const entry = { agencyId, actorId, action: 'account.created' };
      await audit.recordAll(
        tx,
        made.map(({ row, roles: held }) => ({ ...entry, ...subject(row.id), details: { roles: [...held] } })),
      );
      await emitMembershipChanged(outbox, tx, agencyId, ids, 'joined');
      await resets.mailLinks(
        tx,
        made.map(({ row }) => row),
        INVITE_MS,
      );
      return ids;
    },

    /** Asks people who have an account. */
    async invite(
      tx: Tx,
      by: By,
      asked: readonly { readonly personId: string; readonly email: string; readonly roles: readonly Role[] }[],
    ): Promise<void> {
      await invitations.inviteAll(
        tx,
        by,
        asked.map(({ personId: id, email, roles }) => ({ id, email, roles })),
      );
    },
  };
}

/** See `createNewcomers`. */
export type Newcomers = ReturnType<typeof createNewcomers>;
