import request, { type Test } from 'supertest';
import type { Schoolbeat } from '../../server/app.ts';
import type { DoorPerson } from '../../server/people/index.ts';
import type { DoorEntry, LaunchMode } from '../../server/standards/index.ts';
import type { LaunchSite, SiteAddress } from './launch-site.ts';
import { actorFor, buildAgency, buildPerson, type BuiltPerson } from './people.ts';

/** An agency with a door into its courses. */
export interface DoorPlace {
  readonly agencyId: string;
  readonly boss: BuiltPerson;
  readonly doorId: string;
}

/** Somebody whom a door hands over. */
export interface HandedOver {
  readonly personId: string;
  readonly registrationId: string;
  readonly code: string;
}

/** Sites that the doors of specs are open to. */
export const ORIGINS = ['https://lms.harlow.example', 'https://lms2.harlow.example:8443'];

/** Makes an agency with an administrator and a door. */
export async function buildDoorAt(
  app: Schoolbeat,
  {
    kind = 'dispatch',
    frameAncestors = ORIGINS,
  }: { kind?: 'lti' | 'dispatch'; frameAncestors?: readonly string[] } = {},
): Promise<DoorPlace> {
  const agencyId = (await buildAgency(app)).id;
  const boss = await buildPerson(app, { agencyId, roles: ['administrator', 'supervisor'] });
  const actor = await actorFor(app, boss);
  const door = { kind, title: 'County LMS', frameAncestors };
  const doorId = await app.platform.database.write((tx) => app.embedding.doors.create(tx, actor, door));
  return { agencyId, boss, doorId };
}

/** The same at a site with one course. */
export const buildDoor = ({ app }: LaunchSite, like: Parameters<typeof buildDoorAt>[1] = {}): Promise<DoorPlace> =>
  buildDoorAt(app, like);

/** What a dispatch stub or an LTI launch does: somebody is found or made, has a place in the course and gets a code. */
export async function handOverAt(
  app: Schoolbeat,
  { agencyId, doorId }: DoorPlace,
  {
    courseId,
    returnUrl = null,
    mode = 'normal',
    ...word
  }: Partial<DoorPerson> & { courseId: string; returnUrl?: string | null; mode?: LaunchMode },
): Promise<HandedOver> {
  const names = { givenName: 'Al', familyName: 'Moss', email: null };
  const whose = { kind: 'dispatch' as const, issuer: doorId, subject: 'learner-1', isAsserted: true };
  return app.platform.database.write(async (tx) => {
    const person = await app.people.doors.adopt(tx, { agencyId, ...names, ...whose, roles: ['officer'], ...word });
    const actor = await app.people.doors.actorOf(tx, person.id, agencyId);
    const door = word.kind ?? 'dispatch';
    const { id } = await app.attempts.registrations.ensureFor(tx, actor, courseId, door, doorId);
    const whom = { registrationId: id, personId: person.id, agencyId, doorId };
    const { code } = await app.player.doors.handOver(tx, { ...whom, returnUrl, mode });
    return { personId: person.id, registrationId: id, code };
  });
}

/** The same into the one course of a site. */
export const handOver = (
  { app, courseId }: LaunchSite,
  place: DoorPlace,
  like: Partial<Parameters<typeof handOverAt>[2]> = {},
): Promise<HandedOver> => handOverAt(app, place, { courseId, ...like });

/** A request of another site's frame: with the cookies of somebody who is signed in, which must not matter. */
export function fromElsewhere(site: SiteAddress, path: string, method: 'get' | 'post' = 'post'): Test {
  const host = request(site.host);
  return host[method](site.base + path).set({
    accept: 'application/json',
    'sec-fetch-site': 'cross-site',
    cookie: 'sb_session=x; sb_browser=y',
  });
}

/** `POST /launches/redeem`. */
export function redeem(site: SiteAddress, { doorId }: Pick<DoorPlace, 'doorId'>, code: string): Test {
  return fromElsewhere(site, '/launches/redeem').send({ code, door: doorId });
}

/** What a code that works is worth. */
export async function entered(site: LaunchSite, door: DoorPlace, code: string): Promise<DoorEntry> {
  const answer: { body: DoorEntry } = await redeem(site, door, code).expect(200);
  return answer.body;
}

/** `POST /launches` by a pass. */
export function launchBy(site: SiteAddress, { pass, registration }: DoorEntry, more: object = {}): Test {
  return fromElsewhere(site, '/launches')
    .set('authorization', `Bearer ${pass}`)
    .send({ registration, ...more });
}
