import { z } from 'zod';
import type { CourseResult } from '../../standards/index.ts';

/** What an LMS is told of a person (AGS 3.4.9), without user and moment. */
export interface Score {
  readonly activityProgress: 'Initialized' | 'Started' | 'InProgress' | 'Submitted' | 'Completed';
  readonly gradingProgress: 'FullyGraded' | 'Pending' | 'PendingManual' | 'Failed' | 'NotReady';
  /** 0-100; only once it is the grade. */
  readonly scoreGiven?: number;
  readonly scoreMaximum?: number;
}

const storedScore = z.object({ scoreGiven: z.number().optional(), scoreMaximum: z.number().optional() });

/** Points of a stored score; undefined while there is no grade. */
export function pointsOf(stored: string): { scoreGiven?: number; scoreMaximum?: number } {
  return storedScore.catch({}).parse(JSON.parse(stored));
}

/** Points of a line item of ours. */
export const SCORE_MAXIMUM = 100;

/**
 * The score of a result: passed and failed win, else completed. Without a score of its own who is done has all points and
 * who failed none. What is only begun has no grade yet.
 */
export function scoreOf({
  completion,
  success,
  scoreScaled,
}: Pick<CourseResult, 'completion' | 'success' | 'scoreScaled'>): Score {
  if (!isDone({ completion, success })) return { activityProgress: 'InProgress', gradingProgress: 'NotReady' };
  const share = scoreScaled === null ? (success === 'failed' ? 0 : 1) : Math.min(1, Math.max(0, scoreScaled));
  const scoreGiven = Math.round(share * SCORE_MAXIMUM * 100) / 100;
  return { activityProgress: 'Completed', gradingProgress: 'FullyGraded', scoreGiven, scoreMaximum: SCORE_MAXIMUM };
}

/** Whether a result is one that a grade is made of. */
export function isDone({ completion, success }: Pick<CourseResult, 'completion' | 'success'>): boolean {
  return success !== 'unknown' || completion === 'completed';
}

/** Of several attempts the best that is done counts; a new attempt takes nothing away. Null where nothing was begun. */
export function countingResult<Result extends Pick<CourseResult, 'completion' | 'success' | 'scoreScaled'>>(
  results: readonly Result[],
): Result | null {
  const done = results.filter(isDone);
  if (done.length === 0) return results.at(-1) ?? null;
  const rank = (result: Result): number =>
    (result.success === 'passed' ? 2 : 0) + (scoreOf(result).scoreGiven ?? 0) / SCORE_MAXIMUM;
  return done.reduce((best, one) => (rank(one) > rank(best) ? one : best));
}

/** Address of the scores of a line item: `/scores` comes before a query (AGS 3.4.3). */
export function scoresUrl(lineItemUrl: string): string {
  const url = new URL(lineItemUrl);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/scores`;
  return url.href;
}

/** A moment after another: a platform refuses a score that is not newer than the last (AGS 3.4.8). */
export function nextStamp(now: Date, last: Date | null): Date {
  return new Date(Math.max(now.getTime(), last === null ? 0 : last.getTime() + 1));
}
