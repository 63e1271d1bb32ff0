import type { Activity, CmiRecord, CourseResult, RejectedElement } from '../standards/index.ts';
import type { AttemptPicture, Entry } from './attempt-picture.ts';
import { derivedId } from '../platform/index.ts';
import { keepBest } from './keep-best.ts';
import { projectSession } from './project-session.ts';
import type { TrackRow } from './record-model.ts';
import { isSameResult, resultOf, runTimeOf } from './run-time.ts';
import { changedInteractions, changedObjectives, storable, storableMs } from './sco-rows.ts';
import { isClaimTrue, judgeRecord } from './server-score.ts';
import { readLimits, readRecord } from './stored-json.ts';
import { isSameForRollUp } from './settle-roll-up.ts';

/** What a commit changed in its SCO. */
export interface TrackChange {
  readonly rejected: readonly RejectedElement[];
  /** Status, score, measure or objectives are not what they were: roll up. */
  readonly isForRollUp: boolean;
  /** The SCO told another result than the server's own. */
  readonly isOverruled: boolean;
}

/** Carries the record of a commit into the rows of its SCO: validated, settled, timed by the clock, never lowered. */
export function projectTrack(picture: AttemptPicture, entry: Entry, activity: Activity, cmi: CmiRecord): TrackChange {
  const { attempt, owner, version, touched } = picture;
  const { launch, scoId, seq, final, receivedAt } = entry;
  const before = picture.tracks.get(scoId);
  const runTime = runTimeOf(version.structure);
  const limits = launch.limits === null ? version.limits : readLimits(launch.limits);
  const { accepted: claimed, rejected } = runTime.validate(cmi, activity, limits);
  const accepted = judgeRecord(picture, scoId, claimed);
  const told = runTime.project(accepted);
  const record = runTime.settle(accepted, activity, launch.mode, final);
  const settled = record === accepted ? told : runTime.project(record);
  const changeMs = projectSession(picture, entry, told.sessionTimeMs);
  attempt.seatMs = storableMs(attempt.seatMs + changeMs);
  const isKept = before !== undefined && attempt.state === 'finished';
  const track: TrackRow = {
    id: derivedId('track', attempt.id, scoId),
    agencyId: owner.agencyId,
    attemptId: attempt.id,
    scoId,
    ...(isKept ? keepBest(before, settled) : resultOf(settled)),
    location: storable(settled.location),
    exit: storable(settled.exit, 20),
    suspendData: storable(settled.suspendData),
    totalTimeMs: storableMs((before?.totalTimeMs ?? 0) + changeMs),
    cmiJson: JSON.stringify(record),
    rejected: storable(JSON.stringify(rejected)),
    lastLaunchId: launch.id,
    lastSeq: seq,
    updatedAt: receivedAt,
    wasCompleted: before?.wasCompleted ?? false,
    wasPassed: before?.wasPassed ?? false,
  };
  picture.tracks.set(scoId, track);
  touched.tracks.set(track.id, track);
  const earlier = before === undefined ? null : runTime.project(readRecord(before.cmiJson));
  const place = { owner, attemptId: attempt.id, scoId };
  for (const row of changedInteractions(place, earlier, told)) touched.interactions.set(row.id, row);
  for (const row of changedObjectives(place, earlier, told)) touched.objectives.set(row.id, row);
  const isSame = before !== undefined && isSameResult(before, track) && isSameForRollUp(earlier, settled);
  const isOverruled = accepted !== claimed && !isClaimTrue(claimed, accepted);
  return { rejected, isForRollUp: !isSame, isOverruled };
}

/** Makes the result of a SCO what the answers of the attempt say now, at least what it was unless it may fall; true when it has changed. */
export function judgeTrack(picture: AttemptPicture, scoId: string, at: Date, mayFall = true): boolean {
  const before = picture.tracks.get(scoId);
  if (before === undefined) return false;
  const { record, told } = judgedNow(picture, before);
  const result = mayFall ? told : keepBest(before, told);
  if (isSameResult(before, result)) return false;
  const track: TrackRow = { ...before, ...result, cmiJson: JSON.stringify(record), updatedAt: at };
  picture.tracks.set(scoId, track);
  picture.touched.tracks.set(track.id, track);
  return true;
}

/** Whether the result of a SCO is what its record says, and not a better one that a late save did not lower. */
export function isTrackTold(picture: AttemptPicture, scoId: string): boolean {
  const track = picture.tracks.get(scoId);
  return track !== undefined && isSameResult(track, judgedNow(picture, track).told);
}

function judgedNow(picture: AttemptPicture, { scoId, cmiJson }: TrackRow): { record: CmiRecord; told: CourseResult } {
  const record = judgeRecord(picture, scoId, readRecord(cmiJson));
  return { record, told: resultOf(runTimeOf(picture.version.structure).project(record)) };
}
