import type { CourseResult, LaunchMode } from './runtime-record.ts';

/** How a course stands, as the LMS of somebody else is told it; `attempt` and `version` are its number. */
export interface DispatchSummary extends Pick<CourseResult, 'completion' | 'success' | 'scoreScaled' | 'scoreRaw'> {
  readonly attempt: number;
  /** Version counter of the attempt. */
  readonly version: number;
}

/** What SCORM 1.2 hears in its one word: see {@link statusOf12}. */
export type StatusMapping = (typeof STATUS_MAPPINGS)[number];

/** All mappings, the usual one first. */
export const STATUS_MAPPINGS = ['success', 'completion', 'until-passed'] as const;

/** Body of `POST /dispatch/:destination/launch`. */
export interface DispatchRequest {
  /** '' where the LMS names nobody. */
  readonly learnerId: string;
  /** `Last, First` */
  readonly learnerName: string;
  /** From the suspend data; null at the first launch. */
  readonly registration: string | null;
  readonly mode: LaunchMode;
  /** What the LMS was told last, from the suspend data. */
  readonly told: DispatchSummary | null;
}

/** 200 of it. */
export interface DispatchAnswer {
  /** Page of the course, with a code that works once. */
  readonly url: string;
  readonly registration: string;
  /** Right to say what the LMS was told. */
  readonly ticket: string;
  readonly mapping: StatusMapping;
  /** How the course stands by the server; null before anything was begun. */
  readonly summary: DispatchSummary | null;
}

/** Body of `POST /dispatch/:destination/told`: the LMS has taken this. */
export interface DispatchTold {
  readonly ticket: string;
  readonly summary: DispatchSummary;
}

/** The player page posts this type to the window that embeds it when the person leaves the course. */
export const LEFT_COURSE = 'schoolbeat-left';

type Outcome = Pick<DispatchSummary, 'completion' | 'success'>;

const isDone = ({ completion, success }: Outcome): boolean => success !== 'unknown' || completion === 'completed';

/** Outcomes in their order: begun, failed, completed, passed. */
function rankOf({ completion, success }: Outcome): number {
  if (success === 'passed') return 3;
  if (success === 'failed') return 1;
  return completion === 'completed' ? 2 : 0;
}

/** Above 0 where the first is worth more: by outcome, then by score. */
function compare(one: DispatchSummary, other: DispatchSummary): number {
  const score = ({ scoreScaled, scoreRaw }: DispatchSummary): number => scoreScaled ?? (scoreRaw ?? 0) / 100;
  return rankOf(one) - rankOf(other) || score(one) - score(other);
}

/** Of several attempts the best that is done counts, else the last; a new attempt takes nothing away. */
export function countingSummary(attempts: readonly DispatchSummary[]): DispatchSummary | null {
  return attempts.reduce<DispatchSummary | null>((told, one) => (counts(told, one) ? one : told), null);
}

/** Whether the news of a running course replaces what was told: always within an attempt, of another one where it is worth more. */
export function counts(told: DispatchSummary | null, news: DispatchSummary): boolean {
  if (told === null || told.attempt === news.attempt) return true;
  if (!isDone(told)) return isDone(news) || news.attempt > told.attempt;
  return isDone(news) && compare(news, told) > 0;
}

/**
 * Whether what the server has stored replaces what the LMS was told before. Of one attempt the server's word stands once it has
 * saved more; until then a word that the page gave, and that has not reached the server, is not taken back.
 */
export function heals(told: DispatchSummary | null, stored: DispatchSummary): boolean {
  if (told === null || told.attempt !== stored.attempt) return counts(told, stored);
  return stored.version > told.version || compare(stored, told) >= 0;
}

/** Whether two summaries tell an LMS the same. */
export function isSameOutcome(one: DispatchSummary, other: DispatchSummary): boolean {
  return one.completion === other.completion && compare(one, other) === 0;
}

/**
 * `cmi.core.lesson_status` (RTE 3.4.4): passed and failed win, else completed or incomplete. `completion` never says passed or
 * failed, `until-passed` says incomplete for failed, for an LMS that closes a course which was failed.
 */
export function statusOf12({ completion, success }: Outcome, mapping: StatusMapping): string {
  const isOver = completion === 'completed' || success === 'passed';
  if (mapping === 'completion') return isOver || success === 'failed' ? 'completed' : 'incomplete';
  if (success === 'failed' && mapping === 'until-passed') return 'incomplete';
  if (success !== 'unknown') return success;
  return isOver ? 'completed' : 'incomplete';
}

/** Score as LMSs want it, 0-100; null where there is none in that range. */
export function scoreOf({ scoreScaled, scoreRaw }: Pick<DispatchSummary, 'scoreScaled' | 'scoreRaw'>): number | null {
  const score = scoreScaled === null ? scoreRaw : scoreScaled * 100;
  return score === null || score < 0 || score > 100 ? null : Math.round(score * 100) / 100;
}
