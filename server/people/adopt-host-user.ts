import { z } from 'zod';
import { AppError, readInput, type Platform, type Tx } from '../platform/index.ts';
import type { Accounts } from './account-service.ts';
import { AGENCY_ROLES, type Role } from './actor-policy.ts';
import type { MembershipStore } from './membership-store.ts';
import type { Organisations } from './organisation.ts';
import { emitMembershipChanged } from './people-events.ts';
import { emailInput, nameInput } from './person-input.ts';
import type { PersonRow } from './person-model.ts';
import type { PersonStore } from './person-store.ts';

/** What a host application says of the person whom it has signed in. */
export interface HostUser {
  /** Never changes and is never given to somebody else. */
  readonly subject: string;
  readonly givenName: string;
  readonly familyName?: string | undefined;
  readonly rank?: string | undefined;
  readonly email?: string | undefined;
  /** Id of the agency; may be left out where the installation has exactly one. */
  readonly agencyId?: string | undefined;
  /** An officer by default. */
  readonly roles?: readonly Role[] | undefined;
}

/** Accounts of the host: its middleware has signed the person in before the request comes here. */
export interface HostAuth {
  /** Name under which the host's subjects are kept; `host` by default. */
  readonly issuer?: string | undefined;
  /** False (default): a host user is never an administrator here, whatever the host says. */
  readonly mayBeAdministrator?: boolean | undefined;
  /**
   * Where a person signs in at the host: an address, or a path of the site; `{next}` in it becomes the path to come back to
   * (`/sign-in?next={next}`). Opened by whoever is not signed in, and shown when a session has ended.
   */
  readonly signInUrl?: string | undefined;
}

const hostUserInput = nameInput.extend({
  subject: z.string().min(1).max(255),
  email: emailInput.optional(),
  agencyId: z.string().max(26).optional(),
  roles: z.array(z.enum(AGENCY_ROLES)).optional(),
});

type HostInput = z.infer<typeof hostUserInput>;

interface Parts {
  readonly platform: Platform;
  readonly people: PersonStore;
  readonly memberships: MembershipStore;
  readonly accounts: Accounts;
  readonly organisations: Organisations;
}

/**
 * Finds the person of a host user, makes it at the first visit, and keeps names, address and roles in step with the host. Null
 * when the user's agency is unknown or the account is disabled. An address that a local account has is not joined: the host's
 * word alone would open that account.
 */
export function createHostAdoption({ platform, people, memberships, accounts, organisations }: Parts, auth: HostAuth) {
  const { database, clock, outbox } = platform;
  const issuer = auth.issuer ?? 'host';

  async function create(user: HostInput, agencyId: string, roles: Role[]): Promise<PersonRow | null> {
    const { subject, givenName, familyName, rank } = user;
    return database.write(async (tx) => {
      const before = await people.byIdentity(tx, issuer, subject);
      if (before !== null) return before;
      const isTaken = user.email === undefined || (await people.byEmail(tx, user.email)) !== null;
      const email = isTaken ? null : (user.email ?? null);
      const account = { givenName, familyName, rank, email, password: null, agencyId, roles };
      const id = await accounts.insert(tx, { ...account, hostIdentity: { issuer, subject } }, null, null);
      return people.byId(tx, id);
    });
  }

  async function keepInStep(person: PersonRow, user: HostInput, agencyId: string, roles: Role[]) {
    const rows = (await memberships.ofPerson(null, person.id)).filter((row) => row.organisationId === agencyId);
    const held = rows.map((row) => row.role);
    const lost = held.filter((role) => !(roles as string[]).includes(role));
    const gained = roles.filter((role) => !held.includes(role));
    const { givenName, familyName, rank } = user;
    const names = { givenName, familyName, rank, activeRole: agencyId };
    const email = await emailFor(person, user);
    const isSame =
      person.givenName === givenName &&
      person.familyName === familyName &&
      person.rank === rank &&
      person.email === email &&
      person.activeRole === agencyId;
    if (isSame && lost.length + gained.length === 0) return person;
    await database.write(async (tx) => {
      await people.update(tx, person.id, { ...names, email: await emailFor(person, user, tx) });
      for (const role of lost) await memberships.end(tx, person.id, agencyId, role, clock.now());
      for (const role of gained) await memberships.grant(tx, person.id, agencyId, role, clock.now());
      if (lost.length + gained.length === 0) return;
      const how = held.length === 0 ? 'joined' : roles.length === 0 ? 'left' : 'roles';
      await emitMembershipChanged(outbox, tx, agencyId, [person.id], how);
    });
    return { ...person, ...names, email };
  }

  /** The host's word for the address; none where somebody else has it: mail about one person must not reach another. */
  async function emailFor({ id, email }: PersonRow, user: HostInput, tx: Tx | null = null): Promise<string | null> {
    if (user.email === undefined || user.email === email) return user.email ?? null;
    const owner = await people.byEmail(tx, user.email);
    return owner === null || owner.id === id ? user.email : null;
  }

  return async (hostUser: HostUser): Promise<PersonRow | null> => {
    const user = readInput(hostUserInput, hostUser);
    const agency =
      user.agencyId === undefined ? await organisations.only(null) : await organisations.find(null, user.agencyId);
    if (agency === null) return null;
    const asked: readonly Role[] = user.roles ?? ['officer'];
    const roles = AGENCY_ROLES.filter((role) => asked.includes(role)).filter(
      (role) => role !== 'administrator' || auth.mayBeAdministrator === true,
    );
    const find = (): Promise<PersonRow | null> => people.byIdentity(null, issuer, user.subject);
    const person = (await find()) ?? (await orFindAgain(create(user, agency.id, roles), find));
    if (person === null || person.disabledAt !== null) return null;
    return keepInStep(person, user, agency.id, roles);
  };
}

/** Two first requests of one person meet: the one that was slower takes what the other made. */
async function orFindAgain(
  made: Promise<PersonRow | null>,
  find: () => Promise<PersonRow | null>,
): Promise<PersonRow | null> {
  try {
    return await made;
  } catch (error) {
    const person = error instanceof AppError && error.code === 'EMAIL_TAKEN' ? await find() : null;
    if (person === null) throw error;
    return person;
  }
}
