import { AppError, newId, type Platform, type Tx } from '../platform/index.ts';
import { subject } from './account-service.ts';
import { isRole, requireRole, type Actor, type Role } from './actor-policy.ts';
import type { InvitationLine, InvitationStore } from './invitation-store.ts';
import type { MembershipStore } from './membership-store.ts';
import type { Organisations } from './organisation.ts';
import { emitMembershipChanged } from './people-events.ts';
import { isId } from './person-input.ts';
import type { InvitationRow, PersonRow } from './person-model.ts';

/** An invitation as the person sees it. */
export interface Invited {
  readonly id: string;
  readonly agencyName: string;
  readonly roles: readonly Role[];
  readonly createdAt: Date;
}

interface Parts {
  readonly platform: Platform;
  readonly invitations: InvitationStore;
  readonly memberships: MembershipStore;
  readonly organisations: Organisations;
}

/** Somebody who has an account is asked before an agency counts the person among its own. */
export function createInvitations({ platform, invitations, memberships, organisations }: Parts) {
  const { database, clock, audit, mail, config, outbox } = platform;

  /** The person's own open invitation. Throws AppError `INVITATION_NOT_FOUND` (404), for anybody else's too. */
  async function find(tx: Tx, personId: string, id: string): Promise<InvitationRow> {
    const found = isId(id) ? (await invitations.openOfPerson(tx, personId)).find((row) => row.id === id) : undefined;
    if (found === undefined) throw notFound();
    return found;
  }

  const record = (tx: Tx, agencyId: string, actorId: string, action: string, personId: string, roles: string[]) =>
    audit.record(tx, { agencyId, actorId, action, ...subject(personId), details: { roles } });

  return {
    /** Asks a person by mail and on the person's own pages; a later invitation of the agency replaces an open one. */
    async invite(tx: Tx, actor: Actor, person: PersonRow, roles: readonly Role[]): Promise<void> {
      await this.inviteAll(tx, actor, [{ id: person.id, email: person.email, roles }]);
    },

    /** The same for several people, in a fixed number of statements. */
    async inviteAll(
      tx: Tx,
      actor: Pick<Actor, 'agencyId' | 'agencyName' | 'personId'>,
      asked: readonly { readonly id: string; readonly email: string | null; readonly roles: readonly Role[] }[],
    ): Promise<void> {
      if (asked.length === 0) return;
      const { agencyId, agencyName, personId: invitedBy } = actor;
      const now = clock.now();
      await invitations.answer(tx, { agencyId, personId: asked.map(({ id }) => id) }, 'withdrawn', now);
      const rows = asked.map(({ id: personId, roles }) => ({ agencyId, personId, roles: JSON.stringify(roles) }));
      const open = { invitedBy, createdAt: now, answer: null, answeredAt: null };
      await invitations.insert(
        tx,
        rows.map((row) => ({ id: newId(), ...row, ...open })),
      );
      const entry = { agencyId, actorId: invitedBy, action: 'member.invited' };
      await audit.recordAll(
        tx,
        asked.map(({ id, roles }) => ({ ...entry, ...subject(id), details: { roles: [...roles] } })),
      );
      const letters = asked.flatMap(({ email }) =>
        email === null ? [] : [letter(email, agencyName, config.publicUrl)],
      );
      await mail.sendAll(tx, letters);
    },

    /** Takes back what somebody who leaves has not answered. */
    async withdrawAllOf(tx: Tx, agencyId: string, personId: string): Promise<void> {
      await invitations.answer(tx, { agencyId, personId }, 'withdrawn', clock.now());
    },

    /** What a person has not answered yet. */
    async openFor(personId: string): Promise<Invited[]> {
      const rows = await invitations.openOfPerson(null, personId);
      return Promise.all(
        rows.map(async ({ id, agencyId, roles, createdAt }) => {
          const agency = await organisations.find(null, agencyId);
          return { id, agencyName: agency?.name ?? '', roles: readRoles(roles), createdAt };
        }),
      );
    },

    /** Open invitations of the actor's agency, for its administrators. */
    async openOf(actor: Actor): Promise<(Omit<InvitationLine, 'roles'> & { readonly roles: readonly Role[] })[]> {
      requireRole(actor, 'administrator');
      const rows = await invitations.openOfAgency(null, actor.agencyId);
      return rows.map((row) => ({ ...row, roles: readRoles(row.roles) }));
    },

    /** The person joins the agency. Throws AppError `INVITATION_NOT_FOUND` (404). */
    async accept(personId: string, id: string): Promise<void> {
      await database.write(async (tx) => {
        const { agencyId, roles: text } = await find(tx, personId, id);
        const now = clock.now();
        if ((await invitations.answer(tx, { id }, 'accepted', now)) === 0) throw notFound();
        const roles = readRoles(text);
        for (const role of roles) await memberships.grant(tx, personId, agencyId, role, now);
        await record(tx, agencyId, personId, 'member.joined', personId, roles);
        await emitMembershipChanged(outbox, tx, agencyId, [personId], 'joined');
      });
    },

    /** Nothing changes but that the agency is told. Throws AppError `INVITATION_NOT_FOUND` (404). */
    async decline(personId: string, id: string): Promise<void> {
      await database.write(async (tx) => {
        const { agencyId, roles } = await find(tx, personId, id);
        if ((await invitations.answer(tx, { id }, 'declined', clock.now())) === 0) throw notFound();
        await record(tx, agencyId, personId, 'member.declined', personId, readRoles(roles));
      });
    },

    /** An administrator takes back what was sent to a wrong address. Throws AppError `INVITATION_NOT_FOUND` (404). */
    async withdraw(actor: Actor, id: string): Promise<void> {
      requireRole(actor, 'administrator');
      const { agencyId, personId: actorId } = actor;
      await database.write(async (tx) => {
        const rows = isId(id) ? await invitations.openOfAgency(tx, agencyId) : [];
        const found = rows.find((row) => row.id === id);
        if (found === undefined) throw notFound();
        if ((await invitations.answer(tx, { id, agencyId }, 'withdrawn', clock.now())) === 0) throw notFound();
        await record(tx, agencyId, actorId, 'member.invitation-withdrawn', found.personId, readRoles(found.roles));
      });
    },
  };
}

/** See `createInvitations`. */
export type Invitations = ReturnType<typeof createInvitations>;

function readRoles(text: string): Role[] {
  const roles: string[] = JSON.parse(text);
  return roles.filter(isRole);
}

function notFound(): AppError {
  return new AppError('INVITATION_NOT_FOUND', 404, 'There is no such invitation any more.', {
    help: 'It was answered, or taken back.',
  });
}

function letter(to: string, agencyName: string, publicUrl: string): { to: string; subject: string; text: string } {
  const text = [
    `${agencyName} asks you to join its training on Schoolbeat with the account that you have.`,
    '',
    'Sign in to accept or to decline:',
    '',
    `${publicUrl}/invitations`,
    '',
    'Until you accept, the agency sees nothing of you, and nothing changes.',
  ].join('\n');
  return { to, subject: `${agencyName} asks you to join`, text };
}
