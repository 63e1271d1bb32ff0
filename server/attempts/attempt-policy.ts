import type { LaunchMode, LaunchRequest } from '../standards/index.ts';
import type { AttemptRow } from './attempt-model.ts';

/** What a launch opens: a new attempt, the latest one in some mode, or a look around that belongs to no attempt. */
export type LaunchChoice =
  { readonly kind: 'new' | 'latest' | 'preview'; readonly mode: LaunchMode } | { readonly kind: 'nothing' };

/**
 * Which attempt a launch opens. An open attempt goes on; a finished one is opened for review, unless a new attempt was asked
 * for, or it was left before the course was completed. `nothing`: there is nothing to review.
 */
export function chooseAttempt(
  latest: Pick<AttemptRow, 'state' | 'completion'> | null,
  request: Pick<LaunchRequest, 'mode' | 'newAttempt'>,
): LaunchChoice {
  const mode = request.mode ?? 'normal';
  if (latest === null) return withoutAttempt(mode);
  if (mode !== 'normal' || latest.state !== 'finished') return { kind: 'latest', mode };
  const isDone = latest.completion === 'completed';
  return request.newAttempt === true || !isDone ? { kind: 'new', mode } : { kind: 'latest', mode: 'review' };
}

function withoutAttempt(mode: LaunchMode): LaunchChoice {
  if (mode === 'review') return { kind: 'nothing' };
  // Who only looks around has not begun, and takes no version for good.
  return { kind: mode === 'browse' ? 'preview' : 'new', mode };
}

/** Whether another launch holds the lease of an attempt at this moment. */
export function isLeased(attempt: Pick<AttemptRow, 'leaseLaunchId' | 'leaseUntil'>, now: Date): boolean {
  return attempt.leaseLaunchId !== null && attempt.leaseUntil !== null && attempt.leaseUntil.getTime() > now.getTime();
}
