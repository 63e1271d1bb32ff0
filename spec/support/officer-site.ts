import express, { type Express } from 'express';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { QueryTypes } from 'sequelize';
import { openSchoolbeat, type Schoolbeat } from '../../server/app.ts';
import type { Actor, Role } from '../../server/people/index.ts';
import {
  createAssets,
  newId,
  silentLog,
  type Config,
  type Database,
  type Outgoing,
} from '../../server/platform/index.ts';
import {
  actorFor,
  buildAgency,
  buildPerson,
  openBrowser,
  quickPasswords,
  type Browser,
  type BuiltPerson,
} from './people.ts';
import { buildConfig, standingClock } from './platform.ts';

/** Somebody of the site, with a browser that is signed in. */
export interface SiteOfficer extends BuiltPerson {
  readonly actor: Actor;
  readonly browser: Browser;
}

/** A whole application with one agency, its clock in the spec's hand. */
export interface OfficerSite {
  readonly app: Schoolbeat;
  readonly host: Express;
  readonly clock: ReturnType<typeof standingClock>;
  readonly agencyId: string;
  person(role: Role, agencyId?: string): Promise<SiteOfficer>;
  /** Writes a row as an older day left it. */
  insert(table: string, row: Record<string, unknown>): Promise<void>;
  /** Changes rows. */
  change(sql: string): Promise<void>;
  /** Rows of a table by its own columns. */
  rows(sql: string): Promise<Record<string, string>[]>;
  /** Texts of the mails that lie in the folder, headers decoded as far as these specs need. */
  mails(): Promise<string[]>;
}

/** Opens the site on a database of `forEachDatabase`. */
export async function openOfficerSite(
  database: Database,
  start = '2026-11-23T16:42:00Z',
  { outgoing, ...settings }: Partial<Config> & { readonly outgoing?: Outgoing } = {},
): Promise<OfficerSite> {
  const assets = createAssets({ directory: join(import.meta.dirname, '../../dist/static'), unbuilt: true });
  const config = await buildConfig({ tablePrefix: database.tablePrefix, ...settings });
  const clock = standingClock(new Date(start));
  const parts = { database, assets, clock, log: silentLog(), passwords: await quickPasswords(), outgoing };
  const app = await openSchoolbeat(config, parts);
  const { id: agencyId } = await buildAgency(app);
  const host = express().use(app.router);
  const { sequelize, tablePrefix } = database;
  return {
    app,
    host,
    clock,
    agencyId,
    async person(role, other) {
      const built = await buildPerson(app, { roles: [role], agencyId: other ?? agencyId });
      const browser = openBrowser(host);
      await browser.post('/login').type('form').send({ email: built.email, password: built.password }).expect(303);
      return { ...built, actor: await actorFor(app, built), browser };
    },
    async insert(table, row) {
      await database.write(async (transaction) => {
        await sequelize.getQueryInterface().bulkInsert(tablePrefix + table, [row], { transaction });
      });
    },
    async change(sql) {
      await database.write(async (transaction) => {
        await sequelize.query(sql.replaceAll('~', tablePrefix), { transaction });
      });
    },
    rows: (sql) =>
      sequelize.query<Record<string, string>>(sql.replaceAll('~', tablePrefix), { type: QueryTypes.SELECT }),
    async mails() {
      const names = await readdir(config.mailDirectory).catch((): string[] => []);
      const texts = names.sort().map((name) => readFile(join(config.mailDirectory, name), 'utf8'));
      return (await Promise.all(texts)).map(readMail);
    },
  };
}

/** Quoted-printable and base64 bodies as their text. */
function readMail(raw: string): string {
  const [head = '', ...rest] = raw.replaceAll('\r\n', '\n').split('\n\n');
  const body = rest.join('\n\n');
  if (/content-transfer-encoding: base64/i.test(head))
    return `${head}\n\n${Buffer.from(body, 'base64').toString('utf8')}`;
  if (!/content-transfer-encoding: quoted-printable/i.test(head)) return raw;
  const bytes = body
    .replaceAll('=\n', '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return `${head}\n\n${Buffer.from(bytes, 'latin1').toString('utf8')}`;
}

/** A part of an attempt as it stands when the officer has completed it. */
export async function completePart(
  site: OfficerSite,
  { personId, agencyId }: Pick<Actor, 'personId' | 'agencyId'>,
  {
    courseId,
    versionId,
    scoId,
    at = site.clock.now(),
  }: { courseId: string; versionId: string; scoId: string; at?: Date },
  door = 'catalogue',
): Promise<void> {
  const [registrationId, attemptId] = [newId(), newId()];
  const result = {
    completion: 'completed',
    success: 'unknown',
    score_raw: null,
    score_min: null,
    score_max: null,
    score_scaled: null,
    progress: null,
  };
  await site.insert('registrations', {
    id: registrationId,
    agency_id: agencyId,
    person_id: personId,
    course_id: courseId,
    door,
    door_key: registrationId,
    created_at: at,
  });
  await site.insert('attempts', {
    id: attemptId,
    agency_id: agencyId,
    registration_id: registrationId,
    number: 1,
    version_id: versionId,
    state: 'suspended',
    ...result,
    seat_ms: 0,
    engaged_ms: 0,
    version: 0,
    engine_seq: 0,
    chain_head: '',
    commit_count: 0,
    started_at: at,
    last_saved_at: at,
  });
  await site.insert('sco_tracks', {
    id: newId(),
    agency_id: agencyId,
    attempt_id: attemptId,
    sco_id: scoId,
    ...result,
    location: '',
    exit: '',
    suspend_data: '',
    total_time_ms: 0,
    cmi_json: '{}',
    rejected: '[]',
    last_launch_id: newId(),
    last_seq: 1,
    updated_at: at,
  });
}
