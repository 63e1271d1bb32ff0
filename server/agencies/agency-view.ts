import type { PlacementRow, SchoolRow } from './agency-model.ts';

/** "Assigned to Harlow High since Aug 2025" for the head of an officer's pages; null for an officer without a placement. */
export function placementLine(placements: readonly { placement: PlacementRow; school: SchoolRow }[]): string | null {
  const [latest] = placements;
  if (latest === undefined) return null;
  const others = placements.length - 1;
  const more = others === 0 ? '' : ` and ${others} more ${others === 1 ? 'school' : 'schools'}`;
  return `Assigned to ${latest.school.name}${more} since ${monthWords(latest.placement.startsOn)}`;
}

/** "Aug 2025" out of 2025-08-14: a date without a time has no time zone. */
function monthWords(day: string): string {
  const format = new Intl.DateTimeFormat('en-US', { month: 'short', year: 'numeric', timeZone: 'UTC' });
  return format.format(new Date(`${day}T00:00:00Z`));
}
