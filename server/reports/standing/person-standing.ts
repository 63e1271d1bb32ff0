import { grouped } from '../grouped.ts';
import type { Standing } from './standing-on.ts';

/** What a person's open enrollments come to on a day. */
export interface PersonStanding {
  readonly personId: string;
  readonly agencyId: string;
  readonly open: number;
  /** Of those, how many are neither done nor waived. */
  readonly waiting: number;
  readonly overdue: number;
  /** The earliest due date of those that wait. */
  readonly nextDue: string | null;
}

/** Something is asked, and all of it is done and has not expired, or was waived. */
export function isTrained({ open, waiting }: Pick<PersonStanding, 'open' | 'waiting'>): boolean {
  return open > 0 && waiting === 0;
}

/** Done on a day: complete and not expired, or waived. */
export function isDone({ outcome, expiresOn }: Pick<Standing, 'outcome' | 'expiresOn'>, day: string): boolean {
  return outcome === 'waived' || (outcome === 'complete' && (expiresOn === null || expiresOn >= day));
}

/** Open and not done, where no other cycle of the same course does it or stands for it. */
export function isWaiting(one: Standing, all: readonly Standing[], day: string): boolean {
  if (!one.isOpen || isDone(one, day)) return false;
  return !all.some(
    (other) =>
      other.id !== one.id &&
      other.personId === one.personId &&
      other.assignmentId === one.assignmentId &&
      other.courseId === one.courseId &&
      (other.cycle > one.cycle || (other.outcome === 'complete' && isDone(other, day))),
  );
}

/** Sums the standings of many people by person and agency. */
export function personStandings(standings: readonly Standing[], day: string): PersonStanding[] {
  const groups = grouped(standings, ({ agencyId, personId }) => `${agencyId} ${personId}`);
  return [...groups.values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const waiting = own.filter((one) => isWaiting(one, own, day));
    const dues = waiting.flatMap(({ dueOn }) => (dueOn === null ? [] : [dueOn])).sort();
    return {
      personId: first.personId,
      agencyId: first.agencyId,
      open: own.filter(({ isOpen }) => isOpen).length,
      waiting: waiting.length,
      overdue: dues.filter((due) => due < day).length,
      nextDue: dues[0] ?? null,
    };
  });
}
