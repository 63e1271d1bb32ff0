import type { StatusWords } from '../result-words.ts';
import type { PersonStanding } from '../standing/person-standing.ts';

/** How an officer stands, as a word, a shape and a colour. */
export function officerStatus({
  open,
  waiting,
  overdue,
}: Pick<PersonStanding, 'open' | 'waiting' | 'overdue'>): StatusWords {
  if (open === 0) return { word: 'Nothing assigned', tone: '', shape: 'st-open' };
  if (waiting === 0) return { word: 'Trained', tone: 'done', shape: 'st-done' };
  return overdue > 0
    ? { word: 'Overdue', tone: 'late', shape: 'st-failed' }
    : { word: 'In training', tone: 'now', shape: 'st-now' };
}

/** Somebody who works for the agency no more: the record stays. */
export const LEFT: StatusWords = { word: 'Left', tone: '', shape: 'st-open' };
