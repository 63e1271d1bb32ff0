import { dayIn, daysBetween, formatLocale, say, type Locale } from '../platform/index.ts';

const MINUTE = 60_000;

/** Whose clock the words are told by. */
export interface Now {
  readonly now: Date;
  /** IANA name of the agency's time zone. */
  readonly timeZone: string;
  /** Language of who reads; English where it is left out. */
  readonly locale?: Locale;
}

function format(at: Date, { timeZone, locale = 'en' }: Omit<Now, 'now'>, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(formatLocale(locale), { timeZone, ...options }).format(at);
}

/** Whole calendar days from `at` to now, 0 for today. */
function daysAgo(at: Date, { now, timeZone }: Now): number {
  return daysBetween(dayIn(timeZone, at), dayIn(timeZone, now));
}

/** `10:42` on the agency's clock. */
export function clockWords(at: Date, time: Now): string {
  return format(at, time, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

/** `10:42:07` on the agency's clock. */
export function secondWords(at: Date, time: Now): string {
  return format(at, time, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
}

/** `Nov 18`, with the year when it is another than this one. */
export function dateWords(at: Date, time: Now): string {
  const isThisYear = dayIn(time.timeZone, at).slice(0, 4) === dayIn(time.timeZone, time.now).slice(0, 4);
  return format(at, time, { month: 'short', day: 'numeric', ...(isThisYear ? {} : { year: 'numeric' }) });
}

/** `Nov 18, 2026`, for what is printed and kept. */
export function fullDateWords(at: Date, time: Now): string {
  return format(at, time, { month: 'short', day: 'numeric', year: 'numeric' });
}

/** `Nov 18, 2026, 10:42`. */
export function momentWords(at: Date, time: Now): string {
  return `${fullDateWords(at, time)}, ${clockWords(at, time)}`;
}

/** `today`, `yesterday`, `on Wednesday` within a week, else `on Nov 18`. */
export function dayWords(at: Date, time: Now): string {
  const { locale = 'en' } = time;
  const days = daysAgo(at, time);
  if (days === 0) return say(locale, 'today');
  if (days === 1) return say(locale, 'yesterday');
  const isNear = days > 1 && days < 7;
  return say(locale, 'on {day}', { day: isNear ? format(at, time, { weekday: 'long' }) : dateWords(at, time) });
}

/** `Saved 10:42` today, `Saved yesterday, 10:42`, `Saved Nov 18, 10:42`. */
export function savedWords(at: Date, time: Now): string {
  const { locale = 'en' } = time;
  const days = daysAgo(at, time);
  const clock = clockWords(at, time);
  if (days === 0) return say(locale, 'Saved {clock}', { clock });
  if (days === 1) return say(locale, 'Saved yesterday, {clock}', { clock });
  return say(locale, 'Saved {day}, {clock}', { day: dateWords(at, time), clock });
}

/** A duration in ms as `12 min`, `1 h 06` or `under 1 min`. */
export function durationWords(ms: number, locale: Locale = 'en'): string {
  if (ms <= 0) return '0 min';
  if (ms < MINUTE) return say(locale, 'under 1 min');
  const minutes = Math.floor(ms / MINUTE);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')}`;
}

/** A short duration in ms as `8 s`, `2 min 05 s`: how long an answer took. */
export function answerTimeWords(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

/** `1 course`, `3 courses`. */
export function countWords(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** `1 part`, `3 parts` in the reader's language. */
export function partsWords(count: number, locale: Locale = 'en'): string {
  return count === 1 ? say(locale, '1 part') : say(locale, '{count} parts', { count });
}
