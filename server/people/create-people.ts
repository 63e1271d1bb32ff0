import type { Request } from 'express';
import type { Platform, Tx } from '../platform/index.ts';
import { anonymise, type Anonymised } from './anonymise.ts';
import { createAccounts, type Accounts } from './account-service.ts';
import { createActors, type Actors } from './actor-service.ts';
import { createDirectors, type Directors } from './director-service.ts';
import { createDoorPeople, type DoorPeople } from './door-people-service.ts';
import { createHostAdoption, type HostAuth, type HostUser } from './adopt-host-user.ts';
import { readSignInUrl, signInAddressFor } from './host-sign-in.ts';
import { createInvitations, type Invitations } from './invitation-service.ts';
import { createInvitationStore } from './invitation-store.ts';
import { createMembers, type Members } from './member-service.ts';
import { createMembershipStore } from './membership-store.ts';
import { createNewcomers, type Newcomers } from './newcomer-service.ts';
import type { Organisations } from './organisation.ts';
import { createPasswords, type Passwords } from './password-service.ts';
import { definePeopleModels, type PersonRow } from './person-model.ts';
import { createPersonStore } from './person-store.ts';
import { fullNameOf } from './person-view.ts';
import { createResets, type Resets } from './reset-service.ts';
import { createResetStore } from './reset-store.ts';
import { createRoll, type Roll } from './roll-service.ts';
import { createSessionCookies, type SessionCookies } from './session-cookies.ts';
import { createSessions, type Sessions } from './session-service.ts';
import { createSessionStore } from './session-store.ts';
import { createSignIn, type SignIn } from './sign-in-service.ts';
import { createStaff, type Staff } from './staff-service.ts';
import { createSystem, type System } from './system-service.ts';
import { createThrottle } from './throttle-service.ts';

/** What the room needs beside the platform. */
export interface PeopleOptions {
  readonly organisations: Organisations;
  /** People come signed in by the host; without it this installation has accounts of its own. */
  readonly host?: HostAuth & { currentUser(req: Request): HostUser | null | Promise<HostUser | null> };
  /** Specs hand in quick ones. */
  readonly passwords?: Passwords;
}

/** The services of the room; routes and commands call nothing else. */
export interface People {
  /** False where the host signs people in. */
  readonly hasOwnAccounts: boolean;
  /** The host's sign-in page, from which a person comes back to a path; null where it names none or people sign in here. */
  signInAddress(next: string): string | null;
  /** Who a request comes from, by session or by the host's word. */
  personOf(req: Request): Promise<PersonRow | null>;
  /** True where the host has signed the person in, so that to sign in once more would change nothing. */
  isHostUser(req: Request): boolean;
  readonly actors: Actors;
  readonly accounts: Accounts;
  readonly cookies: SessionCookies;
  readonly directors: Directors;
  /** People whom an LMS of somebody else sends. */
  readonly doors: DoorPeople;
  readonly invitations: Invitations;
  readonly members: Members;
  readonly newcomers: Newcomers;
  readonly resets: Resets;
  readonly roll: Roll;
  readonly sessions: Sessions;
  readonly signIn: SignIn;
  readonly staff: Staff;
  readonly system: System;
  /** Rank and name as pages show them; null where there is no such person. */
  nameOf(personId: string): Promise<string | null>;
  /** See {@link anonymise}. */
  anonymise(tx: Tx, person: { personId: string; agencyId: string; at: Date }): Promise<Anonymised>;
}

const SWEEP = 'people.sweep';
const HOUR = 60 * 60_000;

/** Puts the room together on one platform. */
export async function createPeople(platform: Platform, options: PeopleOptions): Promise<People> {
  const { organisations, host } = options;
  const models = definePeopleModels(platform.database);
  const people = createPersonStore(models);
  const memberships = createMembershipStore(models);
  const resetStore = createResetStore(models);
  const passwords = options.passwords ?? (await createPasswords());
  const throttle = createThrottle(platform.limits);
  const cookies = createSessionCookies(platform);
  const sessions = createSessions(platform, createSessionStore(models));
  const actors = createActors(memberships, organisations);
  const parts = { platform, people, memberships, passwords, throttle, sessions, actors, organisations };
  const accounts = createAccounts({ ...parts, resets: resetStore });
  const resets = createResets({ ...parts, resets: resetStore, accounts });
  const invitations = createInvitations({ ...parts, invitations: createInvitationStore(models) });
  const members = createMembers({ ...parts, accounts, resets, invitations });
  const adopt = host && createHostAdoption({ ...parts, accounts }, host);

  platform.jobs.on(SWEEP, async () => {
    await sessions.sweep();
    await resets.sweep();
  });
  platform.jobs.every(SWEEP, HOUR);

  const signInUrl = readSignInUrl(host?.signInUrl);
  const hostUsers = new WeakSet<Request>();

  return {
    hasOwnAccounts: host === undefined,
    signInAddress: (next) => signInUrl && signInAddressFor(signInUrl, next),
    async personOf(req) {
      if (host === undefined || adopt === undefined) {
        const token = cookies.tokenOf(req);
        return token === null ? null : sessions.personOf(token);
      }
      const user = await host.currentUser(req);
      if (user === null) return null;
      hostUsers.add(req);
      return adopt(user);
    },
    isHostUser: (req) => hostUsers.has(req),
    actors,
    accounts,
    cookies,
    directors: createDirectors({ ...parts, accounts, resets }),
    doors: createDoorPeople(parts),
    invitations,
    members,
    newcomers: createNewcomers({ ...parts, invitations, resets }),
    resets,
    roll: createRoll(parts),
    sessions,
    signIn: createSignIn({ ...parts, invitations }),
    staff: createStaff({ ...parts, invitations, members }),
    system: createSystem(platform, people),
    async nameOf(personId) {
      const person = await people.byId(null, personId);
      return person === null ? null : fullNameOf(person);
    },
    anonymise: (tx, person) => anonymise({ people, memberships, sessions }, tx, person),
  };
}
