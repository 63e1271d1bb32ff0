import type { Activity } from '../course-structure.ts';
import type { CmiRecord, CourseResult, LaunchMode } from '../runtime-record.ts';

/**
 * Mark in a record, outside the data model, when the status is not the SCO's own word: `mastery-score`, `no-status` (it set
 * none), `silent` (it never called), `asset` or `browse`. Gone as soon as the SCO sets a status itself.
 */
export const STATUS_RULE = 'lms.status_rule';

/** What a status rule may be. */
export const STATUS_RULES: readonly string[] = ['mastery-score', 'no-status', 'silent', 'asset', 'browse'];

/** A decided cmi.core.lesson_status; `rule` is null where the SCO's own status stands. */
export interface StatusDecision {
  readonly status: string;
  readonly rule: string | null;
}

/** The lesson status of a record, `not attempted` where none was set. */
export function lessonStatusOf(record: CmiRecord | undefined): string {
  return record?.['cmi.core.lesson_status'] || 'not attempted';
}

/**
 * The status at the end of a session (RTE 3.4.4, cmi.core.lesson_status, additional behaviour):
 * - browse: `browsed`, whatever the SCO said, because nothing counts there;
 * - a SCO that set none, and an asset: `completed`; but `incomplete` when it leaves with exit `suspend`, since it means to
 *   be resumed;
 * - for credit in normal mode, with a mastery score in the manifest and a raw score: `passed` or `failed`. A status
 *   `incomplete` or `browsed` set by the SCO stays: its score is not final.
 * `hasCalled` is false for a SCO that never called LMSInitialize: there is nobody else to say it, so it is completed when it
 * is left, and marked `silent`.
 */
export function decideStatus(
  record: CmiRecord,
  activity: Activity,
  mode: LaunchMode,
  hasCalled = true,
): StatusDecision {
  const told = lessonStatusOf(record);
  const markedBefore = record[STATUS_RULE] ?? null;
  if (mode === 'review') return { status: told, rule: markedBefore };
  if (mode === 'browse') return { status: 'browsed', rule: 'browse' };
  let decision: StatusDecision = { status: told, rule: markedBefore };
  if (told === 'not attempted') {
    if (record['cmi.core.exit'] === 'suspend') return { status: 'incomplete', rule: 'no-status' };
    const rule = activity.type === 'asset' ? 'asset' : hasCalled ? 'no-status' : 'silent';
    decision = { status: 'completed', rule };
  }
  const raw = scoreOf(record['cmi.core.score.raw']);
  const isFinal = ['completed', 'passed', 'failed'].includes(decision.status);
  if (activity.masteryScore === null || raw === null || !isFinal) return decision;
  const status = raw >= activity.masteryScore ? 'passed' : 'failed';
  return status === told ? decision : { status, rule: 'mastery-score' };
}

/** A score as number; null where it is blank, absent or no number. */
export function scoreOf(text: string | undefined): number | null {
  if (text === undefined || text.trim() === '') return null;
  const score = Number(text);
  return Number.isFinite(score) ? score : null;
}

/** One word of SCORM 1.2 as completion and success: who has passed or failed has also completed. */
export function splitStatus(status: string): Pick<CourseResult, 'completion' | 'success'> {
  switch (status) {
    case 'passed':
    case 'failed':
      return { completion: 'completed', success: status };
    case 'completed':
    case 'not attempted':
      return { completion: status, success: 'unknown' };
    default:
      return { completion: 'incomplete', success: 'unknown' };
  }
}
