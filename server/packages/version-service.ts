import { AppError, type Platform, type Tx } from '../platform/index.ts';
import type { Actor } from '../people/index.ts';
import type { CourseStore, VersionLine } from './course-store.ts';
import type { ImportOwner } from './import-package.ts';
import type { CourseDetails, VersionLimits } from './package-input.ts';
import { readStoredLimits } from './package-input.ts';
import { emitVersionWithdrawn } from './package-events.ts';
import type { CourseRow } from './package-model.ts';
import {
  courseNotFound,
  isOfOwnShelf,
  mayChangeCourse,
  mayDiscard,
  maySeeVersion,
  requireAuthor,
} from './package-policy.ts';
import type { VersionStore } from './version-store.ts';

interface Stores {
  readonly courses: CourseStore;
  readonly versions: VersionStore;
  /** What else is kept of a version, and goes with it. */
  readonly beside: readonly { removeOf(tx: Tx, versionId: string): Promise<void> }[];
}

/** A version with its course, as its authors see it. */
export interface VersionAndCourse {
  readonly version: VersionLine;
  readonly course: CourseRow;
  /** False for courses of the library and of others: they are shown, not changed. */
  readonly mayChange: boolean;
}

/** What instructors do with courses and versions; every change is audited under the instructor's name. */
export function createVersions(platform: Platform, { courses, versions, beside }: Stores) {
  const { database, clock, audit, storage, log, outbox } = platform;

  async function find(tx: Tx | null, actor: Actor, versionId: string): Promise<VersionAndCourse> {
    requireAuthor(actor);
    const found = await versions.line(tx, versionId);
    if (found === null) throw courseNotFound();
    const { course, version } = found;
    const isShared = (): Promise<boolean> => courses.isShared(tx, course.id, actor.agencyId);
    if (!maySeeVersion(actor, course, version) || !(isOfOwnShelf(actor, course) || (await isShared()))) {
      throw courseNotFound();
    }
    return { ...found, mayChange: mayChangeCourse(actor, course) };
  }

  async function findToChange(tx: Tx, actor: Actor, versionId: string): Promise<VersionAndCourse> {
    const found = await find(tx, actor, versionId);
    if (!found.mayChange) throw notYours();
    return found;
  }

  const record = (tx: Tx, actor: ImportOwner, action: string, versionId: string, details: Record<string, unknown>) =>
    audit.record(tx, {
      agencyId: actor.agencyId,
      actorId: actor.personId,
      action,
      subjectType: 'course-version',
      subjectId: versionId,
      details,
    });

  /** Makes a version the one that new attempts take. */
  async function makeCurrent(tx: Tx, versionId: string, courseId: string): Promise<void> {
    const now = clock.now();
    await versions.update(tx, versionId, { state: 'published', publishedAt: now });
    await courses.update(tx, courseId, { state: 'published', currentVersionId: versionId, updatedAt: now });
  }

  async function publishIn(tx: Tx, owner: ImportOwner, versionId: string): Promise<void> {
    const found = await versions.line(tx, versionId);
    if (found === null || found.course.agencyId !== owner.agencyId) throw courseNotFound();
    await makeCurrent(tx, versionId, found.course.id);
    const details = { courseId: found.course.id, number: found.version.number };
    await record(tx, owner, 'package.published', versionId, details);
  }

  return {
    /** Publishes for an owner in a transaction of a room above. */
    publishIn,

    /** As {@link find}, for who may change it; throws AppError `NOT_ALLOWED` (403) else. */
    findToChange,

    find: (actor: Actor, versionId: string): Promise<VersionAndCourse> => find(null, actor, versionId),

    /** Publishes a version and with it its course; running attempts stay on theirs. */
    async publish(actor: Actor, versionId: string): Promise<void> {
      await database.write(async (tx) => {
        const { version, course } = await findToChange(tx, actor, versionId);
        await makeCurrent(tx, versionId, course.id);
        await record(tx, actor, 'package.published', versionId, { courseId: course.id, number: version.number });
      });
    },

    /** Publishes for an owner without a request: what the server installs itself. No permission is asked. */
    async publishFor(owner: ImportOwner, versionId: string): Promise<void> {
      await database.write((tx) => publishIn(tx, owner, versionId));
    },

    /**
     * Takes the version back and the course out of the catalogue: no new attempts, running ones go on. What becomes of the
     * certificates that name the version is decided above, by people.
     */
    async withdraw(actor: Actor, versionId: string): Promise<void> {
      await database.write(async (tx) => {
        const { version, course } = await findToChange(tx, actor, versionId);
        await courses.update(tx, course.id, { state: 'withdrawn', updatedAt: clock.now() });
        await versions.update(tx, versionId, { state: 'withdrawn' });
        await record(tx, actor, 'course.withdrawn', versionId, { courseId: course.id });
        await emitVersionWithdrawn(outbox, tx, { versionId, courseId: course.id, number: version.number });
      });
    },

    /**
     * Takes versions back that another one follows; the course stays as it is. Their certificates wait for a decision then.
     * Throws AppError `NOT_ALLOWED` (403) for courses of others.
     */
    async supersede(tx: Tx, actor: Actor, versionIds: readonly string[]): Promise<void> {
      for (const versionId of versionIds) {
        const { version, course } = await findToChange(tx, actor, versionId);
        if (course.currentVersionId === versionId || version.state !== 'published') continue;
        await versions.update(tx, versionId, { state: 'withdrawn' });
        await record(tx, actor, 'version.superseded', versionId, { courseId: course.id });
        await emitVersionWithdrawn(outbox, tx, { versionId, courseId: course.id, number: version.number });
      }
    },

    /** Deletes a version that was never published; the course goes with its last version. */
    async discard(actor: Actor, versionId: string): Promise<void> {
      const archiveKey = await database.write(async (tx) => {
        const { version, course } = await findToChange(tx, actor, versionId);
        await courses.lock(tx, course.id);
        if (!mayDiscard(version.state)) {
          throw new AppError('VERSION_IN_USE', 409, 'This version was published and belongs to the record.', {
            help: 'Withdraw the course instead: nobody can begin it then.',
          });
        }
        for (const one of beside) await one.removeOf(tx, versionId);
        await versions.remove(tx, versionId);
        if ((await versions.count(tx, course.id)) === 0) await courses.remove(tx, course.id);
        await record(tx, actor, 'package.discarded', versionId, { courseId: course.id, sha256: version.sourceSha256 });
        return version.archiveKey;
      });
      // The rows are gone for good: an archive that stays behind now is found by the daily sweep.
      await storage.remove(archiveKey).catch((error: unknown) => {
        log.error({ err: error, archiveKey }, 'the archive of a discarded version could not be removed');
      });
    },

    /** `read` gives the new details once it is clear that the actor may change them: permission before input. */
    async changeDetails(actor: Actor, versionId: string, read: () => CourseDetails): Promise<void> {
      await database.write(async (tx) => {
        const { course } = await findToChange(tx, actor, versionId);
        const details = read();
        const { title, description, strand } = course;
        await courses.update(tx, course.id, { ...details, updatedAt: clock.now() });
        const before = { title, description, strand };
        await record(tx, actor, 'course.changed', versionId, { courseId: course.id, before, after: details });
      });
    },

    /** Changes what the version may do beyond its standard. */
    async changeLimits(actor: Actor, versionId: string, read: () => VersionLimits): Promise<void> {
      await database.write(async (tx) => {
        const { version } = await findToChange(tx, actor, versionId);
        const limits = read();
        await versions.update(tx, versionId, { limits: JSON.stringify(limits) });
        const before = readStoredLimits(version.limits);
        await record(tx, actor, 'package.limits-changed', versionId, { before, after: limits });
      });
    },
  };
}

/** See `createVersions`. */
export type Versions = ReturnType<typeof createVersions>;

function notYours(): AppError {
  return new AppError('NOT_ALLOWED', 403, 'This course belongs to the library and is changed by nobody here.');
}
