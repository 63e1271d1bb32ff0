import { writeFile } from 'node:fs/promises';
import { expect } from 'chai';
import type { Schoolbeat } from '../../server/app.ts';
import { scratchPath } from './databases.ts';
import { buildDispatch } from './dispatch-site.ts';
import { LtiPlatform } from './lti-platform.ts';
import { actorFor, buildAgency, buildPerson } from './people.ts';
import { signInTo } from './recover-launch.ts';
import { openRoundRobin } from './round-robin.ts';
import { scorm12Package } from './sco-packages.ts';
import { startStandAlone, type StandAlone } from './stand-alone.ts';
import { environmentOf, openApp, type StormPlace } from './storm.ts';
import { ask, expectAnswer, type Pair } from './two-doors-ask.ts';
import { holdGrades, holdNews, holdPeople, holdSeats, settle } from './two-doors-truth.ts';
import { addOnce, stepsOf, walkFromLms, walkFromPackage, type Learner } from './two-doors-walks.ts';
import { startReceiver } from './webhook-site.ts';

/** Every door used at once on two processes of which one is killed in the middle, some times. */
interface TwoDoorsOptions extends StormPlace {
  /** Learners of an LMS; they share links by fours. */
  readonly learners: number;
  /** Changes of each one's score. */
  readonly rounds: number;
  readonly seats: number;
  /** Learners of a dispatch package, more than it has seats. */
  readonly academy: number;
  /** People added by a program. */
  readonly added: number;
  readonly kills: number;
  /** Waits until the jobs of a killed process are given back, instead of setting their time back. */
  readonly isPatient: boolean;
}

/** What was seen. */
interface TwoDoorsNumbers {
  readonly scores: number;
  readonly news: number;
  /** Tries of news, and keys whose process died before it answered. */
  readonly tries: number;
  readonly unanswered: number;
}

/** A slow LMS has grades under way at every moment. */
const SLOW_MS = 200;

/** Runs it, then holds the rows, the LMS and the receiver to what was done. */
export async function openDoorsInTwo(options: TwoDoorsOptions): Promise<TwoDoorsNumbers> {
  const storage = await scratchPath('two-doors');
  const proxy = await openRoundRobin();
  const receiver = await startReceiver();
  const settings = {
    ...environmentOf(options, storage),
    SCHOOLBEAT_PUBLIC_URL: proxy.base,
    SCHOOLBEAT_OUTGOING_ALLOWED: `127.0.0.1,${receiver.host}`,
  };
  // Rows first, so that two processes do not migrate at once.
  const app = await openApp(options, storage);
  const platform = new LtiPlatform({ toolUrl: proxy.base, toolKeys: () => app.embedding.lti.keys.published() });
  await platform.start();
  platform.fault = async ({ url = '' }) => {
    if (url.includes('/scores')) await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
    return false;
  };
  const processes: StandAlone[] = [];
  const away = new Set<number>();
  const useAll = (): void => proxy.use(processes.map(({ base }) => base));
  const count = countSteps();
  const pair: Pair = {
    proxy,
    at: (place) => (away.has(place) ? proxy.base : (processes[place]?.base ?? proxy.base)),
    step: () => count.step(),
  };
  try {
    processes.push(...(await Promise.all([startStandAlone(settings), startStandAlone(settings)])));
    useAll();
    const { courseId, agencyId, key, target } = await furnish(app, { platform, base: proxy.base, news: receiver.url });
    const academy = await buildDispatch(app, { courseId, seats: options.seats });
    const learners = learnersOf(options);
    // Tries again on the other side of the kill.
    receiver.answer(503, null, 503);
    const emails = Array.from({ length: options.added }, (_none, at) => `ada-${at}@station.example`);
    const door = { platform, target, rounds: options.rounds };
    const walks = Promise.all([
      Promise.all(learners.map((learner) => walkFromLms(pair, door, learner))),
      inLanes(academyOf(options), (id) => walkFromPackage(pair, academy.doorId, id)),
      inTurn(emails, (email) => addOnce(pair, key, email)),
    ]);
    const total = options.learners * stepsOf(options.rounds) + options.academy + options.added;
    const kills = kill({ ...options, total, processes, away, useAll, settings, count });
    const [, places, isTold] = await Promise.all([walks, kills]).then(([done]) => done);
    await settle(app, await kills, options.isPatient);
    for (const one of processes) await expectAnswer(() => ask(`${one.base}/readyz`), 200);
    await holdSeats(app, academy, places, options.seats);
    await holdPeople(
      proxy.base,
      key,
      emails.filter((_email, at) => isTold[at]),
      emails,
    );
    const scores = await holdGrades(app, platform, learners);
    const news = await holdNews(app, receiver.heard, agencyId);
    for (const one of processes) expect(await one.stop(), one.said()).to.equal(0);
    return { scores, ...news, unanswered: isTold.filter((told) => !told).length };
  } finally {
    for (const one of processes) await one.kill();
    await app.close();
    await platform.stop();
    await receiver.close();
    await proxy.close();
  }
}

