import type { Activity } from '../course-structure.ts';
import { msToTimespan, timespanToMs } from '../durations.ts';
import type { CmiRecord, LaunchMode, Learner } from '../runtime-record.ts';
import { ELEMENTS } from './data-model.ts';
import { readElementName } from './element-names.ts';
import { decideStatus, lessonStatusOf, STATUS_RULE } from './status.ts';

const NO_TIME = '0000:00:00';

/**
 * The record that a SCO finds at LMSInitialize. `stored` is what was kept of it, null at the first launch; time of a session
 * that was cut off is added here. `cmi.core.entry` (RTE 3.4.4): `ab-initio` the first time, `resume` after exit `suspend`
 * and after a session that was cut off (its record has no exit), else blank.
 */
export function initialRecord(
  activity: Activity,
  learner: Learner,
  mode: LaunchMode,
  stored: CmiRecord | null,
): CmiRecord {
  const kept = stored === null ? {} : recordToStore(stored);
  const { 'cmi.core.session_time': _session, 'cmi.core.exit': _exit, 'cmi.core.total_time': _total, ...values } = kept;
  return {
    'cmi.core.student_id': learner.id,
    'cmi.core.student_name': learner.name,
    'cmi.core.credit': mode === 'normal' ? 'credit' : 'no-credit',
    'cmi.core.lesson_mode': mode,
    'cmi.core.entry': entryOf(stored),
    'cmi.core.total_time': msToTimespan(totalTimeMs(kept)),
    'cmi.launch_data': activity.dataFromLms ?? '',
    'cmi.comments_from_lms': '',
    'cmi.student_data.mastery_score': activity.masteryScore === null ? '' : String(activity.masteryScore),
    'cmi.student_data.max_time_allowed': activity.maxTimeAllowed ?? '',
    'cmi.student_data.time_limit_action': activity.timeLimitAction ?? '',
    'cmi.student_preference.audio': '0',
    'cmi.student_preference.language': '',
    'cmi.student_preference.speed': '0',
    'cmi.student_preference.text': '0',
    ...values,
    'cmi.core.lesson_status': lessonStatusOf(kept),
  };
}

/**
 * What is stored after LMSFinish or when the SCO is left: session time added to the total, the status decided by
 * {@link decideStatus}, the exit kept for the next entry. Done twice it changes nothing more, so the server does it again.
 * In review the record comes back without the session, and must not be stored over a finished one; nor must a browsed one.
 */
export function finishSession(record: CmiRecord, activity: Activity, mode: LaunchMode, hasCalled = true): CmiRecord {
  const { 'cmi.core.session_time': _session, [STATUS_RULE]: _rule, ...values } = recordToStore(record);
  const { status, rule } = decideStatus(record, activity, mode, hasCalled);
  return {
    ...values,
    'cmi.core.lesson_status': status,
    'cmi.core.exit': record['cmi.core.exit'] ?? '',
    'cmi.core.total_time':
      mode === 'review' ? (record['cmi.core.total_time'] ?? NO_TIME) : msToTimespan(totalTimeMs(record)),
    ...(rule !== null && { [STATUS_RULE]: rule }),
  };
}

/** A record without what the LMS itself puts into it at each launch: learner, mode, launch data; the total time stays. */
export function recordToStore(record: CmiRecord): CmiRecord {
  return Object.fromEntries(Object.entries(record).filter(([element]) => isKept(element)));
}

/** Whether an element is kept between sessions. */
function isKept(element: string): boolean {
  if (element === 'cmi.core.total_time' || element === STATUS_RULE) return true;
  const rule = ELEMENTS.get(readElementName(element)?.pattern ?? '');
  return rule !== undefined && rule.access !== 'read';
}

/** Total time with the running session, integer ms. */
export function totalTimeMs(record: CmiRecord): number {
  return (
    (timespanToMs(record['cmi.core.total_time'] ?? '') ?? 0) +
    (timespanToMs(record['cmi.core.session_time'] ?? '') ?? 0)
  );
}

function entryOf(stored: CmiRecord | null): string {
  if (stored === null || Object.keys(stored).length === 0) return 'ab-initio';
  const exit = stored['cmi.core.exit'];
  return exit === undefined || exit === 'suspend' ? 'resume' : '';
}
