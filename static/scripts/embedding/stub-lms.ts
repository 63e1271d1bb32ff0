import {
  scoreOf,
  statusOf12,
  type DispatchSummary,
  type StatusMapping,
} from '../../../server/standards/dispatch-contract.ts';
import { msToIsoDuration, msToTimespan } from '../../../server/standards/durations.ts';
import type { FoundApi } from '../module/find-api.ts';

/** The session in the LMS that plays the package. */
export interface StubLms {
  readonly learnerId: string;
  readonly learnerName: string;
  readonly mode: 'normal' | 'browse' | 'review';
  /** Suspend data of earlier sessions; '' where there is none. */
  readonly suspendData: string;
  /** Writes at once how the course stands, and what is to be found at the next launch; false: the LMS took some of it not. */
  tell(summary: DispatchSummary | null, suspendData: string, mapping: StatusMapping): boolean;
  /** Ends the session, once; nothing is called afterwards. */
  end(): void;
}

/** The calls of both standards under one name. */
interface Calls {
  readonly begin: () => unknown;
  readonly get: (element: string) => string;
  readonly set: (element: string, value: string) => unknown;
  readonly commit: () => unknown;
  readonly end: () => unknown;
}

const isTrue = (answer: unknown): boolean => String(answer) === 'true';
/** An LMS may answer with no text at all. */
const text = (answer: unknown): string =>
  typeof answer === 'string' || typeof answer === 'number' ? String(answer) : '';

function callsOf(found: FoundApi): Calls {
  if (found.version === '1.2') {
    const { api } = found;
    return {
      begin: () => api.LMSInitialize(''),
      get: (element) => text(api.LMSGetValue(element)),
      set: (element, value) => api.LMSSetValue(element, value),
      commit: () => api.LMSCommit(''),
      end: () => api.LMSFinish(''),
    };
  }
  const { api } = found;
  return {
    begin: () => api.Initialize(''),
    get: (element) => text(api.GetValue(element)),
    set: (element, value) => api.SetValue(element, value),
    commit: () => api.Commit(''),
    end: () => api.Terminate(''),
  };
}

/** Begins the session; null where the LMS refuses to. `now` is the clock, ms. */
export function openStubLms(found: FoundApi, now: () => number): StubLms | null {
  const calls = callsOf(found);
  if (!isTrue(calls.begin())) return null;
  const is12 = found.version === '1.2';
  const core = is12 ? 'cmi.core.' : 'cmi.';
  const began = now();
  const kept = new Map<string, string>();
  const said = calls.get(is12 ? 'cmi.core.lesson_mode' : 'cmi.mode');
  const mode = said === 'browse' || said === 'review' ? said : 'normal';
  const learner = is12 ? 'student' : 'learner';
  // A new attempt of 2004 has none (RTE 4.2.24): asking is an error there.
  const isNew = !is12 && calls.get('cmi.entry') === 'ab-initio';
  const suspendData = isNew ? '' : calls.get('cmi.suspend_data');
  let isOpen = true;
  let isRefused = false;

  /** Sets what has changed; a value that was refused is tried again next time. */
  function set(element: string, value: string): void {
    if (kept.get(element) === value) return;
    if (isTrue(calls.set(element, value))) kept.set(element, value);
    else isRefused = true;
  }

  function commit(): boolean {
    const time = now() - began;
    set(`${core}session_time`, is12 ? msToTimespan(time) : msToIsoDuration(time));
    if (!isTrue(calls.commit())) isRefused = true;
    const isKept = !isRefused;
    isRefused = false;
    return isKept;
  }

  function setScore(summary: DispatchSummary): void {
    const score = scoreOf(summary);
    if (score === null) return;
    set(`${core}score.min`, '0');
    set(`${core}score.max`, '100');
    set(`${core}score.raw`, String(score));
    if (!is12) set('cmi.score.scaled', String(Math.round(score * 100) / 10_000));
  }

  function setStatus(summary: DispatchSummary, mapping: StatusMapping): void {
    if (is12) {
      set('cmi.core.lesson_status', statusOf12(summary, mapping));
      return;
    }
    set('cmi.completion_status', summary.completion === 'completed' ? 'completed' : 'incomplete');
    set('cmi.success_status', summary.success);
  }

  if (mode === 'normal') {
    // Before the first commit: a window that is closed now is a session to be resumed.
    set(`${core}exit`, 'suspend');
    const status = is12 ? 'cmi.core.lesson_status' : 'cmi.completion_status';
    if (['not attempted', 'unknown', ''].includes(calls.get(status))) set(status, 'incomplete');
    commit();
  }

  return {
    mode,
    suspendData,
    learnerId: calls.get(`${core}${learner}_id`),
    learnerName: calls.get(`${core}${learner}_name`),
    tell(summary, state, mapping) {
      if (!isOpen || mode !== 'normal') return true;
      set('cmi.suspend_data', state);
      if (summary !== null) {
        setScore(summary);
        setStatus(summary, mapping);
      }
      return commit();
    },
    end() {
      if (!isOpen) return;
      isOpen = false;
      if (mode === 'normal') commit();
      calls.end();
    },
  };
}
