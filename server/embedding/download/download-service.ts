import { Readable } from 'node:stream';
import { DEFAULT_POLICY, type BuildPolicy } from '../../authoring/index.ts';
import type { Packages } from '../../packages/index.ts';
import { isId, requireRole, type Actor } from '../../people/index.ts';
import { AppError, newId, sha256Hex, type Platform } from '../../platform/index.ts';
import type { BuildStore } from './build-store.ts';
import type { CourseOnShelf } from './source-shelf.ts';

/** A course that can be downloaded. */
export interface Downloadable {
  readonly courseId: string;
  readonly title: string;
  /** Number of the version that is played here. */
  readonly version: number;
}

/** What is wanted. */
export interface WantedPackage {
  readonly courseId: string;
  readonly target: 'scorm12' | 'scorm2004-3' | 'scorm2004-4';
  readonly policy: BuildPolicy;
}

/** A package on its way. */
export interface PackageFile {
  /** Names course, version and standard. */
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly body: Readable;
}

interface Parts {
  readonly platform: Pick<Platform, 'database' | 'clock' | 'storage' | 'audit'>;
  readonly packages: Pick<Packages, 'catalogue' | 'answers'>;
  readonly builds: BuildStore;
  /** Sources on this server. */
  readonly shelf: () => Promise<readonly CourseOnShelf[]>;
}

interface Found extends Downloadable {
  readonly versionId: string;
  readonly source: CourseOnShelf;
}

/** Full packages of our own courses for other systems, for instructors and administrators. */
export function createDownloads({ platform, packages, builds, shelf }: Parts) {
  const { database, clock, storage, audit } = platform;

  /** Courses of the actor's catalogue whose version of today was built from a source that lies here. */
  async function offered(actor: Actor): Promise<Found[]> {
    requireRole(actor, 'instructor', 'administrator');
    const byVersion = new Map<string, CourseOnShelf>();
    for (const source of await shelf()) {
      const versionId = await packages.answers.builtFrom(source.sourceSha256);
      if (versionId !== null) byVersion.set(versionId, source);
    }
    const courses = await packages.catalogue.list(actor);
    return courses.flatMap(({ id: courseId, title, currentVersion }) => {
      const source = currentVersion === null ? undefined : byVersion.get(currentVersion.id);
      if (currentVersion === null || source === undefined) return [];
      return [{ courseId, title, version: currentVersion.number, versionId: currentVersion.id, source }];
    });
  }

  return {
    offered: (actor: Actor): Promise<readonly Downloadable[]> => offered(actor),

    /**
     * The package of a course's version of today, built at the first wish; the same wish gets the same bytes. Throws AppError
     * `COURSE_NOT_FOUND` (404) for what is not offered.
     */
    async download(actor: Actor, { courseId, target, policy }: WantedPackage): Promise<PackageFile> {
      const found = isId(courseId) ? (await offered(actor)).find((one) => one.courseId === courseId) : undefined;
      if (found === undefined) {
        throw new AppError('COURSE_NOT_FOUND', 404, 'This course cannot be downloaded.', { field: 'courseId' });
      }
      const { versionId, version, source } = found;
      const key = { versionId, target, policySha256: policyHash(policy) };
      if ((await builds.find(null, key)) === null) {
        const zip = await source.pack(target, policy);
        const sha256 = sha256Hex(zip);
        const archiveKey = `builds/${versionId}/${target}-${sha256.slice(0, 32)}.zip`;
        // Two at once write the same bytes under the same key.
        await storage.put(archiveKey, Readable.from([zip]));
        const row = { id: newId(), ...key, sha256, archiveKey, createdAt: clock.now() };
        await database.write((tx) => builds.add(tx, row));
      }
      const build = await builds.find(null, key);
      if (build === null) throw new Error('A build was not there after it had been made.');
      const details = { target, policy, sha256: build.sha256 };
      const by = { agencyId: actor.agencyId, actorId: actor.personId };
      const entry = { ...by, action: 'package.downloaded', subjectType: 'version', subjectId: versionId, details };
      await database.write((tx) => audit.record(tx, entry));
      return {
        name: `${source.name}-v${version}-${target}.zip`,
        bytes: (await storage.size(build.archiveKey)) ?? 0,
        sha256: build.sha256,
        body: await storage.get(build.archiveKey),
      };
    },
  };
}

/** See `createDownloads`. */
export type Downloads = ReturnType<typeof createDownloads>;

/** Of the policy with its fields in one order. */
function policyHash({ incompleteUntilPassed, testAfterModules }: BuildPolicy = DEFAULT_POLICY): string {
  return sha256Hex(JSON.stringify([incompleteUntilPassed, testAfterModules]));
}
