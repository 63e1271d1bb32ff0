import { countWords } from '../time-words.ts';
import { longMonthWords, monthWords, numberWords } from '../day-words.ts';
import type { MonthCount } from './expiry-store.ts';

const MONTHS = 12;
/** Months whose bars are drawn as soon. */
const SOON = 2;
const [WIDTH, BASE, TALLEST] = [460, 174, 138];

/** The month so many months after that of a day, `2027-02`. */
function monthAfter(day: string, count: number): string {
  const month = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + count;
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
}

/** First day after the months that are shown. */
export function endOfMonths(day: string): string {
  return `${monthAfter(day, MONTHS)}-01`;
}

/** Bars of what expires in the month of a day and the eleven after it, and the same as a table. */
export function monthsView(counts: readonly MonthCount[], day: string) {
  const found = new Map(counts.map(({ month, count }) => [month, count]));
  const months = Array.from({ length: MONTHS }, (_, at) => {
    const month = monthAfter(day, at);
    return { month, count: found.get(month) ?? 0 };
  });
  const most = Math.max(1, ...months.map(({ count }) => count));
  const step = WIDTH / MONTHS;
  const total = months.reduce((sum, { count }) => sum + count, 0);
  const soon = months.slice(0, SOON).reduce((sum, { count }) => sum + count, 0);
  const lastSoon = longMonthWords(monthAfter(day, SOON - 1)).split(' ')[0] ?? '';
  return {
    total: countWords(total, 'certificate'),
    isEmpty: total === 0,
    label: `Certificates that expire, by month: ${months.map(({ month, count }) => `${monthWords(month)} ${count}`).join(', ')}`,
    soon:
      soon === 0
        ? `None expires before the end of ${lastSoon}.`
        : `${soon === 1 ? 'One expires' : `${numberWords(soon)} expire`} before the end of ${lastSoon}.`,
    hasSoon: soon > 0,
    bars: months.map(({ month, count }, at) => {
      const height = Math.round((count / most) * TALLEST);
      const middle = Math.round(step * (at + 0.5));
      return {
        label: monthWords(month),
        long: longMonthWords(month),
        count: String(count),
        isDrawn: count > 0,
        isSoon: at < SOON,
        x: middle - 13,
        y: BASE - height,
        height,
        middle,
        above: BASE - height - 7,
      };
    }),
  };
}
