import type { AttemptPicture, Entry } from './attempt-picture.ts';
import { storeEngineState } from './engine-claim.ts';
import { isRuledDone } from './rule-state.ts';
import { activityList } from './run-time.ts';
import { settleRollUp } from './settle-roll-up.ts';

/**
 * The state of an attempt after a launch has ended. 2004: a session that the sequencing ended (exitAll, abandonAll) ends the
 * attempt, a suspended one goes on later; leaving a course that is completed ends it unless a SCO means to be resumed. Modules of
 * our own always mean that: what the server graded as completed and passed or failed is over all the same.
 * SCORM 1.2 knows no end of a course: leaving ends the attempt when all of it is completed.
 */
export function projectEnd(picture: AttemptPicture, entry: Entry, reason: string): void {
  const { attempt } = picture;
  if (attempt.state === 'finished') return;
  const isEnded = isOfSequencing(picture) && (reason === 'ended' || reason === 'abandoned');
  const isLeft =
    isCompleted(picture) &&
    (!isOfSequencing(picture) || (reason === 'exit' && (!wantsToResume(picture) || isJudged(picture))));
  if (!isEnded && !isLeft) {
    attempt.state = 'suspended';
    return;
  }
  closeAttempt(picture, entry.receivedAt);
}

/** Closes the record of an attempt that was left: there is no more to come of it. */
export function closeAttempt(picture: AttemptPicture, at: Date): void {
  if (isOfSequencing(picture)) {
    // The next attempt builds on what this one tracked: only the server's own tracking is good for that.
    const { state } = settleRollUp(picture, at, false);
    if (state !== null) storeEngineState(picture, state);
  }
  finishAttempt(picture, at);
}

/** Whether the last word of a SCO ended the whole course: all of it is completed and there is nothing else to do in it. */
export function isOver(picture: AttemptPicture, entry: Entry): boolean {
  if (!entry.final || !isCompleted(picture)) return false;
  if (!isOfSequencing(picture)) return true;
  const contents = activityList(picture.version.structure).filter(({ href }) => href !== null);
  return contents.length === 1 && !wantsToResume(picture);
}

/** Closes the record: from now on it may rise but not fall. */
export function finishAttempt({ attempt }: AttemptPicture, at: Date): void {
  attempt.state = 'finished';
  attempt.finishedAt ??= at;
}

function isCompleted({ attempt }: AttemptPicture): boolean {
  return attempt.completion === 'completed';
}

/** Everything that the server grades here is completed, and passed or failed; or a rule has called it done. */
function isJudged({ attempt, version }: AttemptPicture): boolean {
  return isRuledDone(attempt) || (version.answers !== null && attempt.success !== 'unknown');
}

function isOfSequencing({ version }: AttemptPicture): boolean {
  return version.structure.standard === 'scorm2004';
}

function wantsToResume({ tracks }: AttemptPicture): boolean {
  return [...tracks.values()].some((track) => track.exit === 'suspend');
}
