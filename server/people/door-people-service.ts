import { AppError, localeOf, newId, sha256Hex, type Platform, type Tx } from '../platform/index.ts';
import { subject as subjectOf } from './account-service.ts';
import { AGENCY_ROLES, requireManage, type Actor, type Role } from './actor-policy.ts';
import type { MembershipStore } from './membership-store.ts';
import type { Organisations } from './organisation.ts';
import { emitLeft, emitMembershipChanged } from './people-events.ts';
import type { IdentityRow, PersonRow } from './person-model.ts';
import type { PersonStore } from './person-store.ts';
import { nameOf } from './person-view.ts';

/** Kinds of doors through which people come that another system has signed in. */
export type DoorKind = 'lti' | 'dispatch';

/** What a door says of somebody. */
export interface DoorPerson {
  readonly kind: DoorKind;
  /** Whoever vouches for the subject: the platform's issuer, or the id of the dispatch destination. */
  readonly issuer: string;
  readonly subject: string;
  /** True where nobody checked who it is: such a person belongs to no list and counts for no certificate until joined. */
  readonly isAsserted: boolean;
  readonly agencyId: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string | null;
  /** Administrators among them are left out. */
  readonly roles: readonly Role[];
}

/** An identity that can be joined to a person of the agency. */
export interface WaitingIdentity {
  readonly identityId: string;
  readonly personId: string;
  readonly kind: DoorKind;
  readonly isAsserted: boolean;
}

interface Parts {
  readonly platform: Pick<Platform, 'database' | 'clock' | 'audit' | 'outbox'>;
  readonly people: PersonStore;
  readonly memberships: MembershipStore;
  readonly organisations: Organisations;
}

const DOOR_KINDS: readonly string[] = ['lti', 'dispatch'];
const LONGEST_KEY = 255;

/** Moves what a person has done to another one, in the transaction of the join. */
type Move = (tx: Tx, fromPersonId: string, toPersonId: string, agencyId: string) => Promise<void>;

