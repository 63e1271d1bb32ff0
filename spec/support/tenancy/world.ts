import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import express, { type Express } from 'express';
import { openSchoolbeat, type Schoolbeat } from '../../../server/app.ts';
import type { Actor, Role } from '../../../server/people/index.ts';
import {
  createAssets,
  createOutgoing,
  sha256Hex,
  silentLog,
  type Config,
  type Database,
} from '../../../server/platform/index.ts';
import { scratchPath } from '../databases.ts';
import { actorFor, buildAgency, buildPerson, quickPasswords, type BuiltPerson } from '../people.ts';
import { buildConfig, standingClock } from '../platform.ts';
import { scorm12Package } from '../sco-packages.ts';
import { sourceRoot } from '../source-root.ts';
import { plantRows, type PlantedIds } from './plant.ts';

/** Stands in every name and text of the agency behind the wall, and nowhere else. */
export const MARKER = 'Zwyxmarker';

/** An installation with an agency behind the wall, and everybody who tries to look over it. */
export interface TenancyWorld {
  readonly app: Schoolbeat;
  readonly host: Express;
  readonly agencyId: string;
  /** Rows behind the wall by the name of their table. */
  readonly ids: PlantedIds;
  readonly own: BuiltPerson;
  readonly strangers: readonly { readonly who: string; readonly person: BuiltPerson }[];
  readonly mailDirectory: string;
  readonly clock: ReturnType<typeof standingClock>;
}

const ROLES: readonly Role[] = ['officer', 'instructor', 'supervisor', 'administrator', 'partner'];

/** Builds it on a database. */
export async function buildTenancyWorld(database: Database, settings: Partial<Config> = {}): Promise<TenancyWorld> {
  const clock = standingClock();
  const config = await buildConfig({ tablePrefix: database.tablePrefix, ...settings });
  const assets = createAssets({ directory: join(import.meta.dirname, '../../../dist/static'), unbuilt: true });
  const passwords = await quickPasswords();
  const root = await sourceRoot();
  // No name is looked up: whatever is sent goes to this machine or nowhere.
  const outgoing = createOutgoing(config.outgoingAllowed, (_host, done) => done(new Error('No names here.'), []));
  const app = await openSchoolbeat(config, { database, assets, clock, root, log: silentLog(), passwords, outgoing });
  const host = express();
  host.use(app.router);

  const ids: PlantedIds = new Map();
  const { agencyId, own } = await buildWalledAgency(app, ids);
  await plantRows(database, { agencyId, ids, marker: MARKER });

  const strangers: { who: string; person: BuiltPerson }[] = [];
  const other = await buildAgency(app, { name: 'Other agency' });
  for (const role of ROLES) {
    const person = await buildPerson(app, { agencyId: other.id, roles: [role] });
    strangers.push({ who: `${role} of another agency`, person });
  }
  const officer = strangers[0]?.person.id ?? '';
  for (const isPlaced of [false, true]) {
    const district = await app.agencies.createDistrict({ name: 'Elsewhere', timeZone: 'America/Chicago', state: 'TX' });
    const school = await app.agencies.createSchool(district.id, { name: 'Elsewhere High' });
    if (isPlaced) {
      const key = { agencyId: other.id, personId: officer, schoolId: school.id };
      await app.agencies.createPlacement(key, { startsOn: '2026-01-05' });
    }
    const person = await buildPerson(app, { agencyId: district.id, roles: ['director'] });
    const who = `director of a district ${isPlaced ? 'with a placement of another agency' : 'without placements'}`;
    strangers.push({ who, person });
  }
  return { app, host, agencyId, ids, own, strangers, mailDirectory: config.mailDirectory, clock };
}