/** A course, an agency with an LMS, a key and a webhook, the last two made over HTTP. */
async function furnish(app: Schoolbeat, at: { platform: LtiPlatform; base: string; news: string }) {
  const path = await scratchPath('two-doors.zip');
  const parts = ['one', 'two'].map((id) => ({ id, title: id }));
  await writeFile(path, await scorm12Package('First bell', parts));
  const { courseId } = await app.packages.install(path);
  const agencyId = (await buildAgency(app)).id;
  const boss = await buildPerson(app, { agencyId, roles: ['administrator', 'supervisor'] });
  const addresses = { ...at.platform.addresses, tokenAudience: null };
  await app.embedding.lti.connect(await actorFor(app, boss), addresses);
  const cookie = (await signInTo(at.base, boss)) ?? '';
  const form = new URLSearchParams({ name: 'Personnel system', origins: '' });
  for (const scope of ['people:read', 'people:write', 'webhooks:manage']) form.append('scopes', scope);
  const sent = { cookie, origin: at.base, accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' };
  const page = await ask(`${at.base}/organisation/api/keys`, { headers: sent, body: form.toString() });
  const [, key = ''] = /<code data-secret>([^<]+)</.exec(page?.text ?? '') ?? [];
  const webhook = { url: at.news, title: '', events: ['person.joined', 'attempt.changed'] };
  const headers = { authorization: `Bearer ${key}` };
  await expectAnswer(() => ask(`${at.base}/api/webhooks`, { headers, body: webhook }), 201);
  return { courseId, agencyId, key, target: `${at.base}/lti/courses/${courseId}` };
}

function learnersOf({ learners, rounds }: TwoDoorsOptions): Learner[] {
  return Array.from({ length: learners }, (_none, at) => ({
    subject: `learner-${at}`,
    email: `desk-${Math.floor(at / 2)}@district.example`,
    link: `link-${Math.floor(at / 4)}`,
    grade: rounds + 1 + (at % (100 - rounds)),
    registration: '',
  }));
}

const academyOf = ({ academy }: TwoDoorsOptions): string[] => Array.from({ length: academy }, (_none, at) => `L-${at}`);

/** Some at once: each opens three times, and all wait for the one row that counts the seats. */
async function inLanes<T, R>(all: readonly T[], work: (one: T) => Promise<R>, lanes = 3): Promise<R[]> {
  const shares = Array.from({ length: lanes }, (_none, lane) => all.filter((_one, at) => at % lanes === lane));
  return (await Promise.all(shares.map((share) => inTurn(share, work)))).flat();
}

async function inTurn<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (const one of all) done.push(await work(one));
  return done;
}

interface Steps {
  step(): void;
  /** Resolves when so many steps were made. */
  reached(wanted: number): Promise<void>;
  count(): number;
}

function countSteps(): Steps {
  let made = 0;
  const waiting: { readonly wanted: number; readonly tell: () => void }[] = [];
  return {
    step() {
      made += 1;
      for (const { wanted, tell } of waiting) if (made >= wanted) tell();
    },
    reached: (wanted) =>
      new Promise((tell) => {
        if (made >= wanted) tell();
        else waiting.push({ wanted, tell });
      }),
    count: () => made,
  };
}

interface Killing extends TwoDoorsOptions {
  /** Steps of all walks, when nothing breaks off. */
  readonly total: number;
  readonly processes: StandAlone[];
  readonly away: Set<number>;
  readonly useAll: () => void;
  readonly settings: Readonly<Record<string, string>>;
  readonly count: Steps;
}

/** Kills one and then the other in the middle of what all do; each is started again. Resolves with the moment of the last one. */
async function kill({ kills, total, processes, away, useAll, settings, count }: Killing): Promise<Date> {
  let last = new Date();
  for (let at = 0; at < kills; at += 1) {
    await count.reached(Math.floor((total * (at + 1)) / (kills + 2)));
    const place = at % 2;
    away.add(place);
    await processes[place]?.kill();
    // Afterwards: until it is gone it may take a job.
    last = new Date();
    expect(count.count(), 'killed in the middle').to.be.below(total);
    processes[place] = await startStandAlone(settings);
    away.delete(place);
    useAll();
  }
  return last;
}
