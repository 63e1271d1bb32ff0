import { formatLocale, type Locale } from './say.ts';

/** Making a format takes a thousand times as long as using it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(locale: Locale, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, timeZone, options]);
  const known = formats.get(key) ?? new Intl.DateTimeFormat(formatLocale(locale), { ...options, timeZone });
  formats.set(key, known);
  return known;
}

/** A day has no time zone. */
const sayIn = (locale: Locale, day: string, dateStyle: 'medium' | 'long'): string =>
  formatOf(locale, 'UTC', { dateStyle }).format(new Date(`${day}T00:00:00Z`));

/** A day (YYYY-MM-DD) in words: `Nov 18, 2026`, `18 nov 2026`. */
export const sayDay = (locale: Locale, day: string): string => sayIn(locale, day, 'medium');

/** A day with its month in full, for what is printed and kept: `November 18, 2026`. */
export const sayLongDay = (locale: Locale, day: string): string => sayIn(locale, day, 'long');

/** A moment on the clock of a time zone: `Nov 18, 2026, 10:42 AM`. */
export function sayMoment(locale: Locale, timeZone: string, at: Date): string {
  return formatOf(locale, timeZone, { dateStyle: 'medium', timeStyle: 'short' }).format(at).replaceAll('\u202f', ' ');
}
