import { writeFile } from 'node:fs/promises';
import request, { type Test } from 'supertest';
import type { Schoolbeat } from '../../server/app.ts';
import type { DispatchAnswer, DispatchRequest, DoorEntry, LaunchAnswer } from '../../server/standards/index.ts';
import { scratchPath } from './databases.ts';
import { launchBy, redeem } from './door-site.ts';
import { commitOf, fromToken, type SiteAddress } from './launch-site.ts';
import { actorFor, buildAgency, buildPerson, type BuiltPerson } from './people.ts';

/** An agency with a dispatch package. */
export interface DispatchPlace {
  readonly agencyId: string;
  readonly boss: BuiltPerson;
  readonly doorId: string;
  readonly courseId: string;
}

type Terms = Parameters<Schoolbeat['embedding']['dispatch']['create']>[1];

/** The site of the LMS that the packages of specs are made for. */
export const LMS = 'https://lms.harlow.example';

export const TERMS: Omit<Terms, 'courseId'> = {
  title: 'First bell for the county',
  standard: 'scorm12',
  sites: [LMS],
  opensOn: null,
  closesOn: null,
  seats: null,
  mapping: 'success',
};

/** Makes an agency with an administrator and a dispatch package. */
export async function buildDispatch(
  app: Schoolbeat,
  { courseId, ...like }: Partial<Terms> & { courseId: string },
): Promise<DispatchPlace> {
  const agencyId = (await buildAgency(app)).id;
  const boss = await buildPerson(app, { agencyId, roles: ['administrator', 'supervisor'] });
  const doorId = await app.embedding.dispatch.create(await actorFor(app, boss), { ...TERMS, courseId, ...like });
  return { agencyId, boss, doorId, courseId };
}

/** Changes a package as its administrator does; what is not named gets what {@link TERMS} says. */
export async function changeDispatch(app: Schoolbeat, place: DispatchPlace, like: Partial<Terms>): Promise<void> {
  const { standard: _fixed, ...terms } = TERMS;
  await app.embedding.dispatch.change(await actorFor(app, place.boss), place.doorId, { ...terms, ...like });
}

/** A first launch. */
const FIRST: DispatchRequest = {
  learnerId: 'L-1',
  learnerName: 'Reyes, Maria',
  registration: null,
  mode: 'normal',
  told: null,
};

/** What the stub in an LMS asks; `site` null sends no Origin. */
export function askLaunch(
  { host, base }: SiteAddress,
  { doorId }: Pick<DispatchPlace, 'doorId'>,
  like: Partial<DispatchRequest> = {},
  site: string | null = LMS,
): Test {
  const asked = request(host)
    .post(`${base}/dispatch/${doorId}/launch`)
    .set({ accept: 'application/json', 'content-type': 'text/plain', 'sec-fetch-site': 'cross-site' });
  return (site === null ? asked : asked.set('origin', site)).send(JSON.stringify({ ...FIRST, ...like }));
}

/** The answer to a launch that is let in. */
export async function letIn(...asked: Parameters<typeof askLaunch>): Promise<DispatchAnswer> {
  const answer: { body: DispatchAnswer } = await askLaunch(...asked).expect(200);
  return answer.body;
}

/** Opens the course that a launch was let into, as the player page does. */
export async function openAt(
  site: SiteAddress,
  place: DispatchPlace,
  { url }: DispatchAnswer,
  more: object = {},
): Promise<LaunchAnswer> {
  const entry: { body: DoorEntry } = await redeem(site, place, url.split('#c=')[1] ?? '').expect(200);
  const answer: { body: LaunchAnswer } = await launchBy(site, entry.body, { takeOver: true, ...more }).expect(201);
  return answer.body;
}

/** The parts of a course end so. */
export async function finishAt(
  site: SiteAddress,
  launch: LaunchAnswer,
  status: string,
  score: string,
  parts: readonly string[] = ['one', 'two'],
): Promise<void> {
  for (const [index, scoId] of parts.entries()) {
    const cmi = { 'cmi.core.score.raw': score, 'cmi.core.score.max': '100', 'cmi.core.lesson_status': status };
    const commit = commitOf(index + 1, cmi, { scoId, final: true, trigger: 'finish' });
    await fromToken(site, launch, 'commits', commit).expect(200);
  }
  await fromToken(site, launch, 'end', { reason: 'ended' }).expect(200);
}

/** Installs a package; under the title of a course that is there it becomes its next version. */
export async function install(app: Schoolbeat, zip: Buffer): Promise<string> {
  const path = await scratchPath('next.zip');
  await writeFile(path, zip);
  return (await app.packages.install(path)).versionId;
}
