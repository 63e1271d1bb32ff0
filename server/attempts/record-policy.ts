import type { Actor } from '../people/index.ts';
import { hasRole } from '../people/index.ts';
import { AppError } from '../platform/index.ts';

/** Instructors, supervisors and administrators read the results of everyone in their agency. */
const mayReadResults = (actor: Actor): boolean => hasRole(actor, 'instructor', 'supervisor', 'administrator');

/** A person's own record, or one of the same agency for those who may read results. */
export function maySeeRecord(actor: Actor, record: { readonly agencyId: string; readonly personId: string }): boolean {
  if (record.agencyId !== actor.agencyId) return false;
  return record.personId === actor.personId || mayReadResults(actor);
}

/** Lists of other people's results: for those who may read them. */
export function requireResultsReader(actor: Actor): void {
  if (!mayReadResults(actor)) throw new AppError('NOT_ALLOWED', 403, 'Your role does not include results of others.');
}

/** What another agency's or person's attempt is to everyone else. */
export function attemptNotFound(): AppError {
  return new AppError('ATTEMPT_NOT_FOUND', 404, 'There is no such attempt in your agency.');
}
