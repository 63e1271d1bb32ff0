import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import express, { type Express } from 'express';
import request, { type Test } from 'supertest';
import { openSchoolbeat, type OpenOptions, type Schoolbeat } from '../../server/app.ts';
import type { Role } from '../../server/people/index.ts';
import type { Config, Database } from '../../server/platform/index.ts';
import { createAssets, sha256Hex, silentLog } from '../../server/platform/index.ts';
import type { CmiRecord, CommitRequest, LaunchAnswer } from '../../server/standards/index.ts';
import { commitPayload } from '../../server/standards/index.ts';
import { scratchPath } from './databases.ts';
import { type Browser, buildPerson, type BuiltPerson, openBrowser, quickPasswords, signIn } from './people.ts';
import { buildConfig } from './platform.ts';
import { scorm12Package } from './sco-packages.ts';

/** Where requests go: an application or an origin, and the path below which the product is mounted. */
export interface SiteAddress {
  readonly host: Express | string;
  readonly base: string;
}

/** The whole product with one course in the library. */
export interface LaunchSite extends SiteAddress {
  readonly app: Schoolbeat;
  readonly host: Express;
  readonly courseId: string;
}

/** Opens the product on a database. */
export async function openLaunchSite(
  database: Database,
  config: Partial<Config> = {},
  brought: Pick<OpenOptions, 'clock' | 'root' | 'assets'> = {},
): Promise<LaunchSite> {
  const base = '/training';
  const settings = await buildConfig({ tablePrefix: database.tablePrefix, ...config });
  const directory = join(import.meta.dirname, '../../dist/static');
  const app = await openSchoolbeat(settings, {
    database,
    log: silentLog(),
    assets: createAssets({ directory, unbuilt: true }),
    passwords: await quickPasswords(),
    ...brought,
  });
  const path = await scratchPath('course.zip');
  await writeFile(
    path,
    await scorm12Package('First bell', [
      { id: 'one', title: 'One' },
      { id: 'two', title: 'Two' },
    ]),
  );
  const { courseId } = await app.packages.install(path);
  const host = express();
  host.use(base, app.router);
  return { app, host, courseId, base };
}

/** A signed-in officer with a place in the course. */
export interface LaunchPerson {
  readonly person: BuiltPerson;
  readonly browser: Browser;
  readonly registration: string;
}

/** Signs somebody new in, an officer where nothing is said, and registers for the course. */
export async function officerAt(site: LaunchSite, roles: readonly Role[] = ['officer']): Promise<LaunchPerson> {
  const person = await buildPerson(site.app, { roles });
  const browser = openBrowser(site.host, { accept: 'application/json' });
  await signIn(browser, person, site.base);
  const started = await browser.post(`${site.base}/courses/${site.courseId}/start`).expect(303);
  const registration = String(started.headers['location']).split('/').at(-1) ?? '';
  return { person, browser, registration };
}

/** `POST /launches` of the person. */
export function launch(site: LaunchSite, { browser, registration }: LaunchPerson, more: object = {}): Test {
  return browser.post(`${site.base}/launches`).send({ registration, ...more });
}

/** The answer of a launch that works. */
export async function launched(site: LaunchSite, person: LaunchPerson, more: object = {}): Promise<LaunchAnswer> {
  const answer: { body: LaunchAnswer } = await launch(site, person, more).expect(201);
  return answer.body;
}

/** A commit as the page makes it. */
export function commitOf(seq: number, cmi: CmiRecord, change: Partial<CommitRequest> = {}): CommitRequest {
  const clientTime = '2026-11-23T16:42:00.000Z';
  const rest = { seq, final: false, trigger: 'commit' as const, scoId: 'one', cmi, clientTime, ...change };
  return { ...rest, sha256: sha256Hex(commitPayload(rest)) };
}

/** A request of a launch by its token alone. */
export function fromToken(
  { host, base }: SiteAddress,
  { launchId, token }: Pick<LaunchAnswer, 'launchId' | 'token'>,
  action: string,
  body: object,
): Test {
  return request(host)
    .post(`${base}/launches/${launchId}/${action}`)
    .set({ accept: 'application/json', authorization: `Bearer ${token}` })
    .send(body);
}
