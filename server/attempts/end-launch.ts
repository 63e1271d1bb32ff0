import type { AttemptRow, LaunchRow } from './attempt-model.ts';

/** Marks a launch as ended and gives its lease back; its token lives on for what is still under way. */
export function endLaunch(launch: LaunchRow, attempt: AttemptRow, reason: string, at: Date): void {
  launch.state = 'ended';
  launch.endedAt = at;
  launch.endReason = reason.slice(0, 20);
  releaseLease(launch, attempt);
}

/** Gives the lease of an attempt back, when this launch holds it. */
function releaseLease(launch: Pick<LaunchRow, 'id'>, attempt: AttemptRow): void {
  if (attempt.leaseLaunchId !== launch.id) return;
  attempt.leaseLaunchId = null;
  attempt.leaseUntil = null;
}

/** Whether an end says once more what is stored, and nothing was saved in between. */
export function isEndRepeated(launch: LaunchRow, attempt: AttemptRow, reason: string): boolean {
  if (launch.state !== 'ended' || launch.endedAt === null || launch.endReason !== reason.slice(0, 20)) return false;
  return attempt.lastSavedAt === null || attempt.lastSavedAt.getTime() <= launch.endedAt.getTime();
}
