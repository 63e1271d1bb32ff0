import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { QueryTypes } from 'sequelize';
import { openSchoolbeat, type Schoolbeat } from '../../server/app.ts';
import { createAssets, silentLog } from '../../server/platform/index.ts';
import type { CommitRequest } from '../../server/standards/index.ts';
import { scratchPath } from './databases.ts';
import { commitOf } from './launch-site.ts';
import { actorFor, buildAgency, buildOfficer, quickPasswords, type BuiltPerson } from './people.ts';
import { buildConfig } from './platform.ts';
import { asksForToken, renewToken } from './recover-launch.ts';
import { scorm12Package } from './sco-packages.ts';
import { startStandAlone } from './stand-alone.ts';

/** Where the rows of a storm are. */
export interface StormPlace {
  readonly databaseUrl: string;
  readonly tablePrefix: string;
}

/** A storm of commits on a server that is killed in the middle, some times. */
export interface StormOptions extends StormPlace {
  readonly launches: number;
  readonly kills: number;
  /** Acknowledged commits between two kills. */
  readonly between: number;
}

/** One launch in a browser that sends a commit again until it is acknowledged. */
export interface Sailor {
  readonly launchId: string;
  readonly officer: BuiltPerson;
  token: string;
  isTokenInDoubt?: boolean;
  next: CommitRequest;
  readonly acknowledged: CommitRequest[];
}

const SECRET = 'a secret for specs only';
const PROJECTIONS = ['attempts', 'sco_tracks', 'sco_sessions', 'interactions', 'sco_objectives'];

/** Runs the storm, then holds the rows to what was acknowledged; resolves with the number of acknowledged commits. */
export async function weatherStorm(options: StormOptions): Promise<number> {
  const storage = await scratchPath('storm-content');
  const sailors = await embark(await openApp(options, storage), options.launches);
  for (let kills = 0; kills < options.kills; kills += 1) await sailUntilKilled(options, storage, sailors);
  const server = await startStandAlone(environmentOf(options, storage));
  for (const sailor of sailors) await sendUntilKept(server.base, sailor);
  expect(await server.stop()).to.equal(0);
  return holdToRows(options, storage, sailors);
}

/** Holds the rows to what was acknowledged; resolves with the number of acknowledged commits. */
export async function holdToRows(place: StormPlace, storage: string, sailors: readonly Sailor[]): Promise<number> {
  const app = await openApp(place, storage);
  try {
    await checkRows(app, sailors);
  } finally {
    await app.close();
  }
  return sailors.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0);
}

/** Settings of a process of the storm. */
export function environmentOf({ databaseUrl, tablePrefix }: StormPlace, storage: string): Record<string, string> {
  return {
    DATABASE_URL: databaseUrl,
    SCHOOLBEAT_TABLE_PREFIX: tablePrefix,
    SCHOOLBEAT_STORAGE: storage,
    SCHOOLBEAT_MAIL_DIRECTORY: join(storage, 'mail'),
    SCHOOLBEAT_SECRETS: SECRET,
  };
}

/** The product in this process, on the rows of the storm. */
export async function openApp({ databaseUrl, tablePrefix }: StormPlace, storageDirectory: string): Promise<Schoolbeat> {
  const config = await buildConfig({ databaseUrl, tablePrefix, storageDirectory, secrets: [SECRET] });
  const assets = createAssets({ directory: join(import.meta.dirname, '../../dist/static'), unbuilt: true });
  const app = await openSchoolbeat(config, { log: silentLog(), assets, passwords: await quickPasswords() });
  await app.migrate();
  return app;
}

/** Officers with open launches; closes the application. */
export async function embark(app: Schoolbeat, launches: number): Promise<Sailor[]> {
  const path = await scratchPath('storm.zip');
  await writeFile(
    path,
    await scorm12Package('Storm', [
      { id: 'one', title: 'One' },
      { id: 'two', title: 'Two' },
    ]),
  );
  const { courseId } = await app.packages.install(path);
  const { id: agencyId } = await buildAgency(app);
  const sailors: Sailor[] = [];
  for (let count = 0; count < launches; count += 1) {
    const officer = await buildOfficer(app, { agencyId });
    const actor = await actorFor(app, officer);
    const { id: registration } = await app.attempts.registrations.ensureRegistration(actor, courseId);
    const origin = { userAgent: 'Storm', browser: '' };
    const { launchId, token } = await app.attempts.launches.open(actor, { registration }, origin);
    sailors.push({ launchId, officer, token, next: commitNumber(1), acknowledged: [] });
  }
  await app.close();
  return sailors;
}

