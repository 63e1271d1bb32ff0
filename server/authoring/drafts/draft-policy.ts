import { hasRole, type Actor } from '../../people/index.ts';
import { AppError } from '../../platform/index.ts';
import type { DraftRow } from './draft-model.ts';

/** Instructors and administrators write courses. */
export const mayAuthor = (actor: Actor): boolean => hasRole(actor, 'instructor', 'administrator');

/** A draft is the business of the authors of its agency, and of nobody else. */
export const mayOpenDraft = (actor: Actor, draft: Pick<DraftRow, 'agencyId'>): boolean =>
  mayAuthor(actor) && draft.agencyId === actor.agencyId;

/** Throws AppError `NOT_ALLOWED` (403) unless the actor may author. */
export function requireAuthor(actor: Actor): void {
  if (mayAuthor(actor)) return;
  throw new AppError('NOT_ALLOWED', 403, 'Only instructors and administrators write courses.', {
    help: 'Ask an administrator of your agency for the role of an instructor.',
  });
}

/** A draft that is not there, or belongs to another agency: the answer is the same. */
export function draftNotFound(): AppError {
  return new AppError('DRAFT_NOT_FOUND', 404, 'There is no such draft in your agency.', {
    help: 'The list of drafts shows what there is.',
  });
}

/** A file that is not in the draft, or was removed from it. */
export function fileNotFound(): AppError {
  return new AppError('DRAFT_FILE_NOT_FOUND', 404, 'There is no such file in this draft.', {
    help: 'Somebody may have removed it. The outline of the draft shows what there is.',
  });
}

/** What is retired is brought back before anybody changes it. */
export function requireOpen({ state }: Pick<DraftRow, 'state'>): void {
  if (state === 'open') return;
  throw new AppError('DRAFT_RETIRED', 409, 'This draft is retired.', { help: 'Bring it back in the list of drafts.' });
}
