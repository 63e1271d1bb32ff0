import type { LaunchMode, LaunchRequest } from '../standards/index.ts';
import type { AttemptRow } from './attempt-model.ts';

/** What a launch opens: a new attempt, or the latest one in some mode. */
export type LaunchChoice =
  { readonly kind: 'new' | 'latest'; readonly mode: LaunchMode } | { readonly kind: 'nothing' };

/**
 * Which attempt a launch opens. An open attempt goes on; a finished one is opened for review, unless a new attempt was asked
 * for, or it was left before the course was completed. `nothing`: there is nothing to review.
 */
export function chooseAttempt(
  latest: Pick<AttemptRow, 'state' | 'completion'> | null,
  request: Pick<LaunchRequest, 'mode' | 'newAttempt'>,
): LaunchChoice {
  const mode = request.mode ?? 'normal';
  if (latest === null) return mode === 'review' ? { kind: 'nothing' } : { kind: 'new', mode };
  if (mode !== 'normal' || latest.state !== 'finished') return { kind: 'latest', mode };
  const isDone = latest.completion === 'completed';
  return request.newAttempt === true || !isDone ? { kind: 'new', mode } : { kind: 'latest', mode: 'review' };
}

/** Whether another launch holds the lease of an attempt at this moment. */
export function isLeased(attempt: Pick<AttemptRow, 'leaseLaunchId' | 'leaseUntil'>, now: Date): boolean {
  return attempt.leaseLaunchId !== null && attempt.leaseUntil !== null && attempt.leaseUntil.getTime() > now.getTime();
}
