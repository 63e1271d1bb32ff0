import { isoDurationToMs, msToIsoDuration } from '../durations.ts';
import type { CmiRecord } from '../runtime-record.ts';
import { LAUNCH_ELEMENTS } from './initial-record.ts';
import type { NavigationRequest } from './navigation-request.ts';

/**
 * What is kept when a SCO's session ends (Terminate): session_time is added to total_time once, what belongs to the launch
 * goes (RTE 4.2.20, 4.2.25). cmi.exit stays, since it says whether the next session resumes.
 */
export function finishSession(record: CmiRecord): CmiRecord {
  const session = isoDurationToMs(record['cmi.session_time'] ?? 'PT0S') ?? 0;
  const total = isoDurationToMs(record['cmi.total_time'] ?? 'PT0S') ?? 0;
  const kept = Object.entries(record).filter(
    ([element]) => !LAUNCH_ELEMENTS.has(element) && element !== 'cmi.session_time' && element !== 'cmi.total_time',
  );
  return { ...Object.fromEntries(kept), 'cmi.total_time': msToIsoDuration(total + session) };
}

const PLAIN: Readonly<Record<string, NavigationRequest['type']>> = {
  continue: 'continue',
  previous: 'previous',
  exit: 'exit',
  exitAll: 'exitAll',
  abandon: 'abandon',
  abandonAll: 'abandonAll',
  suspendAll: 'suspendAll',
};

/**
 * The navigation request that a SCO's Terminate carries out: a time-out or logout leaves the course (RTE 4.2.8), else
 * adl.nav.request (SN 5.6.4); null: nothing happens until the person asks. A person's click makes it void.
 */
export function requestAtTerminate(record: CmiRecord): NavigationRequest | null {
  const exit = record['cmi.exit'];
  const request = record['adl.nav.request'] ?? '_none_';
  const targeted = /^\{target=([^}]+)\}(choice|jump)$/.exec(request);
  const [, target, type] = targeted ?? [];
  if (target !== undefined && (type === 'choice' || type === 'jump')) return { type, target: target.trim() };
  const plain = Object.hasOwn(PLAIN, request) ? PLAIN[request] : undefined;
  if (plain !== undefined) return { type: plain };
  return exit === 'time-out' || exit === 'logout' ? { type: 'exitAll' } : null;
}
