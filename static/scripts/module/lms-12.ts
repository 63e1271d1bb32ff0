import { msToTimespan } from '../../../server/standards/durations.ts';
import { interactionOf12, type ModuleScore } from '../../../server/standards/module/play.ts';
import type { Api12 } from './find-api.ts';
import type { LmsLink } from './lms-link.ts';

/** SCORM 1.2 (RTE 3): null where the system refuses to begin. */
export function link12(api: Api12, options: { incompleteUntilPassed: boolean }): LmsLink | null {
  if (String(api.LMSInitialize('')) !== 'true') return null;
  const began = Date.now();
  const kept = new Map<string, string>();
  const get = (element: string): string => String(api.LMSGetValue(element));
  const mode = get('cmi.core.lesson_mode');
  const isNormal = mode !== 'review' && mode !== 'browse';
  const suspendData = get('cmi.suspend_data');
  const count = get('cmi.interactions._count');
  // Interactions are optional in 1.2: a system without them is not asked to keep any.
  const hasInteractions = /^\d+$/.test(count) && String(api.LMSGetLastError()) === '0';
  let interactions = Number(count) || 0;
  let isOpen = true;
  let isRefused = false;

  function set(element: string, value: string): void {
    if (kept.get(element) === value) return;
    if (String(api.LMSSetValue(element, value)) === 'true') kept.set(element, value);
    else isRefused = true;
  }

  function commit(): boolean {
    set('cmi.core.session_time', msToTimespan(Date.now() - began));
    if (String(api.LMSCommit('')) !== 'true') isRefused = true;
    const isKept = !isRefused;
    isRefused = false;
    return isKept;
  }

  if (isNormal) {
    // Before the first commit: a window that is closed now is a session to be resumed.
    set('cmi.core.exit', 'suspend');
    if (get('cmi.core.lesson_status') === 'not attempted') set('cmi.core.lesson_status', 'incomplete');
    commit();
  }

  return {
    kind: '1.2',
    mode: mode === 'review' || mode === 'browse' ? mode : 'normal',
    suspendData,
    learnerId: get('cmi.core.student_id'),
    language: get('cmi.student_preference.language'),
    record(interaction) {
      if (!isOpen || !isNormal || !hasInteractions) return;
      for (const [name, value] of interactionOf12(interaction)) set(`cmi.interactions.${interactions}.${name}`, value);
      interactions += 1;
    },
    save({ state, location, score }) {
      if (!isOpen || !isNormal) return true;
      set('cmi.suspend_data', state);
      set('cmi.core.lesson_location', location);
      if (score.raw !== null) {
        set('cmi.core.score.min', '0');
        set('cmi.core.score.max', '100');
        set('cmi.core.score.raw', String(score.raw));
      }
      set('cmi.core.lesson_status', statusOf(score, options.incompleteUntilPassed));
      return commit();
    },
    end() {
      if (!isOpen) return;
      isOpen = false;
      if (isNormal) commit();
      api.LMSFinish('');
    },
  };
}

/** One word for both: some systems do not count "completed", so that a module ends with passed or failed. */
function statusOf({ completion, success }: ModuleScore, incompleteUntilPassed: boolean): string {
  if (completion === 'incomplete' || success === 'unknown') return 'incomplete';
  return success === 'failed' && incompleteUntilPassed ? 'incomplete' : success;
}
