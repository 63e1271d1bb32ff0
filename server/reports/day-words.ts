import { sayDay } from '../platform/index.ts';

const WORDS = {
  month: new Intl.DateTimeFormat('en-US', { month: 'short', timeZone: 'UTC' }),
  monthAndYear: new Intl.DateTimeFormat('en-US', { month: 'long', year: 'numeric', timeZone: 'UTC' }),
};

function words(format: keyof typeof WORDS, day: string): string {
  return WORDS[format].format(new Date(`${day}T00:00:00Z`));
}

/** `Nov 26, 2026` of 2026-11-26: a day has no time zone. */
export const fullDayWords = (day: string): string => sayDay('en', day);

/** `Nov` of 2026-11. */
export const monthWords = (month: string): string => words('month', `${month}-01`);

/** `November 2026` of 2026-11. */
export const longMonthWords = (month: string): string => words('monthAndYear', `${month}-01`);

/** `one`, `2`: small numbers inside a sentence. */
export const numberWords = (count: number): string => (count === 1 ? 'one' : String(count));
