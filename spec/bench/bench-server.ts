import { createServer } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { openSchoolbeat, type Schoolbeat } from '../../server/app.ts';
import { configFor, openDatabase, silentLog, type Database } from '../../server/platform/index.ts';
import { sequelizeRows } from './sequelize-rows.ts';
import { actorFor, buildAgency, buildOfficer, quickPasswords } from '../support/people.ts';
import { scorm12Package } from '../support/sco-packages.ts';

/** How commits reach the database: as in the product, not at all, or one Sequelize transaction a request behind a mutex. */
export type Writer = 'product' | 'nothing' | 'one-by-one';

/** What the load needs to know of a running bench server. */
export interface BenchServer {
  readonly port: number;
  readonly contentPort: number;
  readonly launches: readonly { readonly id: string; readonly token: string }[];
  /** Address of a 20 KB script on the content origin, path only. */
  readonly scriptPath: string;
}

/** For runs of 1, 8 and 64 connections, each with launches of its own. */
const LAUNCHES = 1 + 8 + 64;

/** A 20 KB script that compresses like real ones do. */
export const SCRIPT = Array.from(
  { length: 420 },
  (_, line) => `function part${line}(a, b) { return a + b * ${line}; }`,
).join('\n');

function withWriter(database: Database, writer: Writer): Database {
  if (writer === 'product') return database;
  let tail: Promise<unknown> = Promise.resolve();
  const merged: Database['merged'] = (handle) => (item) => {
    if (writer === 'nothing') {
      const answer = { version: 1, seq: 1, savedAt: new Date().toISOString() };
      return Promise.resolve({ kind: 'saved', answer } as never);
    }
    const mine = tail.then(async () => (await database.write((tx) => handle([item], tx), 'commit'))[0]);
    tail = mine.catch(() => undefined);
    return mine as never;
  };
  return writer === 'nothing' ? { ...database, merged } : { ...database, merged, plain: sequelizeRows };
}

async function openLaunches(app: Schoolbeat, path: string): Promise<{ id: string; token: string }[]> {
  const rooms = { people: app.people, agencies: app.agencies };
  const agency = await buildAgency(rooms);
  const { courseId } = await app.packages.install(path, { agencyId: agency.id, personId: null });
  const opened = [];
  for (let count = 0; count < LAUNCHES; count += 1) {
    const actor = await actorFor(rooms, await buildOfficer(rooms, { agencyId: agency.id }));
    const { id: registration } = await app.attempts.registrations.ensureRegistration(actor, courseId, 'catalogue');
    const { launchId, token } = await app.attempts.launches.open(
      actor,
      { registration },
      { userAgent: 'bench', browser: 'bench' },
    );
    opened.push({ id: launchId, token });
  }
  return opened;
}

async function main(writer: Writer, databaseUrl: string | undefined): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'schoolbeat-bench-'));
  const config = configFor({
    publicUrl: 'http://localhost:1',
    contentUrl: 'http://127.0.0.1:2',
    storage: join(directory, 'content'),
    secrets: ['a secret for benches that is long enough'],
  });
  const database = await openDatabase({ url: databaseUrl ?? `sqlite:${join(directory, 'bench.sqlite')}` });
  const app = await openSchoolbeat(config, {
    log: silentLog(),
    passwords: await quickPasswords(),
    database: withWriter(database, writer),
  });
  await app.migrate();
  const path = join(directory, 'course.zip');
  const zip = await scorm12Package('Bench', [{ id: 'one', title: 'One' }], { 'script.js': SCRIPT });
  await writeFile(path, zip);
  const launches = await openLaunches(app, path);
  const [version] = (await database.sequelize.query('select id from sb_course_versions'))[0] as { id: string }[];
  const loaded = await app.packages.reader.loadVersion(null, version?.id ?? '');
  const base = new URL(app.packages.reader.contentBaseOf(loaded) ?? '');

  const host = express();
  host.use(app.router);
  const servers = [createServer(host).listen(0, '127.0.0.1'), createServer(app.content).listen(0, '127.0.0.1')];
  await Promise.all(servers.map((server) => new Promise((done) => server.once('listening', done))));
  const [port, contentPort] = servers.map((server) => {
    const address = server.address();
    return address !== null && typeof address === 'object' ? address.port : 0;
  });
  const about = { port, contentPort, launches, scriptPath: `${base.pathname}script.js` };
  process.send?.(about);
  process.on('message', (word) => {
    if (word === 'cpu') process.send?.({ cpu: process.cpuUsage() });
    if (word !== 'stop') return;
    for (const server of servers) server.closeAllConnections();
    void app
      .close()
      .then(() => database.close())
      .then(() => rm(directory, { recursive: true, force: true }))
      .then(() => process.exit(0));
  });
}

if (process.argv[1] === import.meta.filename) await main(process.argv[2] as Writer, process.argv[3]);
