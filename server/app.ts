import { join } from 'node:path';
import type { Router } from 'express';
import { createAgencies, createAgencyDesk, type Agencies, type AgencyDesk } from './agencies/index.ts';
import { createAuthoring, directoryTree, readSkills, type Authoring } from './authoring/index.ts';
import { createAttempts, type Attempts } from './attempts/index.ts';
import { createPackages, importRoutes, packageRoutes, type ContentHandler, type Packages } from './packages/index.ts';
import { PACKAGE_ROOT } from './package-root.ts';
import {
  createPeople,
  peopleRoutes,
  sessionPeekRoutes,
  signedIn,
  signInFirst,
  type People,
  type PeopleOptions,
} from './people/index.ts';
import {
  assetRoutes,
  createPlatform,
  createRouter,
  enter,
  errorHandler,
  healthRoutes,
  notFound,
  pageHeaders,
  type Config,
  type Platform,
  type PlatformOverrides,
} from './platform/index.ts';
import { createPlayer, type Player } from './player/index.ts';
import { createEmbedding, type Embedding } from './embedding/index.ts';
import { createTraining, type Training } from './training/index.ts';
import { createReports, type Reports } from './reports/index.ts';

/** What a host or a spec brings itself. */
export interface OpenOptions extends PlatformOverrides {
  /** People are signed in by the host. */
  readonly host?: PeopleOptions['host'];
  readonly passwords?: PeopleOptions['passwords'];
  /** Folder with `courses/` and the built run-time; the product's own by default. */
  readonly root?: string;
}

/** A running product: every room, what a host mounts, and how to end it. */
export interface Schoolbeat {
  readonly platform: Platform;
  readonly agencies: Agencies;
  readonly desk: AgencyDesk;
  readonly people: People;
  readonly packages: Packages;
  readonly attempts: Attempts;
  readonly player: Player;
  readonly authoring: Authoring;
  readonly training: Training;
  readonly reports: Reports;
  readonly embedding: Embedding;
  /** Mounted by an Express application at any path. */
  readonly router: Router;
  /** Served on the content origin. */
  readonly content: ContentHandler;
  migrate(): Promise<void>;
  close(): Promise<void>;
}

/** Puts the rooms together, from the ground up; nothing is migrated and no job runs yet. */
export async function openSchoolbeat(config: Config, options: OpenOptions = {}): Promise<Schoolbeat> {
  const platform = await createPlatform(config, options);
  const agencies = createAgencies(platform);
  const { host, passwords } = options;
  const people = await createPeople(platform, { organisations: agencies.organisations, host, passwords });
  const desk = createAgencyDesk(platform, agencies, people);
  const packages = createPackages(platform, {
    // The room above is made below: nobody opens a course before it is there.
    isAssigned: (actor, courseId, tx) => training.standing.isAssigned(actor, courseId, tx),
  });
  const attempts = createAttempts(platform, packages);
  const skills = readSkills(directoryTree(join(PACKAGE_ROOT, 'courses')));
  const training: Training = createTraining(platform, { people, agencies, packages, attempts, skills });
  const player: Player = createPlayer(platform, {
    attempts,
    packages,
    people,
    judgedNow: training.judgedNow,
    doors: {
      find: (tx, doorId) => embedding.doors.book.find(tx, doorId),
      came: (tx, visit) => embedding.doors.book.came(tx, visit),
    },
  });
  const root = options.root ?? PACKAGE_ROOT;
  const authoring = createAuthoring(platform, {
    people,
    packages,
    attempts,
    skills,
    root,
    certificates: {
      decide: (...asked) => training.certificates.decideVersions(...asked),
      count: (...asked) => training.certificates.countVersions(...asked),
    },
    notices: { tell: (tx, told) => training.notices.tell(tx, told) },
  });
  const reports = createReports(platform, {
    attempts,
    packages,
    agencies,
    training,
    authoring: {
      offered: (of) => authoring.flow.releases.offered(of),
      bankPage: (actor, versionId, drawn) => authoring.flow.releases.bankPage(actor, versionId, drawn),
    },
  });
  const below = { people, agencies, desk, packages, attempts, training, player, root };
  const embedding: Embedding = createEmbedding(platform, below);

  const router = createRouter();
  router.use(enter(platform));
  router.use(healthRoutes(platform));
  router.use(assetRoutes(platform));
  router.use(player.bearer);
  router.use(embedding.bearer);
  router.use(sessionPeekRoutes(people));
  router.use(pageHeaders(config));
  router.use(signedIn(people));
  router.use(training.notices.unread);
  router.use(peopleRoutes(platform, people));
  router.use(desk.routes);
  router.use(packageRoutes(packages, { askedOf: (actor) => authoring.flow.requests.askedOf(actor) }));
  router.use(importRoutes(packages));
  router.use(authoring.routes);
  router.use(player.pages);
  router.use(training.routes);
  router.use(reports.routes);
  router.use(embedding.routes);
  router.use(notFound());
  router.use(signInFirst(people));
  router.use(errorHandler(platform));

  return {
    platform,
    agencies,
    desk,
    people,
    packages,
    attempts,
    player,
    authoring,
    training,
    reports,
    embedding,
    router,
    content: packages.content,
    async migrate() {
      await platform.database.migrate();
      // What is wrong already is in the log from the start.
      await platform.health.check();
    },
    close() {
      authoring.apart.close();
      return platform.close();
    },
  };
}