/** Commit `seq` of a launch: a place, notes that grow, one more answer each time. */
function commitNumber(seq: number): CommitRequest {
  const answers = Array.from({ length: Math.min(seq, 12) }, (_entry, index) => [
    [`cmi.interactions.${index}.id`, `q${index}`],
    [`cmi.interactions.${index}.type`, 'choice'],
    [`cmi.interactions.${index}.student_response`, seq % 2 === 0 ? 'a' : 'b'],
  ]).flat();
  return commitOf(seq, {
    'cmi.core.lesson_location': String(seq),
    'cmi.core.lesson_status': 'incomplete',
    'cmi.suspend_data': 'x'.repeat(seq % 400),
    ...Object.fromEntries(answers),
  });
}

async function sailUntilKilled(options: StormOptions, storage: string, sailors: readonly Sailor[]): Promise<void> {
  const { child, base, isRunning } = await startStandAlone(environmentOf(options, storage));
  const exit = once(child, 'exit');
  let left = options.between;
  const sail = async (sailor: Sailor): Promise<void> => {
    while (isRunning()) {
      if (!(await send(base, sailor))) return;
      left -= 1;
      // In the middle: the others have commits under way.
      if (left === 0) child.kill('SIGKILL');
    }
  };
  await Promise.all(sailors.map(sail));
  child.kill('SIGKILL');
  await exit;
}

/** An answer that acknowledges nothing; `code` is the server's own word, null where none came. */
export interface Refusal {
  readonly status: number;
  readonly code: string | null;
}

/** One try; true when it was acknowledged, false when no answer came or one that `mayRefuse` lets pass. */
export async function send(
  base: string,
  sailor: Sailor,
  mayRefuse: (refusal: Refusal) => boolean = () => false,
): Promise<boolean> {
  const { launchId, token, next } = sailor;
  const headers = { 'content-type': 'application/json', accept: 'application/json', authorization: `Bearer ${token}` };
  const body = JSON.stringify(next);
  const answer = await fetch(`${base}/launches/${launchId}/commits`, { method: 'POST', headers, body })
    .then(async (response) => ({ status: response.status, text: await response.text() }))
    .catch(() => null);
  if (answer === null) return false;
  if (answer.status !== 200) {
    const code = /"code":"([A-Z_]+)"/.exec(answer.text)?.[1] ?? null;
    if (asksForToken(code, sailor)) {
      return (await renewToken(base, sailor)) ? send(base, sailor, mayRefuse) : false;
    }
    if (mayRefuse({ status: answer.status, code })) return false;
    throw new Error(`The server answered ${answer.status}: ${answer.text}`);
  }
  sailor.acknowledged.push(next);
  sailor.next = commitNumber(next.seq + 1);
  return true;
}

/** The last commit of a sailor, which may be stored already. */
export async function sendUntilKept(base: string, sailor: Sailor): Promise<void> {
  expect(await send(base, sailor), 'the last commit is taken').to.equal(true);
}

async function checkRows({ platform, attempts }: Schoolbeat, sailors: readonly Sailor[]): Promise<void> {
  const { sequelize, tablePrefix } = platform.database;
  const rows = <Row extends object>(name: string, columns = '*'): Promise<Row[]> =>
    sequelize.query<Row>(`SELECT ${columns} FROM "${tablePrefix}${name}" ORDER BY id`, { type: QueryTypes.SELECT });
  const commits = await rows<{ launch_id: string; seq: number; payload_sha256: string }>(
    'commits',
    'id, launch_id, seq, payload_sha256',
  );
  const stored = new Map<string, string[]>();
  for (const { launch_id, seq, payload_sha256 } of commits) {
    const key = `${launch_id} ${seq}`;
    stored.set(key, [...(stored.get(key) ?? []), payload_sha256]);
  }
  for (const { launchId, acknowledged } of sailors) {
    for (const { seq, sha256 } of acknowledged)
      expect(stored.get(`${launchId} ${seq}`), `${seq}`).to.deep.equal([sha256]);
  }
  const count = sailors.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0);
  expect(commits, 'nothing beside what was acknowledged').to.have.length(count);
  expect((await attempts.verify()).faults).to.deep.equal([]);
  const before = await Promise.all(PROJECTIONS.map((name) => rows(name)));
  await attempts.rebuild();
  const after = await Promise.all(PROJECTIONS.map((name) => rows(name)));
  for (const [at, name] of PROJECTIONS.entries()) expect(after[at], name).to.deep.equal(before[at]);
}
