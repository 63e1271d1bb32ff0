import { h } from '../module/dom.ts';
import { findApi } from '../module/find-api.ts';
import { link12 } from '../module/lms-12.ts';
import { link2004 } from '../module/lms-2004.ts';
import { noLms, type LmsLink } from '../module/lms-link.ts';
import type { HandoutWords } from './handout-words.ts';

const OPTIONS = { incompleteUntilPassed: false };

/** How far somebody is: what is kept, where, and which share of it was seen. */
export interface Standing {
  readonly state: string;
  readonly location: string;
  readonly share: number;
}

/** Opens the session with the system that plays this page, keeps the standing, and ends it when the page goes. */
export function openHandout(root: HTMLElement, words: HandoutWords) {
  const found = findApi(window);
  const link: LmsLink =
    found === null
      ? noLms()
      : ((found.version === '2004' ? link2004(found.api, OPTIONS) : link12(found.api, OPTIONS)) ?? noLms());
  const trouble = h('p', { class: 'fb trouble', role: 'alert', hidden: true }, words.notSaved);
  const note = link.kind === 'none' ? words.notRecorded : link.mode === 'normal' ? '' : words.review;
  if (note !== '') root.append(h('p', { class: 'note' }, note));
  root.append(trouble);
  let standing: Standing | null = null;

  function save(): void {
    if (standing === null) return;
    const { state, location, share } = standing;
    const isDone = share >= 1;
    const score = {
      completion: isDone ? ('completed' as const) : ('incomplete' as const),
      success: isDone ? ('passed' as const) : ('unknown' as const),
      raw: null,
      progress: Math.min(1, share),
    };
    trouble.hidden = link.save({ state, location, score });
  }

  window.addEventListener('beforeunload', save);
  window.addEventListener('pagehide', () => {
    save();
    link.end();
  });
  window.addEventListener('pageshow', (event) => event.persisted && window.location.reload());
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && save());

  return {
    state: link.suspendData,
    /** Keeps how far it is; written at once. */
    keep(now: Standing): void {
      standing = now;
      save();
    },
  };
}
