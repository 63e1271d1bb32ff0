import { AppError, type Platform, type Tx } from '../platform/index.ts';
import { subject, type Accounts } from './account-service.ts';
import { requireManage, requireRole, type Actor, type Role } from './actor-policy.ts';
import type { Invitations } from './invitation-service.ts';
import type { MembershipStore } from './membership-store.ts';
import { emitLeft, emitMembershipChanged } from './people-events.ts';
import { isId } from './person-input.ts';
import type { PersonRow } from './person-model.ts';
import type { MemberRow, PersonStore } from './person-store.ts';
import { INVITE_MS, RESET_MS, type Resets } from './reset-service.ts';
import type { Sessions } from './session-service.ts';

/** People on one page of the list. */
export const MEMBERS_A_PAGE = 50;

/** A member as an administrator may know it. */
export interface Member {
  readonly person: PersonRow;
  readonly roles: readonly string[];
  /** True when the person belongs to another agency too: then the account is not this administrator's to open or close. */
  readonly isShared: boolean;
}

interface Parts {
  readonly platform: Platform;
  readonly people: PersonStore;
  readonly memberships: MembershipStore;
  readonly accounts: Accounts;
  readonly invitations: Invitations;
  readonly resets: Resets;
  readonly sessions: Sessions;
}

/** What administrators do with the people of their own agency; another agency's person is not found (404). */
export function createMembers({ platform, people, memberships, accounts, invitations, resets, sessions }: Parts) {
  const { database, clock, audit, outbox } = platform;

  async function member(tx: Tx | null, actor: Actor, personId: string): Promise<Member> {
    requireRole(actor, 'administrator');
    const person = isId(personId) ? await people.byId(tx, personId) : null;
    const rows = person === null ? [] : await memberships.ofPerson(tx, personId);
    const own = rows.filter((row) => row.organisationId === actor.agencyId);
    if (person === null || own.length === 0) {
      throw new AppError('PERSON_NOT_FOUND', 404, 'There is no such person in your agency.');
    }
    return { person, roles: own.map((row) => row.role), isShared: own.length < rows.length };
  }

  const record = (tx: Tx, actor: Actor, action: string, personId: string, details: Record<string, unknown> = {}) =>
    audit.record(tx, { agencyId: actor.agencyId, actorId: actor.personId, action, ...subject(personId), details });

  /** An agency without an administrator could never be managed again. */
  async function keepAnAdministrator(tx: Tx, actor: Actor, personId: string, roles: readonly string[]): Promise<void> {
    if (!roles.includes('administrator')) return;
    const holders = await memberships.lockHolders(tx, actor.agencyId, 'administrator');
    if (holders.some((id) => id !== personId)) return;
    throw new AppError('LAST_ADMINISTRATOR', 409, 'This is the only administrator of your agency.', {
      help: 'Give the role to somebody else first.',
      field: 'roles',
    });
  }

  return {
    keepAnAdministrator,

    find: (actor: Actor, personId: string): Promise<Member> => member(null, actor, personId),

    async list(actor: Actor, query: { search: string; page: number }): Promise<{ rows: MemberRow[]; count: number }> {
      requireRole(actor, 'administrator');
      const offset = (query.page - 1) * MEMBERS_A_PAGE;
      return people.members(null, actor.agencyId, { search: query.search, offset, limit: MEMBERS_A_PAGE });
    },

    /**
     * Adds a person and mails a first link; a supervisor adds officers and partners only. Somebody who has an account already is asked and belongs to this agency only
     * after accepting: then the answer is null.
     */
    async add(
      actor: Actor,
      person: { givenName: string; familyName: string; rank: string; email: string; roles: readonly Role[] },
    ): Promise<string | null> {
      requireManage(actor, person.roles);
      return database.write(async (tx) => {
        const before = await people.byEmail(tx, person.email);
        if (before !== null) {
          const rows = await memberships.ofPerson(tx, before.id);
          if (rows.some((row) => row.organisationId === actor.agencyId)) {
            throw new AppError('ALREADY_A_MEMBER', 409, 'This address belongs to a person of your agency.', {
              field: 'email',
            });
          }
          await invitations.invite(tx, actor, before, person.roles);
          return null;
        }
        const account = { ...person, password: null, agencyId: actor.agencyId };
        const id = await accounts.insert(tx, account, null, actor.personId);
        const row = await people.byId(tx, id);
        if (row !== null) await resets.mailLink(tx, row, INVITE_MS);
        return id;
      });
    },

    /** Sets the roles of a member; throws AppError `LAST_ADMINISTRATOR` (409). */
    async setRoles(actor: Actor, personId: string, roles: readonly Role[]): Promise<void> {
      requireRole(actor, 'administrator');
      await database.write(async (tx) => {
        const { roles: before } = await member(tx, actor, personId);
        const removed = before.filter((role) => !(roles as readonly string[]).includes(role));
        await keepAnAdministrator(tx, actor, personId, removed);
        const now = clock.now();
        for (const role of removed) await memberships.end(tx, personId, actor.agencyId, role, now);
        for (const role of roles) await memberships.grant(tx, personId, actor.agencyId, role, now);
        await record(tx, actor, 'member.roles-changed', personId, { before: [...before], after: [...roles] });
        await emitMembershipChanged(outbox, tx, actor.agencyId, [personId], 'roles');
      });
    },

    /**
     * Makes a link that sets the person's password, for an administrator to hand over; null when the person belongs to
     * another agency too, or the account was made there: then it goes to the person's own mailbox only.
     */
    async resetLink(actor: Actor, personId: string): Promise<string | null> {
      requireRole(actor, 'administrator');
      return database.write(async (tx) => {
        const { person, isShared } = await member(tx, actor, personId);
        if (person.disabledAt !== null) {
          throw new AppError('ACCOUNT_DISABLED', 409, 'This account is disabled.', { help: 'Enable it first.' });
        }
        // Who pulled an account in from elsewhere must never come by its link, not even once the other agency let go of it.
        const isOwn = !isShared && (await memberships.firstOrganisationOf(tx, personId)) === actor.agencyId;
        await record(tx, actor, 'account.reset-link-made', personId, { mailed: !isOwn });
        if (isOwn) return resets.makeLink(tx, personId, RESET_MS);
        await resets.mailLink(tx, person, RESET_MS);
        return null;
      });
    },

    /**
     * Closes an account. One that another agency shares is only taken out of this agency: then the answer is false, the
     * person is no member any more. Throws AppError `LAST_ADMINISTRATOR` (409).
     */
    async disable(actor: Actor, personId: string): Promise<boolean> {
      return database.write(async (tx) => {
        const { person, roles, isShared } = await member(tx, actor, personId);
        await keepAnAdministrator(tx, actor, personId, roles);
        const now = clock.now();
        if (isShared) {
          for (const role of roles) await memberships.end(tx, personId, actor.agencyId, role, now);
          await record(tx, actor, 'member.removed', personId, { roles: [...roles] });
          await emitLeft(outbox, tx, actor.agencyId, personId);
          return false;
        }
        if (person.disabledAt !== null) return true;
        await people.update(tx, personId, { disabledAt: now });
        await sessions.endAll(tx, personId, 'disabled');
        await record(tx, actor, 'account.disabled', personId);
        return true;
      });
    },

    /** Opens a closed account again; one that another agency shares is not this administrator's to open (409). */
    async enable(actor: Actor, personId: string): Promise<void> {
      await database.write(async (tx) => {
        const { person, isShared } = await member(tx, actor, personId);
        if (person.disabledAt === null) return;
        if (isShared) {
          throw new AppError('ACCOUNT_SHARED', 409, 'This account belongs to another agency too.', {
            help: 'The agency that disabled it can enable it.',
          });
        }
        await people.update(tx, personId, { disabledAt: null });
        await record(tx, actor, 'account.enabled', personId);
      });
    },
  };
}

/** See `createMembers`. */
export type Members = ReturnType<typeof createMembers>;
