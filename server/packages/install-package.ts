import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { AnswerShelf, BuiltFrom } from './answer-shelf.ts';
import type { CourseStore } from './course-store.ts';
import type { Importer, ImportOutcome, ImportOwner } from './import-package.ts';
import type { Parts as PartShelf, VersionPart } from './part-service.ts';
import type { VersionReader } from './version-reader.ts';
import type { Versions } from './version-service.ts';

/** Owner of the courses that every agency sees. */
const LIBRARY: ImportOwner = { agencyId: null, personId: null };

/**
 * Imports a zip on the server's own disk by the same checks as an upload, and publishes it. The same bytes change nothing;
 * other bytes with the manifest identifier of a published course of this owner become its next version. What a course that we
 * built is graded by is kept before it is published; another key to the same bytes is another version, since answers lie beside
 * the package and those of a version never change.
 */
export type Installer = (
  path: string,
  owner?: ImportOwner,
  built?: BuiltFrom & {
    readonly parts: readonly VersionPart[];
    /** Whoever installs publishes it, with what belongs to it. */
    readonly isHeld?: boolean;
  },
) => Promise<ImportOutcome>;

interface Parts {
  readonly answers: AnswerShelf;
  readonly courses: CourseStore;
  readonly importer: Importer;
  readonly parts: PartShelf;
  readonly reader: VersionReader;
  readonly versions: Versions;
}

/** Makes the installer of what comes with the server. */
export function createInstaller({ answers, courses, importer, parts, reader, versions }: Parts): Installer {
  async function courseCalled(identifier: string, { agencyId }: ImportOwner): Promise<string | null> {
    for (const { id, currentVersionId } of await courses.ofAgency(null, agencyId)) {
      if (currentVersionId === null) continue;
      const { structure } = await reader.loadVersion(null, currentVersionId);
      if (structure.identifier === identifier) return id;
    }
    return null;
  }

  return async (path, owner = LIBRARY, built) => {
    const hash = createHash('sha256');
    await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), hash);
    const upload = { name: basename(path), bytes: (await stat(path)).size, sha256: hash.digest('hex') };
    const outcome = await importer.importFile(path, upload, owner, {
      courseOf: ({ identifier }) => courseCalled(identifier, owner),
      ...(built !== undefined && {
        isSame: async (tx, versionId) => {
          const kept = await answers.of(tx, versionId);
          return kept === null || JSON.stringify(kept) === JSON.stringify(built.answers);
        },
        // Who brings the same bytes with another key at this moment must see this one.
        onNew: async (tx, versionId) => {
          await answers.keepIn(tx, versionId, built);
          await parts.keepIn(tx, versionId, built.parts);
        },
      }),
    });
    if (built !== undefined && !outcome.isNew) {
      await answers.keep(outcome.versionId, built);
      await parts.keep(outcome.versionId, built.parts);
    }
    if (built?.isHeld === true) return outcome;
    const { state, course } = await reader.loadVersion(null, outcome.versionId);
    if (state === 'found' && course.agencyId === owner.agencyId) await versions.publishFor(owner, outcome.versionId);
    return outcome;
  };
}
