import type { Packages } from '../../packages/index.ts';
import { isId, requireRole, type Actor } from '../../people/index.ts';
import { AppError, type Platform } from '../../platform/index.ts';
import { packCartridge } from './pack-cartridge.ts';

/** A course whose outline can be taken along. */
export interface CartridgeOffer {
  readonly courseId: string;
  readonly title: string;
  readonly version: number;
}

/** Cartridges of the courses that an agency offers, for instructors and administrators. */
export function createCartridges(
  { database, audit }: Pick<Platform, 'database' | 'audit'>,
  packages: Pick<Packages, 'catalogue' | 'reader'>,
  linkTo: (courseId: string, module: string | null) => string,
) {
  async function published(actor: Actor) {
    requireRole(actor, 'instructor', 'administrator');
    const courses = await packages.catalogue.list(actor);
    return courses.flatMap(({ id: courseId, title, currentVersion }) =>
      currentVersion === null
        ? []
        : [{ courseId, title, version: currentVersion.number, versionId: currentVersion.id }],
    );
  }

  return {
    offered: (actor: Actor): Promise<readonly CartridgeOffer[]> => published(actor),

    /** The cartridge of a course of the actor's catalogue. Throws AppError `COURSE_NOT_FOUND` (404), `NOT_ALLOWED` (403). */
    async pack(actor: Actor, courseId: string): Promise<{ name: string; bytes: Buffer }> {
      const found = isId(courseId) ? (await published(actor)).find((one) => one.courseId === courseId) : undefined;
      if (found === undefined) {
        throw new AppError('COURSE_NOT_FOUND', 404, 'This course is not offered.', { field: 'courseId' });
      }
      const { structure } = await packages.reader.loadVersion(null, found.versionId);
      const bytes = await packCartridge({ id: courseId, title: found.title, structure }, linkTo);
      await database.write((tx) =>
        audit.record(tx, {
          agencyId: actor.agencyId,
          actorId: actor.personId,
          action: 'cartridge.downloaded',
          subjectType: 'course',
          subjectId: courseId,
          details: { version: found.version },
        }),
      );
      return { name: `${nameOf(found.title)}-v${found.version}.imscc`, bytes };
    },
  };
}

function nameOf(title: string): string {
  const words = title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);
  return words === '' ? 'course' : words;
}
