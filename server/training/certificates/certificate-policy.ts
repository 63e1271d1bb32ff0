import { hasRole, type Actor } from '../../people/index.ts';
import { AppError } from '../../platform/index.ts';
import type { CertificateDecisionRow, CertificateRow } from './certificate-model.ts';

/** Whether a certificate counts on a day. */
export type CertificateState = 'valid' | 'expired' | 'void';

type Decision = Pick<CertificateDecisionRow, 'decision' | 'at' | 'reason'>;

/** The last decision counts; a certificate expires at the end of the day that it names. */
export function stateOf(
  { expiresOn }: Pick<CertificateRow, 'expiresOn'>,
  last: Pick<Decision, 'decision'> | null,
  today: string,
): CertificateState {
  if (last?.decision === 'void') return 'void';
  return expiresOn !== null && expiresOn < today ? 'expired' : 'valid';
}

/** Supervisors and administrators decide about certificates of their agency. */
export const mayDecide = (actor: Actor): boolean => hasRole(actor, 'supervisor', 'administrator');

/** One's own, of any agency; and those of the agency's people for whom decides about them. */
export const maySeeCertificate = (actor: Actor, row: Pick<CertificateRow, 'personId' | 'agencyId'>): boolean =>
  row.personId === actor.personId || (row.agencyId === actor.agencyId && mayDecide(actor));

/** Throws AppError `OWN_CERTIFICATE` (403): nobody makes a certificate of his or her own void, or lets it stand. */
export function requireOther(actor: Actor, { personId }: Pick<CertificateRow, 'personId'>): void {
  if (personId !== actor.personId) return;
  throw new AppError('OWN_CERTIFICATE', 403, 'Somebody else decides about your own certificates.', {
    field: 'decision',
    help: 'Ask another supervisor or an administrator.',
  });
}
