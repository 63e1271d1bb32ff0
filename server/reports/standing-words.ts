import { outcomeStatus, readReasons, reasonLines } from '../training/index.ts';
import type { StatusWords } from './result-words.ts';
import type { Outcome } from './standing/enrollment-facts.ts';

const EXPIRED: StatusWords = { word: 'Expired', tone: 'late', shape: 'st-failed' };
const OVERDUE: StatusWords = { word: 'Overdue', tone: 'late', shape: 'st-failed' };
const ICONS = { yes: 'check', no: 'cross', told: 'info' } as const;

/** Reasons of a verdict out of their stored JSON, in English: a desk's pages are. */
export function reasonsOf(json: string) {
  return reasonLines(readReasons(json), 'en').map(({ words, mark }) => ({ words, icon: ICONS[mark] }));
}

/** An outcome alone, for a history. */
export const outcomeWords = (outcome: Outcome): StatusWords => outcomeStatus(outcome, 'en');

/** How an enrollment stands on a day; what has expired or is overdue says so. */
export function standingWords(
  { outcome, expiresOn, dueOn }: { outcome: Outcome; expiresOn: string | null; dueOn: string | null },
  day: string,
): StatusWords {
  if (outcome === 'complete' && expiresOn !== null && expiresOn < day) return EXPIRED;
  const isDone = outcome === 'complete' || outcome === 'waived';
  if (!isDone && outcome !== 'not-met' && dueOn !== null && dueOn < day) return OVERDUE;
  return outcomeWords(outcome);
}
