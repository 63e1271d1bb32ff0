import { createServer } from 'node:http';
import express, { type Express } from 'express';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { openSchoolbeat, type Schoolbeat } from '../../server/app.ts';
import { openDatabase, sha256Hex, silentLog, type Database } from '../../server/platform/index.ts';
import { commitPayload, type CmiRecord } from '../../server/standards/index.ts';
import {
  actorFor,
  buildAgency,
  buildPerson,
  openBrowser,
  quickPasswords,
  type BuiltPerson,
} from '../support/people.ts';
import { scorm12Package } from '../support/sco-packages.ts';
import { benchConfig } from './bench-config.ts';
import { median, table, type BenchResult } from './bench-result.ts';
import { startRawLoad, type RawLoad } from './raw-load.ts';

const [FEW, MANY] = [3, 100];
const COURSES = 6;
const ROUNDS = 3;
const MS = 500;
const WARM_MS = 300;
const PASSING: CmiRecord = { 'cmi.core.lesson_status': 'passed', 'cmi.core.score.raw': '92' };

interface Row {
  readonly page: string;
  readonly statements: number;
  readonly cpuMs: number;
  readonly bytes: number;
}

/** A running office: an agency where people have finished a course. */
interface Office {
  readonly app: Schoolbeat;
  readonly database: Database;
  readonly agencyId: string;
  readonly courseId: string;
  close(): Promise<void>;
}

async function openOffice(): Promise<Office> {
  const folder = await mkdtemp(join(tmpdir(), 'schoolbeat-pages-'));
  const config = benchConfig(folder);
  const database = await openDatabase({ url: config.databaseUrl });
  const app = await openSchoolbeat(config, { database, log: silentLog(), passwords: await quickPasswords() });
  await app.migrate();
  const { id: agencyId } = await buildAgency(app);
  const courses: string[] = [];
  for (let number = 0; number < COURSES; number += 1) {
    const path = join(folder, 'course.zip');
    await writeFile(path, await scorm12Package(`Course ${number}`, [{ id: 'one', title: 'One' }]));
    courses.push((await app.packages.install(path, { agencyId, personId: null })).courseId);
  }
  return {
    app,
    database,
    agencyId,
    courseId: courses[0] ?? '',
    async close() {
      await app.close();
      await database.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** Passes the course in one save; resolves with the registration. */
async function finish({ app, courseId }: Office, person: BuiltPerson): Promise<string> {
  const actor = await actorFor(app, person);
  const { id: registration } = await app.attempts.registrations.ensureRegistration(actor, courseId);
  const opened = await app.attempts.launches.open(actor, { registration }, { userAgent: '', browser: 'bench' });
  const bearer = app.attempts.bearerOf(opened.launchId, opened.token);
  if (bearer === null) throw new Error('The token does not read.');
  const clientTime = new Date().toISOString();
  const commit = { seq: 1, final: true, trigger: 'finish' as const, scoId: 'one', cmi: PASSING, clientTime };
  await app.attempts.commits.commit(bearer, { ...commit, sha256: sha256Hex(commitPayload(commit)) });
  return registration;
}

/** What each page costs in an agency where `count` people have finished a course; the load is another process. */
async function measure(count: number, load: RawLoad): Promise<Row[]> {
  const office = await openOffice();
  const { app, agencyId, courseId } = office;
  const host = express().use(app.router);
  const server = createServer(host).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  try {
    const officer = await buildPerson(app, { roles: ['officer'], agencyId });
    const supervisor = await buildPerson(app, { roles: ['supervisor'], agencyId });
    const registration = await finish(office, officer);
    const others = Array.from({ length: count - 1 }, () => buildPerson(app, { roles: ['officer'], agencyId }));
    await Promise.all((await Promise.all(others)).map((person) => finish(office, person)));
    const pages: readonly [string, BuiltPerson, string][] = [
      ['/my', officer, '/my'],
      ['catalogue', officer, '/catalog'],
      ['course', officer, `/courses/${courseId}`],
      ['player', officer, `/play/${registration}`],
      ['results of a course', supervisor, `/courses/${courseId}/results`],
      ['all results', supervisor, '/results'],
    ];
    const rows: Row[] = [];
    for (const [page, person, path] of pages) {
      const headers = { cookie: await cookieOf(host, person), accept: 'text/html' };
      const shot = { port, path, headers, connections: 1 };
      await load.shoot({ ...shot, ms: WARM_MS });
      const cpus: number[] = [];
      let bytes = 0;
      for (let round = 0; round < ROUNDS; round += 1) {
        const before = process.cpuUsage();
        const shots = await load.shoot({ ...shot, ms: MS });
        const { user, system } = process.cpuUsage(before);
        if (shots.status !== 200) throw new Error(`${path} answers ${shots.status}.`);
        cpus.push((user + system) / 1000 / shots.answers);
        bytes = shots.bytes;
      }
      const statements = await statementsOf(office.database.sequelize, () => load.shoot({ ...shot, ms: 0 }));
      // The load asks once to learn the length and once more to measure.
      rows.push({ page, statements: statements / 2, cpuMs: median(cpus), bytes });
    }
    return rows;
  } finally {
    server.closeAllConnections();
    server.close();
    await office.close();
  }
}

async function cookieOf(host: Express, { email, password }: BuiltPerson): Promise<string> {
  const form = { email, password, next: '/' };
  const { headers } = await openBrowser(host).post('/login').type('form').send(form).expect(303);
  const set: unknown = headers['set-cookie'];
  return (Array.isArray(set) ? set : []).map((line) => String(line).split(';')[0]).join('; ');
}

/** SQL statements that a piece of work takes. */
async function statementsOf(sequelize: object, work: () => Promise<unknown>): Promise<number> {
  const options: { logging: unknown } = Reflect.get(sequelize, 'options');
  let count = 0;
  options.logging = () => void (count += 1);
  try {
    await work();
  } finally {
    options.logging = false;
  }
  return count;
}

/** What the pages cost with 3 and with 100 people who have finished a course. */
export async function pagesBench(): Promise<BenchResult> {
  const load = startRawLoad();
  try {
    const few = await measure(FEW, load);
    const many = await measure(MANY, load);
    const cells = many.map((row, at) => {
      const before = few[at] ?? row;
      return [
        row.page,
        `${before.statements} / ${row.statements}`,
        `${before.cpuMs.toFixed(1)} / ${row.cpuMs.toFixed(1)}`,
        `${before.bytes} / ${row.bytes}`,
      ];
    });
    const grown = Math.max(...many.map((row, at) => row.statements - (few[at]?.statements ?? Number.NaN)));
    const head = ['page', 'statements with 3 / 100 people', 'server CPU ms', 'bytes, with headers'];
    const floors = [{ what: 'pages, statements that 97 more people add to a page', value: grown, atMost: 0 }];
    return { lines: table(head, cells), floors };
  } finally {
    load.stop();
  }
}
