import type { Outbox, Tx } from '../../platform/index.ts';
import type { OutsideTrainingRow } from './outside-model.ts';

/** Something that a person claimed was decided: `{kind, id, personId, agencyId, state}`. */
export const CLAIM_DECIDED = 'training.claim-decided';

/** Writes {@link CLAIM_DECIDED} in the transaction of the decision. */
export async function emitOutsideDecided(
  outbox: Outbox,
  tx: Tx,
  { id, personId, agencyId, state }: Pick<OutsideTrainingRow, 'id' | 'personId' | 'agencyId' | 'state'>,
): Promise<void> {
  await outbox.emit(tx, CLAIM_DECIDED, { kind: 'outside', id, personId, agencyId, state });
}
