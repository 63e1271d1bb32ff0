import express from 'express';
import { QueryTypes } from 'sequelize';
import type { CertificateDesk, NoticeBoard } from '../../server/authoring/flow/index.ts';
import type { AuthorNotice } from '../../server/authoring/flow/notice-board.ts';
import { createAttempts, type Attempts } from '../../server/attempts/index.ts';
import { createAuthoring, type Authoring } from '../../server/authoring/index.ts';
import { createPackages, type Packages } from '../../server/packages/index.ts';
import type { Actor, Role } from '../../server/people/index.ts';
import type { Clock, Config, Database, Platform } from '../../server/platform/index.ts';
import {
  actorFor,
  buildAgency,
  buildPerson,
  buildRooms,
  hostApp,
  openBrowser,
  signIn,
  type Browser,
} from './people.ts';
import { buildPlatform, standingClock } from './platform.ts';
import { sourceRoot } from './source-root.ts';

/** An author with a browser. */
export interface BuiltAuthor {
  readonly actor: Actor;
  readonly browser: Browser;
}

/** The authoring room on one database, with the fixture course as its library. */
export interface DraftWorld {
  readonly platform: Platform;
  readonly authoring: Authoring;
  readonly packages: Packages;
  /** What was decided about certificates. */
  readonly decided: readonly unknown[];
  /** What authors were told. */
  readonly told: readonly AuthorNotice[];
  readonly offers: Attempts['offers'];
  readonly versions: Packages['reader'];
  /** Rows of the record, by table. */
  rowCounts(): Promise<Record<string, number>>;
  readonly host: express.Express;
  readonly clock: Clock & { goOn(ms: number): void };
  /** Somebody of an agency, a new one where none is named; signed in. */
  author(
    agencyId?: string,
    roles?: readonly Role[],
    names?: { givenName: string; familyName: string },
  ): Promise<BuiltAuthor>;
  /** A browser of nobody. */
  nobody(): Browser;
  /** A copy of the fixture course. */
  draft(by: BuiltAuthor): Promise<string>;
}

/** Opens it. */
export async function openDraftWorld(database: Database, config: Partial<Config> = {}): Promise<DraftWorld> {
  const clock = standingClock();
  const platform = await buildPlatform(database, { clock, config });
  const rooms = await buildRooms(platform);
  const root = await sourceRoot();
  const packages = createPackages(platform);
  const attempts = createAttempts(platform, packages);
  const decided: unknown[] = [];
  const certificates: CertificateDesk = {
    decide(_tx, _actor, versions, { decision, reason }) {
      decided.push({ versions, decision, reason });
      return Promise.resolve(0);
    },
    count(_actor, versions) {
      return Promise.resolve(versions.length * 12);
    },
  };
  const told: AuthorNotice[] = [];
  const notices: NoticeBoard = {
    tell(_tx, news) {
      told.push(...news);
      return Promise.resolve();
    },
  };
  const authoring = createAuthoring(platform, {
    people: rooms.people,
    packages,
    attempts,
    skills: [],
    root,
    certificates,
    notices,
  });
  const host = hostApp(platform, rooms.people, { extra: [authoring.routes] });
  return {
    platform,
    authoring,
    packages,
    decided,
    told,
    offers: attempts.offers,
    versions: packages.reader,
    host,
    clock,
    async author(agencyId, roles = ['instructor'], names = { givenName: 'Ann', familyName: 'Okafor' }) {
      const agency = agencyId ?? (await buildAgency(rooms)).id;
      const person = await buildPerson(rooms, { agencyId: agency, roles, ...names });
      const browser = openBrowser(host, { accept: 'application/json' });
      await signIn(browser, person);
      return { actor: await actorFor(rooms, person), browser };
    },
    async rowCounts() {
      const counts: Record<string, number> = {};
      for (const table of ['registrations', 'attempts', 'launches', 'commits', 'interactions', 'audit_events']) {
        const sql = `SELECT COUNT(*) AS count FROM ${database.tablePrefix}${table}`;
        const [found] = await database.sequelize.query<{ count: unknown }>(sql, { type: QueryTypes.SELECT });
        counts[table] = Number(found?.count);
      }
      return counts;
    },
    nobody: () => openBrowser(host, { accept: 'application/json' }),
    draft: ({ actor }) => authoring.drafts.heads.create(actor, { from: 'library:hall', title: '' }),
  };
}
