import type { Actor } from '../people/index.ts';
import type { Platform, Tx } from '../platform/index.ts';
import { createCommitService } from './commit-service.ts';
import { createLaunchService } from './launch-service.ts';
import type { ReadVersion } from './pinned-versions.ts';
import { keepVersions } from './pinned-versions.ts';
import { defineTables } from './record-tables.ts';
import { createRegistrationService } from './registration-service.ts';
import { readLaunchToken } from './launch-token.ts';

/** What this room asks of the packages room. */
export interface PackagesForAttempts {
  readonly reader: { readonly loadVersion: ReadVersion };
  readonly catalogue: {
    /** Throws AppError `COURSE_NOT_FOUND` (404) unless the actor may begin the course now. */
    offeredCourse(
      tx: Tx,
      actor: Actor,
      courseId: string,
    ): Promise<{ readonly currentVersion: { readonly id: string } | null }>;
  };
}

type Needed = 'database' | 'clock' | 'secrets' | 'config' | 'outbox' | 'log';

/** Makes the room on one platform. */
export function createAttempts(platform: Pick<Platform, Needed>, { reader, catalogue }: PackagesForAttempts) {
  const { database, clock, secrets, config, outbox, log } = platform;
  const tables = defineTables(database);
  const courses = {
    loadVersion: keepVersions((tx, versionId) => reader.loadVersion(tx, versionId), clock),
    async currentVersionId(tx: Tx, actor: Actor, courseId: string): Promise<string> {
      const { currentVersion } = await catalogue.offeredCourse(tx, actor, courseId);
      if (currentVersion === null) throw new Error('A course that is offered has a current version.');
      return currentVersion.id;
    },
  };
  const shared = { database, tables, clock, courses };
  return {
    registrations: createRegistrationService(shared),
    launches: createLaunchService({ ...shared, secrets, config }),
    commits: createCommitService({ ...shared, outbox, log }),
    /** The bearer of a token; null when it was never made for this launch. */
    bearerOf: (launchId: string, token: string) => readLaunchToken(secrets, launchId, token),
  };
}

export type Attempts = ReturnType<typeof createAttempts>;
