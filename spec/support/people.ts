import express, { type Express, type Router } from 'express';
import request from 'supertest';
import { createAgencies, createAgencyDesk, type Agencies, type AgencyDesk } from '../../server/agencies/index.ts';
import {
  createPasswords,
  createPeople,
  peopleRoutes,
  signedIn,
  signInFirst,
  type Actor,
  type NewAccount,
  type Passwords,
  type People,
  type PeopleOptions,
  type Role,
} from '../../server/people/index.ts';
import { createRouter, enter, errorHandler, newId, notFound, type Platform } from '../../server/platform/index.ts';

/** What the builders need of a composed application. */
export interface PeopleRooms {
  readonly people: People;
  readonly agencies: Agencies;
}

/** The same with the desk of the agencies room. */
export interface DeskRooms extends PeopleRooms {
  readonly desk: AgencyDesk;
}

/** Somebody who can sign in. */
export interface BuiltPerson {
  readonly id: string;
  readonly email: string;
  readonly password: string;
  readonly name: string;
  readonly agencyId: string;
  readonly roles: readonly Role[];
}

/** A cookie jar with a browser's manners: every change says where it comes from. */
export type Browser = ReturnType<typeof request.agent>;

/** Passes every rule and belongs to nobody. */
export const PASSWORD = 'lantern orbit maple 47';

let quick: Promise<Passwords> | null = null;

/** Real argon2id with little memory, so that specs with many people stay quick. */
export function quickPasswords(): Promise<Passwords> {
  quick ??= createPasswords({ memoryCost: 64, timeCost: 1 });
  return quick;
}

/** The two rooms on a platform of `buildPlatform`. */
export async function buildRooms(platform: Platform, options: Partial<PeopleOptions> = {}): Promise<DeskRooms> {
  const agencies = createAgencies(platform);
  const passwords = options.passwords ?? (await quickPasswords());
  const people = await createPeople(platform, { organisations: agencies.organisations, ...options, passwords });
  return { people, agencies, desk: createAgencyDesk(platform, agencies, people) };
}

/** A host application with the rooms mounted; `before` are routes that look at no person, `extra` those of another room, `mount` a path like `/training`. */
export function hostApp(
  platform: Platform,
  people: People,
  { mount = '/', before = [] as Router[], extra = [] as Router[] } = {},
): Express {
  const router = createRouter();
  router.use(enter(platform));
  for (const routes of before) router.use(routes);
  router.use(signedIn(people));
  router.use(peopleRoutes(platform, people));
  for (const routes of extra) router.use(routes);
  router.use(notFound());
  router.use(signInFirst(people));
  router.use(errorHandler(platform));
  const app = express();
  app.use(mount, router);
  return app;
}

/** A browser at an application. */
export function openBrowser(app: Express, headers: Record<string, string> = {}): Browser {
  const browser = request.agent(app);
  browser.set({ accept: 'text/html', 'sec-fetch-site': 'same-origin', ...headers });
  return browser;
}

/** An agency of its own for a spec. */
export async function buildAgency(
  { agencies }: Pick<PeopleRooms, 'agencies'>,
  overrides: { name?: string; timeZone?: string; state?: string } = {},
): Promise<{ id: string; name: string; timeZone: string }> {
  const name = `Agency ${newId()}`;
  return agencies.createAgency({ name, timeZone: 'America/Chicago', state: 'TX', ...overrides });
}

/** A person with roles in an agency, which is made when none is named. */
export async function buildPerson(
  rooms: PeopleRooms,
  { roles, ...overrides }: Partial<NewAccount> & { roles: readonly Role[] },
): Promise<BuiltPerson> {
  const agencyId = overrides.agencyId ?? (await buildAgency(rooms)).id;
  const account = {
    givenName: 'Jordan',
    familyName: 'Vance',
    rank: 'Dep.',
    email: `p${newId()}@station.example`,
    password: PASSWORD,
    ...overrides,
    agencyId,
    roles,
  };
  const id = await rooms.people.accounts.create(account, null);
  const name = `${account.givenName} ${account.familyName}`;
  return { id, email: account.email ?? '', password: account.password ?? '', name, agencyId, roles };
}

/** An officer. */
export const buildOfficer = (rooms: PeopleRooms, overrides: Partial<NewAccount> = {}): Promise<BuiltPerson> =>
  buildPerson(rooms, { ...overrides, roles: ['officer'] });

/** An administrator. */
export const buildAdministrator = (rooms: PeopleRooms, overrides: Partial<NewAccount> = {}): Promise<BuiltPerson> =>
  buildPerson(rooms, { ...overrides, roles: ['administrator'] });

/** The actor of a built person, as a request of that person would have it. */
export async function actorFor({ people }: PeopleRooms, person: BuiltPerson): Promise<Actor> {
  const actor = await people.actors.of(await people.accounts.person(person.id));
  if (actor === null) throw new Error('The person has no role in an agency.');
  return actor;
}

/** Signs a person in at the application's own page; `base` is the mount path. */
export async function signIn(
  browser: Browser,
  person: Pick<BuiltPerson, 'email' | 'password'>,
  base = '',
): Promise<void> {
  const { email, password } = person;
  const form = browser.post(`${base}/login`).set('accept', 'text/html').type('form');
  await form.send({ email, password }).expect(303);
}
