import { z } from 'zod';
import type { Outbox, Tx } from '../../platform/index.ts';

/** A supervisor has decided what an officer claims or brings from elsewhere. */
export const CLAIM_DECIDED = 'training.claim-decided';

/** Payload of {@link CLAIM_DECIDED}. */
export const claimDecided = z.object({
  kind: z.enum(['skill', 'outside']),
  id: z.string(),
  personId: z.string(),
  agencyId: z.string(),
  state: z.enum(['approved', 'refused']),
});

/** See {@link claimDecided}. */
export type ClaimDecided = z.infer<typeof claimDecided>;

/** Writes the event in the transaction of the decision. */
export async function emitClaimDecided(outbox: Outbox, tx: Tx, decided: ClaimDecided): Promise<void> {
  await outbox.emit(tx, CLAIM_DECIDED, decided);
}
