import { formatLocale, say, type Locale } from '../platform/index.ts';
import type { PlacementRow, SchoolRow } from './agency-model.ts';

/** "Assigned to Harlow High since Aug 2025" for the head of an officer's pages; null for an officer without a placement. */
export function placementLine(
  placements: readonly { placement: PlacementRow; school: SchoolRow }[],
  locale: Locale = 'en',
): string | null {
  const [latest] = placements;
  if (latest === undefined) return null;
  const others = placements.length - 1;
  const values = { school: latest.school.name, others, month: monthWords(latest.placement.startsOn, locale) };
  if (others === 0) return say(locale, 'Assigned to {school} since {month}', values);
  return others === 1
    ? say(locale, 'Assigned to {school} and 1 more school since {month}', values)
    : say(locale, 'Assigned to {school} and {others} more schools since {month}', values);
}

/** "Aug 2025" out of 2025-08-14: a date without a time has no time zone. */
function monthWords(day: string, locale: Locale): string {
  const format = new Intl.DateTimeFormat(formatLocale(locale), { month: 'short', year: 'numeric', timeZone: 'UTC' });
  return format.format(new Date(`${day}T00:00:00Z`));
}
