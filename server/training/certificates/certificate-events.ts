import { z } from 'zod';
import type { Outbox, Tx } from '../../platform/index.ts';
import type { CertificateRow } from './certificate-model.ts';

/** A certificate was made. */
export const CERTIFICATE_ISSUED = 'training.certificate-issued';

/** Payload of {@link CERTIFICATE_ISSUED}. */
export const certificateIssued = z.object({
  certificateId: z.string(),
  agencyId: z.string(),
  personId: z.string(),
  courseId: z.string(),
  number: z.string(),
  issuedOn: z.string(),
  expiresOn: z.string().nullable(),
});

/** A certificate was made void, or kept though its version was withdrawn. */
export const CERTIFICATE_DECIDED = 'training.certificate-decided';

/** Payload of {@link CERTIFICATE_DECIDED}. */
export const certificateDecided = z.object({
  certificateId: z.string(),
  agencyId: z.string(),
  personId: z.string(),
  decision: z.enum(['void', 'kept']),
});

/** Writes the event in the transaction that makes the certificate. */
export async function emitCertificateIssued(outbox: Outbox, tx: Tx, row: CertificateRow): Promise<void> {
  await outbox.emit(tx, CERTIFICATE_ISSUED, certificateIssued.parse({ ...row, certificateId: row.id }));
}

/** Writes the event in the transaction of the decision. */
export async function emitCertificateDecided(
  outbox: Outbox,
  tx: Tx,
  decided: z.infer<typeof certificateDecided>,
): Promise<void> {
  await outbox.emit(tx, CERTIFICATE_DECIDED, decided);
}
