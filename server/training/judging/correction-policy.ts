import { hasRole, requireRole, type Actor } from '../../people/index.ts';
import { AppError } from '../../platform/index.ts';
import { requireAssigner } from '../training-policy.ts';
import type { CompletionPolicy } from './completion-input.ts';
import type { CorrectionRow } from './verdict-model.ts';

type Signer = NonNullable<CompletionPolicy['practical']>;

const SIGNERS: Readonly<Record<Signer, string>> = {
  instructor: 'This practical part is signed by an instructor.',
  supervisor: 'This practical part is signed by a supervisor.',
  either: 'This practical part is signed by an instructor or a supervisor.',
};

/** Who may sign anything of a kind at all; which practical part is for its assignment to say. Throws AppError `NOT_ALLOWED` (403). */
export function requireCorrector(actor: Actor, kind: CorrectionRow['kind']): void {
  if (kind === 'practical-signed') requireRole(actor, 'instructor', 'supervisor', 'administrator');
  else requireAssigner(actor);
}

/** Whether the actor is whom an assignment asks to sign its practical part. */
export function maySignPractical(actor: Actor, practical: Signer): boolean {
  return practical === 'either' ? hasRole(actor, 'instructor', 'supervisor') : hasRole(actor, practical);
}

/** Throws AppError `OWN_CORRECTION` (403): nobody says of himself or herself that a course was completed. */
export function requireOther(actor: Actor, personId: string): void {
  if (personId !== actor.personId) return;
  const help = 'Ask another supervisor or an administrator to sign it.';
  throw new AppError('OWN_CORRECTION', 403, 'Somebody else signs that you completed a course.', {
    field: 'kind',
    help,
  });
}

/** Throws AppError `OWN_CORRECTION` (403): nobody takes back what was signed about himself or herself. */
export function requireOtherToWithdraw(actor: Actor, personId: string): void {
  if (personId !== actor.personId) return;
  throw new AppError('OWN_CORRECTION', 403, 'Somebody else withdraws what was signed about you.', {
    help: 'Ask another supervisor or an administrator.',
  });
}

/** Throws AppError `OWN_EXEMPTION` (403): nobody grants, ends or revokes a waiver or an exemption of his or her own. */
export function requireOtherToExempt(actor: Actor, personId: string): void {
  if (personId !== actor.personId) return;
  throw new AppError('OWN_EXEMPTION', 403, 'Somebody else decides about your own waivers and exemptions.', {
    field: 'kind',
    help: 'Ask another supervisor or an administrator.',
  });
}

/** Throws AppError `PRACTICAL_SIGNER`, `OWN_PRACTICAL` (403), `NO_PRACTICAL` (422). */
export function requirePracticalSigner(actor: Actor, personId: string, { practical }: CompletionPolicy): void {
  const field = 'assignmentId';
  if (practical === null) {
    throw new AppError('NO_PRACTICAL', 422, 'This assignment asks for no practical part.', { field });
  }
  if (!maySignPractical(actor, practical)) {
    const help = 'The policy of the assignment says who signs.';
    throw new AppError('PRACTICAL_SIGNER', 403, SIGNERS[practical], { field, help });
  }
  if (personId === actor.personId) {
    throw new AppError('OWN_PRACTICAL', 403, 'Somebody else signs your own practical part.', { field });
  }
}
