import { addDays } from '../../platform/index.ts';

/** Days before a due or expiry day on which a person is told. */
export const STEPS = [60, 30, 7] as const;
/** Days for which an overdue day is still news to who has not been told of it. */
export const OVERDUE_DAYS = 30;

/** What a person is told of. */
export type NoticeKind =
  | `due-${(typeof STEPS)[number]}`
  | `expires-${(typeof STEPS)[number]}`
  | 'overdue'
  | 'expired'
  | 'assigned'
  | 'claim-approved'
  | 'claim-refused'
  | 'outside-approved'
  | 'outside-refused'
  | 'certificate'
  | 'correction'
  | 'work-graded'
  | 'score-changed'
  | 'version-offered'
  | 'review-asked'
  | 'review-approved'
  | 'review-changes'
  | 'review-withdrawn';

/** Kinds that are mailed also to who wants no other mail. */
export const URGENT_KINDS: readonly NoticeKind[] = ['overdue', 'expired'];

/** What a day ahead makes of today. */
export interface Step {
  /** 60, 30 or 7; null from the day after it. */
  readonly days: (typeof STEPS)[number] | null;
}

/**
 * The step of a due or expiry day that today stands in: the latest one whose day has come. A step that lay before `since`
 * (the day of the assignment, or of completion) or on it is told to nobody: that day has told the due day itself; null where
 * nothing is to be told.
 */
export function stepOn(today: string, day: string, since: string): Step | null {
  if (today > day) return today <= addDays(day, OVERDUE_DAYS) ? { days: null } : null;
  const reached = STEPS.filter((days) => today >= addDays(day, -days));
  const days = reached.at(-1);
  return days === undefined || addDays(day, -days) <= since ? null : { days };
}
