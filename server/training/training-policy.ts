import { requireRole, type Actor } from '../people/index.ts';
import { AppError } from '../platform/index.ts';

/** Supervisors and administrators of an agency say who takes what, and what counts by hand. Throws AppError `NOT_ALLOWED` (403). */
export function requireAssigner(actor: Actor): void {
  requireRole(actor, 'supervisor', 'administrator');
}

/** What is not there, or belongs to another agency: the answer is the same. */
export function trainingNotFound(code: string, noun: string): AppError {
  return new AppError(code, 404, `There is no such ${noun} in your agency.`);
}
