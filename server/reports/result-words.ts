import type { AttemptState } from '../attempts/index.ts';
import type { CourseResult } from '../standards/index.ts';

/** A status as people read it: a word, a colour and a shape, never colour alone. */
export interface StatusWords {
  readonly word: string;
  /** Class of chips and states; '' is neutral. */
  readonly tone: 'done' | 'late' | 'now' | '';
  /** Symbol of partials/icons. */
  readonly shape: 'st-done' | 'st-now' | 'st-open' | 'st-failed';
}

const NOT_STARTED: StatusWords = { word: 'Not started', tone: '', shape: 'st-open' };
const IN_PROGRESS: StatusWords = { word: 'In progress', tone: 'now', shape: 'st-now' };

/** Status of a course or a part; `failed` is only said of an attempt when it has ended. */
export function statusWords(
  result: Pick<CourseResult, 'completion' | 'success'>,
  state: AttemptState = 'finished',
): StatusWords {
  if (state === 'not started') return NOT_STARTED;
  if (result.success === 'passed') return { word: 'Passed', tone: 'done', shape: 'st-done' };
  if (state !== 'finished') return result.completion === 'completed' ? almostDone(result.success) : IN_PROGRESS;
  if (result.success === 'failed') return { word: 'Not passed', tone: 'late', shape: 'st-failed' };
  if (result.completion === 'completed') return { word: 'Done', tone: 'done', shape: 'st-done' };
  return { word: 'Ended, not complete', tone: '', shape: 'st-now' };
}

function almostDone(success: CourseResult['success']): StatusWords {
  return success === 'failed'
    ? { word: 'Not passed yet', tone: 'now', shape: 'st-now' }
    : { word: 'Done', tone: 'done', shape: 'st-done' };
}

/** Status of one part inside an attempt, which may still be running. */
export function partStatusWords({ completion, success }: Pick<CourseResult, 'completion' | 'success'>): StatusWords {
  if (success === 'failed') return { word: 'Not passed', tone: 'late', shape: 'st-failed' };
  if (success === 'passed') return { word: 'Passed', tone: 'done', shape: 'st-done' };
  if (completion === 'completed') return { word: 'Done', tone: 'done', shape: 'st-done' };
  return completion === 'incomplete' ? IN_PROGRESS : NOT_STARTED;
}

/** The parts of a result that tell a score. */
export type Score = Pick<CourseResult, 'scoreRaw' | 'scoreMin' | 'scoreMax' | 'scoreScaled'>;

/** `92%`, `18 of 20`, `92` when the range is unknown; null when there is no score. */
export function scoreWords({ scoreRaw, scoreMin, scoreMax, scoreScaled }: Score): string | null {
  if (scoreRaw !== null && scoreMax !== null && (scoreMin ?? 0) === 0) {
    return scoreMax === 100 ? `${plain(scoreRaw)}%` : `${plain(scoreRaw)} of ${plain(scoreMax)}`;
  }
  if (scoreScaled !== null) return `${plain(scoreScaled * 100)}%`;
  return scoreRaw === null ? null : plain(scoreRaw);
}

/** How much is done, 0-100; a finished good result is 100. */
export function percentOf(
  result: Pick<CourseResult, 'completion' | 'success' | 'progress'>,
  done: number,
  total: number,
): number {
  if (result.completion === 'completed' && result.success !== 'failed') return 100;
  const share = result.progress ?? (total > 0 ? done / total : 0);
  return Math.round(Math.min(1, Math.max(0, share)) * 100);
}

/** A number without needless digits. */
function plain(value: number): string {
  return String(Math.round(value * 10) / 10);
}
