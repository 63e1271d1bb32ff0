import type { Outbox, Tx } from '../platform/index.ts';
import type { AttemptRow } from './attempt-model.ts';

/** Type of the news that the state, the statuses or the score of an attempt have changed. */
const ATTEMPT_CHANGED = 'attempt.changed';

/** Payload of {@link ATTEMPT_CHANGED}: how the attempt stands now. */
interface AttemptChanged extends Record<string, unknown> {
  readonly attemptId: string;
  readonly agencyId: string;
  readonly registrationId: string;
  readonly versionId: string;
  readonly state: AttemptRow['state'];
  readonly completion: AttemptRow['completion'];
  readonly success: AttemptRow['success'];
  readonly scoreScaled: number | null;
}

/** What of an attempt is news when it changes. */
export function newsOf(attempt: AttemptRow): string {
  const { state, completion, success, scoreScaled } = attempt;
  return JSON.stringify([state, completion, success, scoreScaled]);
}

/** Tells the rooms above, in the transaction that changed the attempts. */
export async function emitAttemptsChanged(outbox: Outbox, tx: Tx, attempts: readonly AttemptRow[]): Promise<void> {
  await outbox.emitAll(tx, ATTEMPT_CHANGED, attempts.map(changeOf));
}

function changeOf(attempt: AttemptRow): AttemptChanged {
  const { id, agencyId, registrationId, versionId, state, completion, success, scoreScaled } = attempt;
  return { attemptId: id, agencyId, registrationId, versionId, state, completion, success, scoreScaled };
}
