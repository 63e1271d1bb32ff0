import { say, type Locale } from '../../platform/index.ts';

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
