import { formatLocale, type Locale } from './say.ts';

const formats = new Map<Locale, Intl.DateTimeFormat>();

/** A day (YYYY-MM-DD) in words: `Nov 18, 2026`, `18 nov 2026`. */
export function sayDay(locale: Locale, day: string): string {
  const known =
    formats.get(locale) ?? new Intl.DateTimeFormat(formatLocale(locale), { dateStyle: 'medium', timeZone: 'UTC' });
  formats.set(locale, known);
  return known.format(new Date(`${day}T00:00:00Z`));
}
