import { join } from 'node:path';
import { openSchoolbeat, type Schoolbeat } from '../../server/app.ts';
import type { Actor } from '../../server/people/index.ts';
import { createAssets, silentLog, type Database } from '../../server/platform/index.ts';
import { openBrowser, quickPasswords, type Browser } from './people.ts';
import { buildConfig, standingClock } from './platform.ts';
import { buildActor, siteOf } from './report-site.ts';
import { trainingRows, type TrainingRows } from './training-rows.ts';

/** Who can look at the desk's pages. */
type Reader = 'supervisor' | 'administrator' | 'officer' | 'director' | 'stranger';

/** A running application with an agency, a district of three schools, and officers in every state; today is Nov 23, 2026. */
export interface Desk {
  readonly app: Schoolbeat;
  readonly database: Database;
  readonly rows: TrainingRows;
  readonly agencyId: string;
  readonly districtId: string;
  readonly courseId: string;
  readonly assignmentId: string;
  readonly schools: Readonly<Record<'trained' | 'training' | 'none' | 'foreign', string>>;
  readonly people: Readonly<Record<'trained' | 'waiting' | 'moved' | 'elsewhere' | 'left', string>>;
  readonly enrollments: Readonly<Record<'trained' | 'waiting', string>>;
  /** A browser in which somebody is signed in. */
  browser(reader: Reader): Browser;
  signedOut(): Browser;
}

/** Builds the desk on a database of a spec. */
export async function openDesk(database: Database): Promise<Desk> {
  const assets = createAssets({ directory: join(import.meta.dirname, '../../dist/static'), unbuilt: true });
  const config = await buildConfig({ tablePrefix: database.tablePrefix });
  const clock = standingClock(new Date('2026-11-23T18:00:00.000Z'));
  const passwords = await quickPasswords();
  const app = await openSchoolbeat(config, { database, assets, clock, log: silentLog(), passwords });
  const rows = trainingRows(database);
  const place = { timeZone: 'America/Chicago', state: 'TX' };
  const { id: agencyId } = await app.agencies.createAgency({ name: 'Harlow County Sheriff', ...place });
  const { id: otherId } = await app.agencies.createAgency({ name: 'Elsewhere Police', ...place });
  const { id: districtId } = await app.agencies.createDistrict({ name: 'Harlow County schools', ...place });
  const { id: farId } = await app.agencies.createDistrict({ name: 'Elsewhere schools', ...place });
  const school = async (name: string, district = districtId): Promise<string> =>
    (await app.agencies.createSchool(district, { name })).id;
  const schools = {
    trained: await school('Cedar Grove Middle'),
    training: await school('Dunmore High'),
    none: await school('Wexley Middle'),
    foreign: await school('Elsewhere High', farId),
  };
  await rows.run("UPDATE {schools} SET created_at = '2026-01-05 12:00:00.000 +00:00'");
  const officer = async (given: string, family: string, of = agencyId, ended: Date | null = null) => {
    const id = await rows.person({ given_name: given, family_name: family });
    await rows.member(id, of, { ended_at: ended });
    return id;
  };
  const people = {
    trained: await officer('Ana', 'Trained'),
    waiting: await officer('Ben', 'Waiting'),
    moved: await officer('Cora', 'Moved'),
    elsewhere: await officer('Dan', 'Elsewhere', otherId),
    left: await officer('Eve', 'Left', agencyId, new Date('2026-10-01T12:00:00.000Z')),
  };
  const courseId = await rows.course(agencyId);
  const assignmentId = await rows.assignment(agencyId, courseId);
  const enroll = (personId: string, change: Parameters<TrainingRows['enrollment']>[1]) =>
    rows.enrollment({ agencyId, personId, assignmentId, courseId }, change);
  const enrollments = {
    trained: await enroll(people.trained, {
      outcome: 'complete',
      completed_on: '2026-03-01',
      expires_on: '2028-03-01',
    }),
    waiting: await enroll(people.waiting, { outcome: 'in-progress', rule_due_on: '2026-11-01', due_on: '2026-11-01' }),
  };
  const key = { agencyId, personId: people.trained, courseId, assignmentId, enrollmentId: enrollments.trained };
  await rows.verdict(key);
  await rows.placement(agencyId, people.trained, schools.trained);
  await rows.selection(agencyId, people.trained);
  await rows.placement(agencyId, people.waiting, schools.training);
  await rows.placement(agencyId, people.moved, schools.none, { ends_on: '2026-11-09' });
  await rows.placement(otherId, people.elsewhere, schools.foreign);
  const at = new Date('2026-11-20T12:00:00.000Z');
  const claim = {
    skill: 'search-seizure',
    part: 1,
    proof: 'Taught it.',
    state: 'pending',
    decided_by: null,
    decided_at: null,
  };
  await rows.insert('skill_claims', [
    { id: people.waiting, agency_id: agencyId, person_id: people.waiting, note: '', created_at: at, ...claim },
  ]);

  const agency = { agencyId, agencyName: 'Harlow County Sheriff', timeZone: place.timeZone };
  const district = { agencyId: districtId, agencyName: 'Harlow County schools', organisationType: 'district' as const };
  const actors: Readonly<Record<Reader, Partial<Actor>>> = {
    supervisor: { ...agency, roles: ['supervisor'] },
    administrator: { ...agency, roles: ['administrator'] },
    officer: { ...agency, roles: ['officer'], personId: people.waiting },
    director: { ...district, timeZone: place.timeZone, roles: ['director'] },
    stranger: { ...agency, agencyId: otherId, agencyName: 'Elsewhere Police', roles: ['supervisor'] },
  };
  const open = (actor: Actor | null): Browser => openBrowser(siteOf(app.platform, app.reports.routes, actor));

  return {
    app,
    database,
    rows,
    agencyId,
    districtId,
    courseId,
    assignmentId,
    schools,
    people,
    enrollments,
    browser: (reader) => open(buildActor(actors[reader])),
    signedOut: () => open(null),
  };
}
