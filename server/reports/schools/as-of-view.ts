import type { AsOf } from '../standing/as-of.ts';
import { fullDayWords } from '../day-words.ts';

/** The choice of the day of a report. */
export function asOfView({ day, isToday }: AsOf, today: string) {
  return { day, today, isToday, words: fullDayWords(day) };
}

/** `?on=2026-11-20&show=none`, or '' for none; what is empty and today's date are left out. */
export function queryOf(asOf: AsOf, values: Readonly<Record<string, string | number>>): string {
  const words = new URLSearchParams();
  if (!asOf.isToday) words.set('on', asOf.day);
  for (const [name, value] of Object.entries(values))
    if (value !== '' && value !== 'all') words.set(name, String(value));
  const text = words.toString();
  return text === '' ? '' : `?${text}`;
}
