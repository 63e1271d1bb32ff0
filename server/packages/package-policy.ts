import { AppError } from '../platform/index.ts';
import { hasRole, type Actor } from '../people/index.ts';
import type { CourseRow, CourseState, VersionState } from './package-model.ts';

/** Instructors and administrators bring courses into their agency and change them. */
export const mayAuthor = (actor: Actor): boolean => hasRole(actor, 'instructor', 'administrator');

/** Only the agency that owns a course changes it; courses of the library are changed by nobody through the pages. */
export const mayChangeCourse = (actor: Actor, course: CourseRow): boolean =>
  mayAuthor(actor) && course.agencyId === actor.agencyId;

/** Who is a partner and nothing else takes what was assigned, and chooses nothing from the catalogue. */
export const takesAssignedOnly = ({ roles }: Actor): boolean => roles.every((role) => role === 'partner');

/** Courses of the actor's agency and of the library; all others need a share. */
export const isOfOwnShelf = (actor: Actor, course: Pick<CourseRow, 'agencyId'>): boolean =>
  course.agencyId === null || course.agencyId === actor.agencyId;

/** A share shows what was published: drafts, and versions that were only found, are the business of those who make them. */
export const maySeeVersion = (
  actor: Actor,
  course: Pick<CourseRow, 'agencyId' | 'state'>,
  version: { readonly state: VersionState },
): boolean => isOfOwnShelf(actor, course) || (course.state !== 'draft' && version.state !== 'found');

/** Throws AppError `NOT_ALLOWED` (403) unless the actor may author. */
export function requireAuthor(actor: Actor): void {
  if (mayAuthor(actor)) return;
  throw new AppError('NOT_ALLOWED', 403, 'Only instructors and administrators work with packages.', {
    help: 'Ask an administrator of your agency for the role of an instructor.',
  });
}

/** A course that is not there, or belongs to another agency: the answer is the same. */
export function courseNotFound(): AppError {
  return new AppError('COURSE_NOT_FOUND', 404, 'There is no such course in your agency.', {
    help: 'It may have been withdrawn. The catalog shows what there is.',
  });
}

/** A version that was published or withdrawn belongs to the record and is kept. */
export const mayDiscard = (state: VersionState): boolean => state === 'found';

/** New attempts begin only in published courses. */
export const isOffered = (state: CourseState): boolean => state === 'published';
