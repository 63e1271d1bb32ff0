import { dayIn, endOfDay } from '../../platform/index.ts';

/** The day of a report, in the time zone of whoever reads it. */
export interface AsOf {
  /** YYYY-MM-DD */
  readonly day: string;
  /** Last moment of that day: what became known later does not count. */
  readonly until: Date;
  readonly isToday: boolean;
  readonly timeZone: string;
}

/** The day asked for; today for none, and for one that has not come. */
export function asOfDay(wanted: string | null, { now, timeZone }: { now: Date; timeZone: string }): AsOf {
  const today = dayIn(timeZone, now);
  const day = wanted !== null && wanted < today ? wanted : today;
  return { day, until: endOfDay(timeZone, day), isToday: day === today, timeZone };
}
