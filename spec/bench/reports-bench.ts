import { once } from 'node:events';
import { createServer } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Express } from 'express';
import { openSchoolbeat } from '../../server/app.ts';
import { createAssets, openDatabase, silentLog } from '../../server/platform/index.ts';
import { quickPasswords } from '../support/people.ts';
import { statementsOfReads } from '../support/read-statements.ts';
import { buildActor, siteOf } from '../support/report-site.ts';
import { scorm12Package } from '../support/sco-packages.ts';
import { benchConfig } from './bench-config.ts';
import { startBenchPostgres } from './bench-postgres.ts';
import { median, table, type BenchResult } from './bench-result.ts';
import { growReports, type ReportScale } from './report-rows.ts';

const ROUNDS = 9;
const COURSES = 4;
const FULL: ReportScale = { officers: 50_000, schools: 2_000, attempts: 20, interactionsAnAttempt: 10 };
const TENTH: ReportScale = { ...FULL, officers: 5_000, schools: 200 };
const PLACE = { timeZone: 'America/Chicago', state: 'TX' };

type Line = (string | number)[];

/** What the desk's pages cost in one agency that has all officers, and one district that has all schools: the worst case of the scale. */
export async function reportsBench(): Promise<BenchResult> {
  const scale = process.argv.includes('--full') ? FULL : TENTH;
  const isLeftOut = (other: string): boolean => process.argv.includes(`--${other}`);
  const folder = await mkdtemp(join(tmpdir(), 'schoolbeat-reports-'));
  const pages: Line[] = [];
  const sheets: Line[] = [];
  try {
    if (!isLeftOut('postgres')) await measure(benchConfig(folder).databaseUrl, folder, scale, pages, sheets);
    if (!isLeftOut('sqlite')) {
      const postgres = await startBenchPostgres();
      try {
        await measure(await postgres.emptyDatabase(), folder, scale, pages, sheets);
      } finally {
        await postgres.stop();
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const { officers, schools, attempts, interactionsAnAttempt } = scale;
  const said = `${officers} officers, ${schools} schools, ${officers * attempts} attempts, ${officers * attempts * interactionsAnAttempt} interactions`;
  return {
    lines: [
      `${said}.`,
      '',
      ...table(['database', 'page', 'warm median ms', 'statements', 'KB'], pages),
      '',
      ...table(
        ['database', 'sheet', 'first byte ms', 'all ms', 'lines', 'KB', 'RSS before MB', 'RSS at most MB'],
        sheets,
      ),
    ],
    floors: [],
  };
}

async function measure(url: string, folder: string, scale: ReportScale, pages: Line[], sheets: Line[]): Promise<void> {
  const config = { ...benchConfig(folder), databaseUrl: url };
  const database = await openDatabase({ url });
  const assets = createAssets({ directory: join(import.meta.dirname, '../../dist/static'), unbuilt: true });
  const passwords = await quickPasswords();
  const app = await openSchoolbeat(config, { database, assets, log: silentLog(), passwords });
  try {
    await app.migrate();
    const { id: agencyId } = await app.agencies.createAgency({ name: 'Harlow County Sheriff', ...PLACE });
    const { id: districtId } = await app.agencies.createDistrict({ name: 'Harlow County schools', ...PLACE });
    const courses: { courseId: string; versionId: string }[] = [];
    for (let number = 0; number < COURSES; number += 1) {
      const path = join(folder, 'course.zip');
      await writeFile(path, await scorm12Package(`Course ${number}`, [{ id: 'one', title: 'One' }]));
      courses.push(await app.packages.install(path, { agencyId, personId: null }));
    }
    const started = Date.now();
    await growReports(database, { agencyId, districtId, courses }, scale);
    process.stderr.write(`${database.dialect}: rows made in ${Math.round((Date.now() - started) / 1000)} s\n`);
    const actor = { timeZone: PLACE.timeZone, personId: '0'.repeat(26) };
    const desk = siteOf(app.platform, app.reports.routes, buildActor({ ...actor, agencyId, roles: ['supervisor'] }));
    const director = buildActor({ ...actor, agencyId: districtId, organisationType: 'district', roles: ['director'] });
    const district = siteOf(app.platform, app.reports.routes, director);
    const officer = `P${'50'.padStart(25, '0')}`;
    const asked: readonly [string, Express, string][] = [
      ['district overview', district, '/district'],
      ['agency overview', desk, '/overview'],
      ['agency overview of a past day', desk, '/overview?on=2026-06-01'],
      ['officers', desk, '/officers'],
      ['officers, last page', desk, `/officers?page=${scale.officers / 50}`],
      ['officers, trained', desk, '/officers?status=trained'],
      ['officers, overdue', desk, '/officers?status=overdue'],
      ['officers, certificate expires', desk, '/officers?status=expiring'],
      ['officers by due date', desk, '/officers?sort=due'],
      ['an officer', desk, `/officers/${officer}`],
      ['results of a course', desk, `/courses/${courses[0]?.courseId ?? ''}/results`],
      ['training status', desk, '/reports'],
      ['training status, last page', desk, `/reports?page=${scale.officers / 25}`],
    ];
    for (const [page, site, path] of asked)
      pages.push([database.dialect, page, ...(await pageLine(site, path, database))]);
    for (const path of ['/officers.csv', '/reports.csv?on=2026-06-01'])
      sheets.push([database.dialect, path, ...(await sheetLine(desk, path))]);
  } finally {
    await app.close();
    await database.close();
  }
}

/** Runs `work` against a site that listens on a free port. */
async function withSite<T>(site: Express, work: (base: string) => Promise<T>): Promise<T> {
  const server = createServer(site).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  try {
    return await work(`http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

async function pageLine(site: Express, path: string, database: Parameters<typeof statementsOfReads>[0]): Promise<Line> {
  return withSite(site, async (base) => {
    const times: number[] = [];
    let bytes = 0;
    const load = async (): Promise<void> => {
      const started = performance.now();
      const answer = await fetch(base + path, { headers: { accept: 'text/html' } });
      bytes = (await answer.text()).length;
      if (answer.status !== 200) throw new Error(`${path} answers ${answer.status}.`);
      times.push(performance.now() - started);
    };
    for (let round = 0; round < ROUNDS + 2; round += 1) await load();
    const middle = median(times.slice(2));
    const statements = await statementsOfReads(database, load);
    return [middle.toFixed(0), statements, (bytes / 1024).toFixed(0)];
  });
}

async function sheetLine(site: Express, path: string): Promise<Line> {
  return withSite(site, async (base) => {
    // The first reading grows what the process keeps anyway: buffers, caches, compiled code.
    for await (const chunk of (await fetch(base + path)).body ?? []) void chunk;
    globalThis.gc?.();
    const before = process.memoryUsage().rss;
    let most = before;
    const started = performance.now();
    const { body } = await fetch(base + path);
    let first = Number.NaN;
    let lines = 0;
    let bytes = 0;
    for await (const chunk of body ?? []) {
      if (Number.isNaN(first)) first = performance.now() - started;
      most = Math.max(most, process.memoryUsage().rss);
      bytes += (chunk as Uint8Array).length;
      for (const byte of chunk as Uint8Array) if (byte === 10) lines += 1;
    }
    const all = performance.now() - started;
    const mb = (size: number): string => (size / 1024 / 1024).toFixed(0);
    return [first.toFixed(0), all.toFixed(0), lines, (bytes / 1024).toFixed(0), mb(before), mb(most)];
  });
}
