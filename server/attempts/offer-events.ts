import { z } from 'zod';
import type { Outbox, Tx } from '../platform/index.ts';

/** An agency offers whoever runs on an earlier version of a course to begin again on a new one. */
export const RESTART_OFFERED = 'attempts.restart-offered';

/** Payload of {@link RESTART_OFFERED}. */
export const restartOffered = z.object({
  offerId: z.string(),
  agencyId: z.string(),
  courseId: z.string(),
  versionId: z.string(),
});

/** Writes the event in the transaction of the offer. */
export async function emitRestartOffered(outbox: Outbox, tx: Tx, offer: z.infer<typeof restartOffered>): Promise<void> {
  await outbox.emit(tx, RESTART_OFFERED, offer);
}
