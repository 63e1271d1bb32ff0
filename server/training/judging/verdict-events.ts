import { z } from 'zod';
import type { Outbox, Tx } from '../../platform/index.ts';
import type { VerdictRow } from './verdict-model.ts';

/** A verdict was reached that differs from the one before it. */
export const VERDICT_REACHED = 'training.verdict-reached';

/** Payload of {@link VERDICT_REACHED}. */
export const verdictReached = z.object({
  verdictId: z.string(),
  agencyId: z.string(),
  personId: z.string(),
  courseId: z.string(),
  assignmentId: z.string().nullable(),
  enrollmentId: z.string().nullable(),
  attemptId: z.string().nullable(),
  versionId: z.string().nullable(),
  outcome: z.enum(['not-started', 'in-progress', 'complete', 'not-met', 'waived']),
});

/** Writes the event in the transaction of the verdict. */
export async function emitVerdictReached(outbox: Outbox, tx: Tx, verdict: VerdictRow): Promise<void> {
  const { id: verdictId } = verdict;
  await outbox.emit(tx, VERDICT_REACHED, verdictReached.parse({ ...verdict, verdictId }));
}
