import { expect } from 'chai';
import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { QueryTypes } from 'sequelize';
import type { Database } from '../../../server/platform/index.ts';
import type { LaunchAnswer } from '../../../server/standards/index.ts';
import { scorm2004 } from '../../../server/standards/index.ts';
import { scratchPath } from '../databases.ts';
import { type LaunchSite, openLaunchSite } from '../launch-site.ts';
import { type Browser, buildPerson, openBrowser, signIn } from '../people.ts';
import { listen } from '../package-app.ts';
import { scorm2004Package } from '../sco-packages.ts';
import type { Dice } from './dice.ts';
import { type CommitWorld, mangledRequest } from './mangle-commit.ts';
import { type FuzzPlan, type KeepInput, runFuzz } from './run-fuzz.ts';

/** Requests to one launch; then everything that became of them is read. */
const REQUESTS = 25;
/** Launches on one database, so that rebuilding all of them stays quick. */
const LAUNCHES = 20;
const PROJECTIONS = [
  'attempts', 'sco_tracks', 'sco_sessions', 'interactions', 'sco_objectives', 'global_objectives', 'shared_data',
]; // prettier-ignore

/** Sends hostile requests to launches of both standards and holds every row to its reading; resolves with the answers by status. */
export async function fuzzCommits(plan: FuzzPlan, make: () => Promise<Database>): Promise<Map<number, number>> {
  const statuses = new Map<number, number>();
  const harbours: Harbour[] = [];
  try {
    await runFuzz(plan, async (dice, keep, number) => {
      const isFull = number % LAUNCHES === 0;
      const harbour = (isFull ? undefined : harbours.at(-1)) ?? (await openHarbour(await make()));
      if (harbours.at(-1) !== harbour) harbours.push(harbour);
      const { site, database, courses, origin } = harbour;
      const voyage = await embark(site, courses[dice.below(2)] ?? '', dice);
      await sail(dice, voyage, origin + site.base, keep, statuses);
      await readEverything(site, database, voyage);
    });
  } finally {
    for (const { server } of harbours) {
      server.closeAllConnections();
      server.close();
    }
  }
  return statuses;
}

interface Harbour {
  readonly database: Database;
  readonly site: LaunchSite;
  readonly courses: readonly string[];
  readonly server: Server;
  readonly origin: string;
}

async function openHarbour(database: Database): Promise<Harbour> {
  const site = await openLaunchSite(database);
  const server = createServer(site.host);
  const courses = [site.courseId, await install2004(site)];
  return { database, site, server, courses, origin: await listen(server) };
}

async function install2004({ app }: LaunchSite): Promise<string> {
  const objectives = `<imsss:objectives><imsss:primaryObjective objectiveID="primary" satisfiedByMeasure="true"><imsss:minNormalizedMeasure>0.5</imsss:minNormalizedMeasure><imsss:mapInfo targetObjectiveID="g" writeSatisfiedStatus="true" writeNormalizedMeasure="true"/></imsss:primaryObjective><imsss:objective objectiveID="q1"><imsss:mapInfo targetObjectiveID="h" writeSatisfiedStatus="true"/></imsss:objective></imsss:objectives>`;
  const shared = '<adlcp:data><adlcp:map targetID="store"/><adlcp:map targetID="constructor"/></adlcp:data>';
  const inside = `${shared}<imsss:sequencing>${objectives}</imsss:sequencing>`;
  const path = await scratchPath('course-2004.zip');
  await writeFile(
    path,
    await scorm2004Package('Fuzz', [
      { id: 'one', title: 'One', inside },
      { id: 'two', title: 'Two', inside },
      { id: 'constructor', title: 'Three' },
    ]),
  );
  return (await app.packages.install(path)).courseId;
}

interface Voyage {
  readonly browser: Browser;
  readonly courseId: string;
  readonly registration: string;
  readonly launch: LaunchAnswer;
  readonly world: CommitWorld;
}

