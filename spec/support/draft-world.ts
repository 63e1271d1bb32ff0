import express from 'express';
import { createAttempts } from '../../server/attempts/index.ts';
import { createAuthoring, type Authoring } from '../../server/authoring/index.ts';
import { createPackages } from '../../server/packages/index.ts';
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
  readonly host: express.Express;
  readonly clock: Clock;
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
  const authoring = createAuthoring(platform, { people: rooms.people, packages, attempts, skills: [], root });
  const host = hostApp(platform, rooms.people, { extra: [authoring.routes] });
  return {
    platform,
    authoring,
    host,
    clock,
    async author(agencyId, roles = ['instructor'], names = { givenName: 'Ann', familyName: 'Okafor' }) {
      const agency = agencyId ?? (await buildAgency(rooms)).id;
      const person = await buildPerson(rooms, { agencyId: agency, roles, ...names });
      const browser = openBrowser(host, { accept: 'application/json' });
      await signIn(browser, person);
      return { actor: await actorFor(rooms, person), browser };
    },
    nobody: () => openBrowser(host, { accept: 'application/json' }),
    draft: ({ actor }) => authoring.drafts.heads.create(actor, { from: 'library:hall', title: '' }),
  };
}
