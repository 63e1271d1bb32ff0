import { formatLocale, say, type Locale } from '../../platform/index.ts';

/** "November 23, 2026" for a day (YYYY-MM-DD). */
export function dayWords(day: string, locale: Locale): string {
  return new Intl.DateTimeFormat(formatLocale(locale), { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );
}

/** "Nov 23, 2026": where there is little room. */
export function shortDayWords(day: string, locale: Locale): string {
  return new Intl.DateTimeFormat(formatLocale(locale), { dateStyle: 'medium', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );
}

/** Stands where words about a person were, once these were erased. */
export const erasedWords = (locale: Locale): string => say(locale, 'Erased on request');

/** "4 h 30 min", "45 min". */
export function minutesWords(minutes: number, locale: Locale): string {
  const values = { hours: Math.floor(minutes / 60), minutes: minutes % 60 };
  if (values.hours === 0) return say(locale, '{minutes} min', values);
  return values.minutes === 0 ? say(locale, '{hours} h', values) : say(locale, '{hours} h {minutes} min', values);
}

/** A share of 0-1 in whole percent. */
export function percentWords(share: number): string {
  return `${Math.round(share * 100)} %`;
}
