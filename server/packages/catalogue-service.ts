import type { Tx } from '../platform/index.ts';
import type { Actor } from '../people/index.ts';
import type { CourseStore, CourseWithVersion, CourseWithVersions, VersionLine } from './course-store.ts';
import type { CourseRow } from './package-model.ts';
import {
  courseNotFound,
  isOffered,
  isOfOwnShelf,
  mayAuthor,
  requireAuthor,
  takesAssignedOnly,
} from './package-policy.ts';
import type { VersionStore } from './version-store.ts';

/** A course in the catalogue with the number of its playable parts. */
export interface CatalogueEntry extends CourseWithVersion {
  readonly parts: number;
}

/** What the catalogue asks of a room above, which knows who has to take what. */
export interface AssignedCourses {
  /** Whether the actor has to take a course now. */
  readonly isAssigned: (actor: Actor, courseId: string, tx: Tx | null) => Promise<boolean>;
}

/** What people may see of courses; another agency's course is not found, unless it has to be taken. */
export function createCatalogue(courses: CourseStore, versions: VersionStore, { isAssigned }: AssignedCourses) {
  async function isVisible(tx: Tx | null, actor: Actor, course: CourseRow): Promise<boolean> {
    if (takesAssignedOnly(actor)) return isAssigned(actor, course.id, tx);
    if (isOfOwnShelf(actor, course) || (await courses.isShared(tx, course.id, actor.agencyId))) return true;
    // A share that ended takes nothing away from those who were told to take the course.
    return isAssigned(actor, course.id, tx);
  }

  async function courseFor(tx: Tx | null, actor: Actor, courseId: string): Promise<CourseWithVersion> {
    const course = await courses.byId(tx, courseId);
    if (course === null || !(await isVisible(tx, actor, course))) throw courseNotFound();
    // A draft is the business of those who make it, and of nobody with whom the course is shared.
    if (course.state === 'draft' && !(mayAuthor(actor) && isOfOwnShelf(actor, course))) throw courseNotFound();
    return course;
  }

  return {
    courseFor,

    /** A course that the actor may begin now: visible and published; throws AppError `COURSE_NOT_FOUND` (404). */
    async offeredCourse(tx: Tx | null, actor: Actor, courseId: string): Promise<CourseWithVersion> {
      const course = await courseFor(tx, actor, courseId);
      if (!isOffered(course.state) || course.currentVersion === null) throw courseNotFound();
      return course;
    },

    /** Published courses of the agency, of the library and shared ones, by title; for a partner the assigned ones among them. */
    async list(actor: Actor): Promise<CatalogueEntry[]> {
      const offered = await courses.catalogue(null, actor.agencyId);
      const found: CourseWithVersion[] = [];
      for (const course of offered) {
        if (!takesAssignedOnly(actor) || (await isAssigned(actor, course.id, null))) found.push(course);
      }
      const ids = found.flatMap((course) => (course.currentVersion === null ? [] : [course.currentVersion.id]));
      const parts = await versions.partCounts(null, ids);
      return found.map((course) => ({ ...course, parts: parts.get(course.currentVersion?.id ?? '') ?? 0 }));
    },

    /** Courses of the actor's agency in every state, the last changed first. */
    async own(actor: Actor): Promise<CourseWithVersions[]> {
      requireAuthor(actor);
      return courses.ofAgency(null, actor.agencyId);
    },

    /** Versions of a visible course that were ever offered, newest first. Throws AppError `COURSE_NOT_FOUND` (404). */
    async versionsOf(actor: Actor, courseId: string): Promise<VersionLine[]> {
      const course = await courseFor(null, actor, courseId);
      const found = await versions.ofCourse(null, course.id);
      return found.filter(({ publishedAt }) => publishedAt !== null);
    },

    /** Courses by id for lists of what people have taken, whatever their state now. */
    byIds: (tx: Tx | null, ids: readonly string[]): Promise<CourseRow[]> => courses.byIds(tx, ids),
  };
}

/** See `createCatalogue`. */
export type Catalogue = ReturnType<typeof createCatalogue>;
