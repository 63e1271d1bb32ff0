import type { RejectedElement } from '../standards/index.ts';
import type { AttemptPicture, Entry } from './attempt-picture.ts';
import type { StoredCommit, StoredGrade, StoredOverride, StoredRuling } from './commit-payload.ts';
import { isObsolete } from './commit-policy.ts';
import { engineStateOf, takeEngineState } from './engine-claim.ts';
import { keepGrade } from './graded-rows.ts';
import { ownResultOf, putOverruled, putOwnResult } from './overrule.ts';
import { closeAttempt, finishAttempt, isOver, projectEnd } from './project-end.ts';
import { projectSharedData } from './project-shared-data.ts';
import { isTrackTold, judgeTrack, projectTrack } from './project-track.ts';
import { enterRule, notePlace, underRule } from './rule-state.ts';
import { rollUp } from './roll-up.ts';
import { findActivity, isSameResult } from './run-time.ts';
import { settleRollUp } from './settle-roll-up.ts';

/** What became of an entry, and what the log should hear. */
export interface Projection {
  readonly outcome: 'projected' | 'obsolete' | 'uncounted';
  readonly rejected: readonly RejectedElement[];
  /** The browser's own roll-up said something else. */
  readonly hasDisagreed: boolean;
  /** The SCO told another result than the server's own. */
  readonly isOverruled: boolean;
}

/**
 * Carries one entry of the chain into the rows of its attempt: the only way in which a record changes, live and in a
 * rebuild, so that both give the same rows. Changes the picture in place.
 */
export function projectEntry(picture: AttemptPicture, entry: Entry): Projection {
  const { attempt } = picture;
  attempt.version += 1;
  // Review keeps the finished attempt as it is, and in browse mode nothing is for credit.
  if (entry.launch.mode !== 'normal') return quiet('uncounted');
  if (entry.payload.kind === 'rule') return projectRuling(picture, entry, entry.payload);
  if (entry.payload.kind === 'mark') return projectMark(picture, entry, entry.payload);
  if (entry.payload.kind === 'override') return projectOverride(picture, entry, entry.payload);
  if (enterRule(picture, entry.launch)) settleRollUp(picture, entry.receivedAt, false);
  if (entry.payload.kind === 'commit') return projectCommit(picture, entry, entry.payload);
  if (entry.payload.kind === 'end') projectEnd(picture, entry, entry.payload.reason);
  else projectGrade(picture, entry, entry.payload);
  return quiet('projected');
}

/** A met rule makes the course done from now on; a finished record rises by it as well, a score given by hand holds. */
function projectRuling(picture: AttemptPicture, entry: Entry, { gives }: StoredRuling): Projection {
  const { attempt } = picture;
  attempt.ruled = gives;
  const own = { ...ownResultOf(attempt), completion: 'completed' } as const;
  putOwnResult(attempt, gives === 'passed' ? { ...own, success: 'passed' } : own);
  if (isOver(picture, entry) || (entry.final && attempt.state === 'suspended')) closeAttempt(picture, entry.receivedAt);
  return quiet('projected');
}

/** An answer counts from the moment when it is stored, whatever the SCO says afterwards, or whether it says anything. */
function projectGrade(picture: AttemptPicture, entry: Entry, payload: StoredGrade): void {
  const { attempt } = picture;
  const { launch, scoId, receivedAt } = entry;
  attempt.lastLaunchId = launch.id;
  attempt.lastSavedAt = receivedAt;
  if (attempt.state === 'suspended') attempt.state = 'open';
  keepGrade(picture, entry, payload);
  if (judgeTrack(picture, scoId, receivedAt)) settleRollUp(picture, receivedAt, false);
}

/**
 * A person's mark counts whether it lifts the record or lowers it, as long as the record is what the roll-up says. It is no
 * save: the day of what the officer did stays.
 */
function projectMark(picture: AttemptPicture, entry: Entry, payload: StoredGrade): Projection {
  const { scoId, receivedAt } = entry;
  const mayFall = isRolledUp(picture);
  const mayTrackFall = picture.attempt.state !== 'finished' || isTrackTold(picture, scoId);
  keepGrade(picture, entry, payload);
  if (judgeTrack(picture, scoId, receivedAt, mayTrackFall)) settleRollUp(picture, receivedAt, false, mayFall);
  return quiet('projected');
}

/** A score by hand stands in place of the attempt's own, which is kept and comes back as it was. */
function projectOverride(
  picture: AttemptPicture,
  { receivedAt }: Entry,
  { score, success }: StoredOverride,
): Projection {
  putOverruled(picture.attempt, score === null ? null : { score, success, at: receivedAt });
  return quiet('projected');
}

/** Whether the record is what the roll-up says, and not a better one that a late save did not lower. */
function isRolledUp({ attempt, ...rest }: AttemptPicture): boolean {
  const picture = { ...rest, attempt: { ...attempt } };
  const own = ownResultOf(attempt);
  const told = rollUp(picture, engineStateOf(attempt), false).result;
  return isSameResult(own, underRule({ ...own, ruled: attempt.ruled }, told));
}

function projectCommit(picture: AttemptPicture, entry: Entry, payload: StoredCommit): Projection {
  const { attempt, tracks, version } = picture;
  const { launch, scoId, seq, receivedAt } = entry;
  attempt.lastLaunchId = launch.id;
  attempt.lastSavedAt = receivedAt;
  projectSharedData(picture, entry, payload.sharedData);
  const hasEngineState = takeEngineState(picture, entry, payload);
  const activity = findActivity(version.structure, scoId);
  const isLate = activity === undefined || isObsolete(tracks.get(scoId), launch.id, seq);
  if (attempt.state === 'suspended') attempt.state = 'open';
  const change = isLate ? null : projectTrack(picture, entry, activity, payload.cmi);
  const track = isLate ? undefined : tracks.get(scoId);
  if (track !== undefined) notePlace(attempt, launch, scoId, track.location);
  const isForRollUp = hasEngineState || change?.isForRollUp === true;
  const hasDisagreed = isForRollUp && settleRollUp(picture, receivedAt, hasEngineState).hasDisagreed;
  if (isOver(picture, entry)) finishAttempt(picture, receivedAt);
  const { rejected = [], isOverruled = false } = change ?? {};
  return { outcome: isLate ? 'obsolete' : 'projected', rejected, hasDisagreed, isOverruled };
}

function quiet(outcome: Projection['outcome']): Projection {
  return { outcome, rejected: [], hasDisagreed: false, isOverruled: false };
}
