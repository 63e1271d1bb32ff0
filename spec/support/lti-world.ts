import request, { type Response, type Test } from 'supertest';
import type { Database } from '../../server/platform/index.ts';
import type { DoorEntry, LaunchAnswer } from '../../server/standards/index.ts';
import { openLaunchSite, type LaunchSite } from './launch-site.ts';
import { LtiPlatform, type Difference } from './lti-platform.ts';
import { buildAgency, buildPerson, openBrowser, signIn, type Browser, type BuiltPerson } from './people.ts';
import { standingClock } from './platform.ts';

const PUBLIC_URL = 'http://localhost:8080/training';

/** A sign-in that the tool has begun, as the browser holds it. */
export interface BegunAtTool {
  /** Where the platform is asked. */
  readonly asked: URL;
  /** `name=value` */
  readonly cookie: string;
  readonly setCookie: string;
}

/** The product, a platform of our own, and an administrator who has connected them; the clock stands. */
export interface LtiWorld {
  readonly site: LaunchSite;
  readonly platform: LtiPlatform;
  readonly clock: ReturnType<typeof standingClock>;
  readonly boss: BuiltPerson;
  readonly agencyId: string;
  /** Signed in as the administrator. */
  readonly desk: Browser;
  readonly doorId: string;
  /** Address of the one course. */
  readonly target: string;
  begin(more?: Record<string, string>): Promise<BegunAtTool>;
  /** The message that the platform makes of a sign-in. */
  message(begun: BegunAtTool, difference?: Difference): Promise<Record<string, string>>;
  /** Posts a message to the tool as a browser does. */
  post(fields: Record<string, string>, cookie?: string): Test;
  /** A whole launch: sign-in, message, answer. */
  launch(difference?: Difference, more?: Record<string, string>): Promise<Response>;
  /** Opens the player with the code that a launch led to. */
  enter(launched: Response): Promise<LaunchAnswer>;
  close(): Promise<void>;
}

/** Connects an LMS at the desk of an administrator; resolves with the id of its door. */
export async function connectAt(desk: Browser, base: string, addresses: Record<string, string>): Promise<string> {
  const path = `${base}/organisation/doors/lti`;
  const answer = await desk.post(`${path}/new`).type('form').send(addresses).expect(303);
  return /lti\/([0-9a-z]{26})/.exec(String(answer.headers['location']))?.[1] ?? '';
}

/** Opens the world on a database of `forEachDatabase`. */
export async function openLtiWorld(database: Database, publicUrl = PUBLIC_URL): Promise<LtiWorld> {
  const clock = standingClock(new Date('2026-11-26T15:00:00.000Z'));
  const site = await openLaunchSite(database, { publicUrl, outgoingAllowed: ['127.0.0.1'] }, { clock });
  const { app, base, host, courseId } = site;
  const platform = new LtiPlatform({
    toolUrl: publicUrl,
    toolKeys: () => app.embedding.lti.keys.published(),
    now: () => clock.now(),
  });
  await platform.start();
  const agencyId = (await buildAgency(app)).id;
  const boss = await buildPerson(app, { agencyId, roles: ['administrator', 'supervisor'] });
  const desk = openBrowser(host);
  await signIn(desk, boss, base);
  const doorId = await connectAt(desk, base, platform.addresses);
  const target = `${publicUrl}/lti/courses/${courseId}`;

  const world: LtiWorld = {
    site,
    platform,
    clock,
    boss,
    agencyId,
    desk,
    doorId,
    target,
    async begin(more = {}) {
      const login = platform.loginFor(target, more);
      const answer = await request(host).get(`${base}/lti/login`).query(login).expect(302);
      const [setCookie = ''] = [answer.headers['set-cookie'] ?? []].flat();
      return { asked: new URL(String(answer.headers['location'])), cookie: setCookie.split(';')[0] ?? '', setCookie };
    },
    async message({ asked }, difference = {}) {
      platform.next = difference;
      return (await platform.authorize(asked.searchParams)).fields;
    },
    post(fields, cookie) {
      const posting = request(host).post(`${base}/lti/launch`).type('form');
      return posting
        .set({ accept: 'text/html', 'sec-fetch-site': 'cross-site', ...(cookie && { cookie }) })
        .send(fields);
    },
    async launch(difference = {}, more = {}) {
      const begun = await world.begin(more);
      return world.post(await world.message(begun, difference), begun.cookie);
    },
    async enter(launched) {
      const [, door = '', code = ''] = /doors\/(\w+)\/play.*#c=(.+)$/.exec(String(launched.headers['location'])) ?? [];
      const ask = request(host).post(`${base}/launches/redeem`).send({ code, door });
      const { body: entry }: { body: DoorEntry } = await ask.expect(200);
      const open = request(host)
        .post(`${base}/launches`)
        .set({ authorization: `Bearer ${entry.pass}` });
      const { registration, mode } = entry;
      const { body }: { body: LaunchAnswer } = await open.send({ registration, mode }).expect(201);
      return body;
    },
    async close() {
      await platform.stop();
      await app.close();
    },
  };
  return world;
}

/** Code of a refusal, as its page shows it. */
export const refusalOf = ({ text }: Response): string => /<code>(LTI_[A-Z_]+)<\/code>/.exec(text)?.[1] ?? 'none';
