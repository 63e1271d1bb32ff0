import type { Outbox, Tx } from '../platform/index.ts';

/** A placement began, ended or was corrected: `{ agencyId, personId }`. */
export const PLACEMENT_CHANGED = 'agencies.placement-changed';

/** Writes the event in the owner's transaction, once a person. */
export async function emitPlacementChanged(
  outbox: Outbox,
  tx: Tx,
  agencyId: string,
  personIds: readonly string[],
): Promise<void> {
  await outbox.emitAll(
    tx,
    PLACEMENT_CHANGED,
    [...new Set(personIds)].map((personId) => ({ agencyId, personId })),
  );
}
