import ical, { ICalCalendarMethod, ICalEventTransparency } from 'ical-generator';
import { say, type Locale } from '../../platform/index.ts';
import type { NamedEnrollment } from './notice-store.ts';

/** What a calendar says beside its days. */
export interface CalendarFrame {
  readonly locale: Locale;
  readonly agencyName: string;
  readonly publicUrl: string;
  readonly now: Date;
}

/**
 * Due days and last days of validity as whole days. A day is a day in the agency's time zone and is written without any zone
 * (RFC 5545 3.3.4), so that no reader moves it; the UID of an enrollment's day stays when the day is moved.
 */
export function calendarFile(
  enrollments: readonly NamedEnrollment[],
  { locale, agencyName, publicUrl, now }: CalendarFrame,
): string {
  const calendar = ical({
    name: say(locale, 'Training, {agency}', { agency: agencyName }),
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: 'Schoolbeat', product: 'Training', language: locale.toUpperCase() },
    ttl: 6 * 3600,
  });
  const { host } = new URL(publicUrl);
  for (const { id, courseId, course, outcome, dueOn, expiresOn, cycle } of enrollments) {
    const add = (what: string, day: string, summary: string, isRenewal: boolean): void => {
      const url = `${publicUrl}/courses/${courseId}${isRenewal ? '?renew=1' : ''}`;
      calendar.createEvent({
        id: `${id}-${what}@${host}`,
        start: new Date(`${day}T00:00:00.000Z`),
        allDay: true,
        summary,
        description: url,
        url,
        stamp: now,
        transparency: ICalEventTransparency.TRANSPARENT,
      });
    };
    const isOpen = outcome !== 'complete' && outcome !== 'waived';
    if (dueOn !== null && isOpen) add('due', dueOn, say(locale, 'Due: {course}', { course }), cycle > 1);
    if (expiresOn !== null && outcome === 'complete') {
      add('expires', expiresOn, say(locale, 'Valid until today: {course}', { course }), true);
    }
  }
  return calendar.toString();
}
