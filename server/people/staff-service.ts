import { AppError, type Platform, type Tx } from '../platform/index.ts';
import { subject } from './account-service.ts';
import { requireManage, requireRole, type Actor, type Role } from './actor-policy.ts';
import type { Invitations } from './invitation-service.ts';
import type { Members } from './member-service.ts';
import type { MembershipStore } from './membership-store.ts';
import { emitLeft } from './people-events.ts';
import { isId } from './person-input.ts';
import type { PersonStore } from './person-store.ts';
import { fullNameOf, nameOf } from './person-view.ts';

/** Somebody of an agency, as supervisors know the person; whoever has left stays known, with the record. */
export interface StaffMember {
  readonly id: string;
  readonly name: string;
  /** With rank or title. */
  readonly fullName: string;
  readonly email: string | null;
  /** Roles in the agency now, none for who has left. */
  readonly roles: readonly string[];
  /** When the last role ended; null for who belongs to the agency. */
  readonly leftAt: Date | null;
}

interface Parts {
  readonly platform: Platform;
  readonly people: PersonStore;
  readonly memberships: MembershipStore;
  readonly invitations: Invitations;
  readonly members: Members;
}

/** What supervisors do with the people of their agency; another agency's person is not found (404). */
export function createStaff({ platform, people, memberships, invitations, members }: Parts) {
  const { clock, audit, outbox } = platform;

  async function find(tx: Tx | null, actor: Actor, personId: string): Promise<StaffMember> {
    requireRole(actor, 'supervisor', 'administrator');
    const rows = isId(personId) ? await memberships.everIn(tx, personId, actor.agencyId) : [];
    const person = rows.length === 0 ? null : await people.byId(tx, personId);
    if (person === null) throw new AppError('PERSON_NOT_FOUND', 404, 'There is no such person in your agency.');
    const roles = rows.filter(({ endedAt }) => endedAt === null).map(({ role }) => role);
    const ends = rows.flatMap(({ endedAt }) => (endedAt === null ? [] : [endedAt.getTime()]));
    const leftAt = roles.length === 0 ? new Date(Math.max(...ends)) : null;
    const { id, email } = person;
    return { id, name: nameOf(person), fullName: fullNameOf(person), email, roles, leftAt };
  }

  return {
    /** Throws AppError `PERSON_NOT_FOUND` (404). */
    find,

    /** Names of some people by their ids, for those who signed or decided something. */
    async namesOf(ids: readonly string[]): Promise<Map<string, string>> {
      const rows = await people.byIds(null, [...new Set(ids)]);
      return new Map(rows.map((row) => [row.id, nameOf(row)]));
    },

    /** Who holds one of some roles in an agency now and may sign in, by name; permission is the caller's. */
    async colleagues(agencyId: string, roles: readonly Role[]): Promise<{ id: string; name: string }[]> {
      const rows = await people.byIds(null, await memberships.holders(null, agencyId, roles));
      const named = rows.map((row) => ({ id: row.id, name: fullNameOf(row), family: row.familyName }));
      named.sort((one, other) => one.family.localeCompare(other.family) || one.name.localeCompare(other.name));
      return named.map(({ id, name }) => ({ id, name }));
    },

    /**
     * Ends every role that a person has in the agency; the account, its other agencies and the record stay. Throws
     * AppError `PERSON_NOT_FOUND` (404), `ALREADY_LEFT`, `OWN_LEAVING`, `LAST_ADMINISTRATOR` (409), `NOT_ALLOWED` (403).
     */
    async leave(tx: Tx, actor: Actor, personId: string): Promise<void> {
      const { roles } = await find(tx, actor, personId);
      requireManage(actor, roles);
      if (roles.length === 0) throw new AppError('ALREADY_LEFT', 409, 'This person has left your agency already.');
      if (personId === actor.personId) {
        throw new AppError('OWN_LEAVING', 409, 'You cannot take yourself out of the agency.', {
          help: 'Ask another supervisor or an administrator.',
        });
      }
      await members.keepAnAdministrator(tx, actor, personId, roles);
      const { agencyId, personId: actorId } = actor;
      for (const role of roles) await memberships.end(tx, personId, agencyId, role, clock.now());
      await invitations.withdrawAllOf(tx, agencyId, personId);
      const entry = { agencyId, actorId, action: 'member.left', ...subject(personId) };
      await audit.record(tx, { ...entry, details: { roles: [...roles] } });
      await emitLeft(outbox, tx, agencyId, personId);
    },

    /** True while a person has a role in an agency. */
    async isMember(tx: Tx, agencyId: string, personId: string): Promise<boolean> {
      return (await memberships.rolesAmong(tx, agencyId, [personId])).size > 0;
    },
  };
}

/** See `createStaff`. */
export type Staff = ReturnType<typeof createStaff>;