/** People whom doors send: found or made at the first visit, never signed in here by it. */
export function createDoorPeople({ platform, people, memberships, organisations }: Parts) {
  const { database, clock, audit, outbox } = platform;

  /** Null where somebody else has made the person meanwhile. */
  async function create(tx: Tx, of: DoorPerson, roles: readonly Role[]): Promise<PersonRow | null> {
    const { kind, isAsserted, agencyId, givenName, familyName } = of;
    const isTaken = of.email === null || (await people.byEmail(tx, of.email)) !== null;
    const now = clock.now();
    const person: PersonRow = {
      id: newId(),
      givenName: givenName.slice(0, 120),
      familyName: familyName.slice(0, 120),
      rank: '',
      email: isTaken ? null : of.email,
      passwordHash: null,
      passwordChangedAt: null,
      locale: 'en',
      theme: 'system',
      mailPreference: 'all',
      activeRole: '',
      createdAt: now,
      disabledAt: null,
    };
    const identity = { id: newId(), kind, ...keyOf(of), asserted: isAsserted };
    if (!(await people.insertUnlessKnown(tx, person, identity))) return null;
    const details = { door: kind, roles: [...roles] };
    const entry = { agencyId, actorId: null, action: 'account.created', ...subjectOf(person.id), details };
    await audit.record(tx, entry);
    await giveRoles(tx, person.id, agencyId, roles);
    return person;
  }

  async function giveRoles(tx: Tx, personId: string, agencyId: string, roles: readonly Role[]): Promise<void> {
    const rows = (await memberships.ofPerson(tx, personId)).filter((row) => row.organisationId === agencyId);
    const held = rows.map((row) => row.role);
    const lost = held.filter((role) => !(roles as readonly string[]).includes(role));
    const gained = roles.filter((role) => !held.includes(role));
    for (const role of lost) await memberships.end(tx, personId, agencyId, role, clock.now());
    for (const role of gained) await memberships.grant(tx, personId, agencyId, role, clock.now());
    if (lost.length + gained.length === 0) return;
    const how = held.length === 0 ? 'joined' : roles.length === 0 ? 'left' : 'roles';
    await emitMembershipChanged(outbox, tx, agencyId, [personId], how);
  }

  /** The agency has taken the person out: no word of an LMS brings anybody back, the agency itself does. */
  async function hasLeft(tx: Tx, personId: string, agencyId: string): Promise<boolean> {
    const ever = await memberships.everIn(tx, personId, agencyId);
    return ever.length > 0 && ever.every(({ endedAt }) => endedAt !== null);
  }

  /** A person who has an account beside the doors keeps name and roles as that account has them. */
  async function keepInStep(tx: Tx, person: PersonRow, of: DoorPerson, roles: readonly Role[]): Promise<PersonRow> {
    if (!isOnlyOfDoors(await people.identitiesOf(tx, [person.id]))) return person;
    const names = { givenName: of.givenName.slice(0, 120), familyName: of.familyName.slice(0, 120) };
    const isSame = person.givenName === names.givenName && person.familyName === names.familyName;
    if (!isSame) await people.update(tx, person.id, names);
    if (!of.isAsserted && !(await hasLeft(tx, person.id, of.agencyId))) {
      await giveRoles(tx, person.id, of.agencyId, roles);
    }
    return { ...person, ...names };
  }

  return {
    /**
     * The person of a door's word, made at the first visit. An identity is known within one agency alone: no door of another
     * agency can speak for it. An address that somebody has is not joined. Throws AppError `ACCOUNT_CLOSED` (403).
     */
    async adopt(tx: Tx, of: DoorPerson): Promise<PersonRow> {
      const roles = of.isAsserted
        ? []
        : AGENCY_ROLES.filter((role) => role !== 'administrator' && of.roles.includes(role));
      const { issuer, subject } = keyOf(of);
      const find = (): Promise<PersonRow | null> => people.byIdentity(tx, issuer, subject);
      let known = await find();
      // Whoever was quicker made the person, who is found, or somebody else with the address, which is not free any more.
      for (let tries = 0; known === null && tries < 2; tries += 1) {
        const made = await create(tx, of, roles);
        if (made !== null) return made;
        known = await find();
      }
      if (known === null || known.disabledAt !== null) throw closed();
      return keepInStep(tx, known, of, roles);
    },

    /**
     * The actor of somebody who came through a door of the agency, without a session. Throws AppError `ACCOUNT_CLOSED` (403)
     * where the account is closed or belongs to the agency no more.
     */
    async actorOf(tx: Tx | null, personId: string, agencyId: string): Promise<Actor> {
      const person = await people.byId(tx, personId);
      const agency = await organisations.find(tx, agencyId);
      if (person === null || person.disabledAt !== null || agency === null) throw closed();
      const held = (await memberships.rolesAmong(tx, agencyId, [personId])).get(personId) ?? [];
      const roles =
        held.length === 0 && isAssertedIn(await people.identitiesOf(tx, [personId]), agencyId)
          ? (['officer'] as const)
          : AGENCY_ROLES.filter((role) => held.includes(role));
      if (roles.length === 0) throw closed();
      return {
        personId,
        agencyId,
        agencyName: agency.name,
        organisationType: 'agency',
        timeZone: agency.timeZone,
        roles,
        name: nameOf(person),
        rank: person.rank,
        email: person.email,
        locale: localeOf(person.locale),
      };
    },

    /** True for somebody whose word alone says who it is. */
    async isAsserted(tx: Tx | null, personId: string): Promise<boolean> {
      const identities = await people.identitiesOf(tx, [personId]);
      return identities.length > 0 && identities.every(({ asserted }) => asserted);
    },

    /** Identities of some people who come by doors alone, by the person. */
    async waiting(
      tx: Tx | null,
      agencyId: string,
      personIds: readonly string[],
    ): Promise<Map<string, WaitingIdentity>> {
      const all = await people.identitiesOf(tx, personIds);
      const found = new Map<string, WaitingIdentity>();
      for (const personId of personIds) {
        const own = all.filter((one) => one.personId === personId);
        const [first] = own;
        if (first === undefined || !isOnlyOfDoors(own) || !isOfAgency(first, agencyId)) continue;
        const { id: identityId, asserted: isAsserted } = first;
        found.set(personId, { identityId, personId, kind: first.kind === 'lti' ? 'lti' : 'dispatch', isAsserted });
      }
      return found;
    },

    /** Who waits under an identity of an agency's doors; null where nobody does. */
    async waitingAs(tx: Tx | null, agencyId: string, identityId: string): Promise<WaitingIdentity | null> {
      const identity = await people.identityById(tx, identityId);
      return identity === null
        ? null
        : ((await this.waiting(tx, agencyId, [identity.personId])).get(identity.personId) ?? null);
    },

    /**
     * Joins whoever comes by an identity to a person of the agency, with a reason that is kept; `move` takes along what was
     * done. Throws AppError `IDENTITY_NOT_FOUND`, `PERSON_NOT_FOUND` (404), `IDENTITY_JOINED` (409), `NOT_ALLOWED` (403).
     */
    join: (
      actor: Actor,
      {
        identityId,
        personId,
        reason,
      }: { readonly identityId: string; readonly personId: string; readonly reason: string },
      move: Move,
    ): Promise<void> =>
      database.write(async (tx) => {
        requireManage(actor, []);
        const { agencyId } = actor;
        const identity = await people.identityById(tx, identityId);
        if (identity === null || !isOfAgency(identity, agencyId)) {
          throw new AppError('IDENTITY_NOT_FOUND', 404, 'Nobody of that kind came through a door of your agency.');
        }
        const from = identity.personId;
        if (!isOnlyOfDoors(await people.identitiesOf(tx, [from]))) {
          throw new AppError('IDENTITY_JOINED', 409, 'This is joined to a person of your agency already.');
        }
        const roles = (await memberships.rolesAmong(tx, agencyId, [personId])).get(personId) ?? [];
        const isOwn = isOnlyOfDoors(await people.identitiesOf(tx, [personId]));
        if (roles.length === 0 || isOwn) {
          throw new AppError('PERSON_NOT_FOUND', 404, 'There is no such person in your agency.', { field: 'email' });
        }
        requireManage(actor, roles);
        const old = (await memberships.rolesAmong(tx, agencyId, [from])).get(from) ?? [];
        for (const role of old) await memberships.end(tx, from, agencyId, role, clock.now());
        if (old.length > 0) await emitLeft(outbox, tx, agencyId, from);
        await people.giveIdentities(tx, from, personId);
        await move(tx, from, personId, agencyId);
        const details = { joined: from, kind: identity.kind, isAsserted: identity.asserted, reason };
        const entry = { agencyId, actorId: actor.personId, action: 'identity.joined', ...subjectOf(personId), details };
        await audit.record(tx, entry);
      }),
  };
}

