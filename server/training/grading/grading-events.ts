import { z } from 'zod';
import type { Outbox, Tx } from '../../platform/index.ts';

/** A piece of work was graded and goes back to the officer, or a score was changed by hand. */
export const WORK_RETURNED = 'training.work-returned';

/** Payload of {@link WORK_RETURNED}. */
export const workReturned = z.object({
  kind: z.enum(['mark', 'score']),
  id: z.string(),
  agencyId: z.string(),
  personId: z.string(),
  courseId: z.string(),
  attemptId: z.string(),
});

/** Writes the event in the transaction of the decision. */
export async function emitWorkReturned(outbox: Outbox, tx: Tx, told: z.infer<typeof workReturned>): Promise<void> {
  await outbox.emit(tx, WORK_RETURNED, told);
}
