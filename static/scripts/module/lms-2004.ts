import { msToIsoDuration } from '../../../server/standards/durations.ts';
import { interactionOf2004 } from '../../../server/standards/module/play.ts';
import type { Api2004 } from './find-api.ts';
import type { LmsLink } from './lms-link.ts';

/** SCORM 2004 (RTE 4): null where the system refuses to begin. */
export function link2004(api: Api2004, options: { incompleteUntilPassed: boolean }): LmsLink | null {
  if (String(api.Initialize('')) !== 'true') return null;
  const began = Date.now();
  const kept = new Map<string, string>();
  const get = (element: string): string => String(api.GetValue(element));
  const mode = get('cmi.mode');
  const isNormal = mode !== 'review' && mode !== 'browse';
  const entry = get('cmi.entry');
  const suspendData = entry === 'ab-initio' ? '' : get('cmi.suspend_data');
  let interactions = Number(get('cmi.interactions._count')) || 0;
  let isOpen = true;
  let isRefused = false;

  /** Sets what has changed; a value that was refused is tried again next time. */
  function set(element: string, value: string): void {
    if (kept.get(element) === value) return;
    if (String(api.SetValue(element, value)) === 'true') kept.set(element, value);
    else isRefused = true;
  }

  function commit(): boolean {
    set('cmi.session_time', msToIsoDuration(Date.now() - began));
    if (String(api.Commit('')) !== 'true') isRefused = true;
    const isKept = !isRefused;
    isRefused = false;
    return isKept;
  }

  if (isNormal) {
    // Before the first commit: a window that is closed now is a session to be resumed.
    set('cmi.exit', 'suspend');
    if (get('cmi.completion_status') !== 'completed') set('cmi.completion_status', 'incomplete');
    commit();
  }

  return {
    kind: '2004',
    mode: mode === 'review' || mode === 'browse' ? mode : 'normal',
    suspendData,
    learnerId: get('cmi.learner_id'),
    language: get('cmi.learner_preference.language'),
    record(interaction) {
      if (!isOpen || !isNormal) return;
      for (const [name, value] of interactionOf2004(interaction))
        set(`cmi.interactions.${interactions}.${name}`, value);
      interactions += 1;
    },
    save({ state, location, score }) {
      if (!isOpen || !isNormal) return true;
      const { raw, success, progress, completion } = score;
      set('cmi.suspend_data', state);
      set('cmi.location', location);
      set('cmi.progress_measure', String(Math.round(progress * 10_000) / 10_000));
      if (raw !== null) {
        set('cmi.score.min', '0');
        set('cmi.score.max', '100');
        set('cmi.score.raw', String(raw));
        // A system with a pass mark takes a scaled score before the end for a failure (RTE 4.2.22.1).
        if (completion === 'completed') set('cmi.score.scaled', String(raw / 100));
      }
      const isHeldBack = options.incompleteUntilPassed && success === 'failed';
      set('cmi.completion_status', isHeldBack ? 'incomplete' : completion);
      if (success !== 'unknown') set('cmi.success_status', success);
      return commit();
    },
    end() {
      if (!isOpen) return;
      isOpen = false;
      if (isNormal) commit();
      api.Terminate('');
    },
  };
}