/** An agency with people of every role, a course that was taken, a placement, a selection, a list and an invitation. */
async function buildWalledAgency(app: Schoolbeat, ids: PlantedIds): Promise<{ agencyId: string; own: BuiltPerson }> {
  const agency = await buildAgency(app, { name: `Agency ${MARKER}` });
  const names = { agencyId: agency.id, givenName: MARKER, familyName: MARKER, rank: MARKER };
  const own = await buildPerson(app, { ...names, roles: ['supervisor', 'administrator', 'instructor'] });
  const officer = await buildPerson(app, {
    ...names,
    roles: ['officer'],
    email: `${MARKER}@station.example`.toLowerCase(),
  });
  const [boss, learner] = [await actorFor(app, own), await actorFor(app, officer)];

  const { organisations, placements, selections, rosters } = app.desk;
  const districtId = await organisations.createDistrict(boss, {
    name: MARKER,
    timeZone: 'America/Chicago',
    state: 'TX',
  });
  await organisations.createSchool(boss, districtId, MARKER);
  const schoolId = (await app.agencies.schoolsOf(agency.id))[0]?.id ?? '';
  await placements.place(boss, officer.id, { schoolId, role: MARKER, startsOn: '2026-01-05', endsOn: null });
  await selections.decide(boss, officer.id, {
    schoolId,
    yearsOfService: 4,
    record: MARKER,
    interviewedOn: '2026-01-02',
    interviewedWith: MARKER,
    reason: MARKER,
    decision: 'selected',
  });
  await rosters.check(boss, `given_name,email\n${MARKER},list.${MARKER}@station.example`);

  const zip = await scorm12Package(MARKER, [{ id: 'one', title: MARKER }]);
  const path = await scratchPath('walled.zip');
  await writeFile(path, zip);
  const { importer, versions } = app.packages;
  const owner = { agencyId: agency.id, personId: null };
  const upload = { name: `${MARKER}.zip`, bytes: zip.length, sha256: sha256Hex(zip) };
  const { courseId, versionId } = await importer.importFile(path, upload, owner, {
    courseOf: () => Promise.resolve(null),
  });
  await versions.publishFor(owner, versionId);
  const registration = await app.attempts.registrations.ensureRegistration(learner, courseId, 'catalogue');
  const browser = { userAgent: MARKER, browser: 'x'.repeat(43) };
  const request = { registration: registration.id, mode: 'normal' } as const;
  const opened = await app.attempts.launches.open(learner, request, browser);

  await buildTraining(app, { boss, learner, courseId });
  const door = await buildDoor(app, boss, courseId);
  for (const [table, id] of Object.entries(door)) ids.set(table, id);

  const known = { people: officer.id, districts: districtId, schools: schoolId, agencies: agency.id };
  const taken = { courses: courseId, course_versions: versionId, registrations: registration.id };
  for (const [table, id] of Object.entries({ ...known, ...taken, launches: opened.launchId })) ids.set(table, id);
  return { agencyId: agency.id, own };
}

/** A dispatch package with somebody who came by it and whose word alone says who it is. */
async function buildDoor(
  { embedding: { dispatch }, attempts, people }: Schoolbeat,
  boss: Actor,
  courseId: string,
): Promise<{ doors: string; identities: string }> {
  const terms = { seats: 5, opensOn: null, closesOn: null, mapping: 'success', standard: 'scorm12' } as const;
  const doors = await dispatch.create(boss, { ...terms, title: MARKER, sites: ['https://lms.example'], courseId });
  const learner = { learnerId: MARKER, learnerName: `${MARKER}, ${MARKER}`, mode: 'normal' } as const;
  const { registration } = await dispatch.launches.launch(doors, undefined, {
    ...learner,
    registration: null,
    told: null,
  });
  const personId = (await attempts.judging.placeOf(null, registration))?.personId ?? '';
  const waiting = await people.doors.waiting(null, boss.agencyId, [personId]);
  return { doors, identities: waiting.get(personId)?.identityId ?? '' };
}

/** Somebody who has to take the course, with everything that a supervisor enters by hand. */
async function buildTraining(
  app: Schoolbeat,
  { boss, learner, courseId }: { boss: Actor; learner: Actor; courseId: string },
): Promise<void> {
  const { rules, retention } = app.training;
  const { personId } = learner;
  const assignmentId = await rules.assignments.create(boss, {
    title: MARKER,
    courseId,
    curriculumId: null,
    audience: { kind: 'people', ids: [personId] },
    due: { kind: 'on', day: '2027-01-05' },
    policy: { exam: { rule: 'course' }, attempts: null, order: 'free', engagedMinutes: null, practical: null },
    renewalMonths: null,
    countsFrom: null,
  });
  const words = { assignmentId, reason: MARKER, startsOn: '2026-01-05', endsOn: '2026-01-09' };
  await rules.corrections.exempt(boss, personId, { ...words, kind: 'exemption', ground: 'other' });
  await rules.corrections.correct(boss, personId, {
    kind: 'completed',
    courseId,
    assignmentId,
    statement: MARKER,
    seenBy: MARKER,
    happenedOn: '2026-01-05',
    score: null,
    engagedMs: null,
  });
  await retention.placeHold(boss, { email: '', reason: `${MARKER} against the county` });
  await app.platform.jobs.drain();
}
