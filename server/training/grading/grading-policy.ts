import { requireRole, type Actor } from '../../people/index.ts';
import { AppError } from '../../platform/index.ts';

/** Those who read results grade. Throws AppError `NOT_ALLOWED` (403). */
export function requireGrader(actor: Actor): void {
  requireRole(actor, 'instructor', 'supervisor', 'administrator');
}

/** Those who read results may change a score, by name and with a reason. Throws AppError `NOT_ALLOWED` (403). */
export function requireScorer(actor: Actor): void {
  requireRole(actor, 'instructor', 'supervisor', 'administrator');
}

/** Throws AppError `OWN_WORK` (403): nobody grades what he or she did. */
export function requireOthersWork(actor: Actor, personId: string): void {
  if (personId !== actor.personId) return;
  throw new AppError('OWN_WORK', 403, 'Somebody else grades your own work.', {
    field: 'note',
    help: 'Ask another instructor or a supervisor.',
  });
}

/** Throws AppError `OWN_SCORE` (403): nobody changes a score of his or her own. */
export function requireOthersScore(actor: Actor, personId: string): void {
  if (personId !== actor.personId) return;
  throw new AppError('OWN_SCORE', 403, 'Somebody else decides about your own score.', {
    field: 'reason',
    help: 'Ask another supervisor or an administrator.',
  });
}