async function embark(site: LaunchSite, courseId: string, dice: Dice): Promise<Voyage> {
  const { app, base, host } = site;
  const person = await buildPerson(app, { roles: ['officer', 'instructor', 'supervisor'] });
  const browser = openBrowser(host, { accept: 'application/json' });
  await signIn(browser, person, base);
  const started = await browser.post(`${base}/courses/${courseId}/start`).expect(303);
  const registration = String(started.headers['location']).split('/').at(-1) ?? '';
  const { body: launch }: { body: LaunchAnswer } = await browser
    .post(`${base}/launches`)
    .send({ registration })
    .expect(201);
  const { structure, token } = launch;
  const is12 = structure.standard === 'scorm12';
  const begun = is12 ? null : scorm2004.startState(structure, { globalObjectives: {}, seed: dice.below(100) });
  const state = begun === null ? null : scorm2004.navigate(structure, begun, { type: 'start' }).state;
  const engineState = state === null ? null : { ...state };
  const scos = structure.root.children.map(({ identifier }) => identifier);
  const world = { is12, scos, token, engineState, lastSeq: 0, last: null };
  return { browser, courseId, registration, launch, world };
}

async function sail(
  dice: Dice,
  { launch, world }: Voyage,
  base: string,
  keep: KeepInput,
  statuses: Map<number, number>,
): Promise<void> {
  const sent: string[] = [];
  for (let count = 0; count < REQUESTS; count += 1) {
    const { route, body, headers } = mangledRequest(dice, world);
    sent.push(JSON.stringify([route, headers, Buffer.from(body).toString('base64')]));
    keep(sent.join('\n'));
    const response = await fetch(`${base}/launches/${launch.launchId}/${route}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${world.token}`, accept: 'application/json', ...headers },
      body: typeof body === 'string' ? body : new Uint8Array(body),
    });
    const text = await response.text();
    statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
    expect(response.status, `${route}: ${text.slice(0, 300)}`).to.be.below(500);
    const answer: Record<string, unknown> = JSON.parse(text);
    if (response.status >= 400) expect(answer['code']).to.match(/^[A-Z][A-Z0-9_]+$/);
  }
}

/** Every page and answer that is made of the rows, the chain, and the rows again out of the chain. */
async function readEverything(site: LaunchSite, database: Database, voyage: Voyage): Promise<void> {
  const { base, app } = site;
  const { browser, courseId, registration, launch } = voyage;
  expect((await app.attempts.verify()).faults).to.deep.equal([]);
  const before = await projections(database);
  await app.attempts.rebuild();
  const after = await projections(database);
  for (const [at, name] of PROJECTIONS.entries()) expect(after[at], name).to.deep.equal(before[at]);
  for (const path of [
    '/my', '/my/history', `/courses/${courseId}`, `/courses/${courseId}/results`, `/courses/${courseId}/results.csv`, '/results',
    `/attempts/${launch.attemptId}`, `/attempts/${launch.attemptId}/log`, `/registrations/${registration}/log`, `/play/${registration}/done`,
  ]) {
    const { status } = await browser.get(base + path).set('accept', 'text/html');
    expect(status, path).to.be.oneOf([200, 303]);
  } // prettier-ignore
  const again: { status: number; body: LaunchAnswer } = await browser
    .post(`${base}/launches`)
    .send({ registration, takeOver: true });
  expect(again.status, 'the course opens again').to.equal(201);
  const { structure, engineState, cmi } = again.body;
  for (const record of Object.values(cmi))
    expect(Object.values(record).every((one) => typeof one === 'string')).to.equal(true);
  const state = structure.standard === 'scorm12' ? null : scorm2004.readState(structure, engineState);
  if (state !== null) {
    const next = scorm2004.navigate(structure, state, { type: state.suspended === null ? 'start' : 'resumeAll' });
    scorm2004.offers(structure, next.state, { activityId: next.state.current });
  }
}

async function projections({ sequelize, tablePrefix }: Database): Promise<unknown[][]> {
  return Promise.all(
    PROJECTIONS.map((name) =>
      sequelize.query(`SELECT * FROM "${tablePrefix}${name}" ORDER BY id`, { type: QueryTypes.SELECT }),
    ),
  );
}
