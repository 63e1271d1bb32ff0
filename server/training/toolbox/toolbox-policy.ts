import { AppError } from '../../platform/index.ts';
import { hasRole, requireRole, type Actor } from '../../people/index.ts';
import type { SkillClaimRow } from './toolbox-model.ts';

/** Throws AppError `NOT_ALLOWED` (403): a toolbox is an officer's. */
export function requireToolbox(actor: Actor): void {
  requireRole(actor, 'officer');
}

/** Throws AppError `NOT_ALLOWED` (403): claims are decided by supervisors. */
export function requireDecider(actor: Actor): void {
  requireRole(actor, 'supervisor');
}

/** A claim is decided by a supervisor of its agency, and never by the person who makes it. */
export function mayDecideClaim(actor: Actor, claim: Pick<SkillClaimRow, 'agencyId' | 'personId'>): boolean {
  return hasRole(actor, 'supervisor') && claim.agencyId === actor.agencyId && claim.personId !== actor.personId;
}

/** A claim that is not there, or another agency's or one's own to decide. */
export function claimNotFound(): AppError {
  return new AppError('CLAIM_NOT_FOUND', 404, 'There is no such claim in your agency.');
}
