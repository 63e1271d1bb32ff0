import type { GradeRow } from './lti-model.ts';
import { pointsOf } from './score.ts';

const STATES = {
  none: { word: 'Nothing to send', tone: 'info' },
  waiting: { word: 'On its way', tone: 'due' },
  sent: { word: 'Sent', tone: 'done' },
  failed: { word: 'Not taken', tone: 'late' },
} as const;

/** State of a grade in words, with the chip that shows it. */
export function gradeWords({ state, wanted, answer, tries }: GradeRow): {
  word: string;
  tone: string;
  points: string;
  answer: string;
} {
  const score = wanted === null ? null : pointsOf(wanted);
  const points =
    score === null
      ? 'Not begun'
      : score.scoreGiven === undefined
        ? 'Under way'
        : `${score.scoreGiven} of ${score.scoreMaximum}`;
  const tried = state === 'waiting' && tries > 0 ? ` Tried ${tries === 1 ? 'once' : `${tries} times`}.` : '';
  return { ...STATES[state], points, answer: answer + tried };
}

/** A moment in a time zone. */
export const momentWords = (timeZone: string, at: Date | null): string =>
  at === null
    ? 'Not yet'
    : new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(at);