/** See `createDoorPeople`. */
export type DoorPeople = ReturnType<typeof createDoorPeople>;

const isOnlyOfDoors = (identities: readonly IdentityRow[]): boolean =>
  identities.length > 0 && identities.every(({ kind }) => DOOR_KINDS.includes(kind));

const isAssertedIn = (identities: readonly IdentityRow[], agencyId: string): boolean =>
  identities.length > 0 && identities.every((one) => one.asserted && isOfAgency(one, agencyId));

/** The agency stands in the key: an issuer that two agencies name is two issuers. */
function keyOf({ issuer, subject, agencyId }: DoorPerson): { issuer: string; subject: string } {
  const whole = `${agencyId} ${issuer}`;
  return {
    issuer: whole.length <= LONGEST_KEY ? whole : `${agencyId} sha256:${sha256Hex(issuer)}`,
    subject: subject.length <= LONGEST_KEY ? subject : `sha256:${sha256Hex(subject)}`,
  };
}

const isOfAgency = ({ kind, issuer }: IdentityRow, agencyId: string): boolean =>
  DOOR_KINDS.includes(kind) && issuer.startsWith(`${agencyId} `);

function closed(): AppError {
  return new AppError('ACCOUNT_CLOSED', 403, 'This account is closed, or belongs to the agency no more.', {
    help: 'Ask an administrator of your agency.',
  });
}
