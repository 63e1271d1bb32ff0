import { z } from 'zod';
import type { Outbox, Tx } from '../platform/index.ts';
import type { AttemptRow } from './attempt-model.ts';
import type { AttemptPicture } from './attempt-picture.ts';

/** Type of the news that the state, the statuses or the score of an attempt or of its parts have changed, or that time was spent. */
export const ATTEMPT_CHANGED = 'attempt.changed';

/** Payload of {@link ATTEMPT_CHANGED}: how the attempt stands now. */
export const attemptChanged = z.object({
  attemptId: z.string(),
  agencyId: z.string(),
  registrationId: z.string(),
  versionId: z.string(),
  state: z.string(),
  completion: z.string(),
  success: z.string(),
  scoreScaled: z.number().nullable(),
});

/** What of an attempt is news when it changes: how it and its parts stand, and which tests were handed in. */
export function newsOf({ attempt, tracks, graded }: Pick<AttemptPicture, 'attempt' | 'tracks' | 'graded'>): string {
  const { state, completion, success, scoreScaled } = attempt;
  const parts = [...tracks.values()].map((track) => `${track.scoId} ${track.completion} ${track.success}`).sort();
  const own = [...graded.values()].filter(({ attemptId }) => attemptId === attempt.id);
  const tests = new Set(own.filter(({ kind }) => kind === 'draw').map(({ scoId, block }) => `${scoId} ${block}`));
  const tries = own.filter(({ kind, scoId, block }) => kind === 'answer' && tests.has(`${scoId} ${block}`)).length;
  return JSON.stringify([state, completion, success, scoreScaled, parts, tries]);
}

/** Tells the rooms above, in the transaction that changed the attempts. */
export async function emitAttemptsChanged(outbox: Outbox, tx: Tx, attempts: readonly AttemptRow[]): Promise<void> {
  await outbox.emitAll(tx, ATTEMPT_CHANGED, attempts.map(changeOf));
}

function changeOf(attempt: AttemptRow): z.infer<typeof attemptChanged> {
  const { id, agencyId, registrationId, versionId, state, completion, success, scoreScaled } = attempt;
  return { attemptId: id, agencyId, registrationId, versionId, state, completion, success, scoreScaled };
}
