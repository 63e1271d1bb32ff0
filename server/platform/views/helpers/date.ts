import { momentInZone } from './moment-in-zone.ts';

/** `{{date startedAt zone}}`: "Nov 23, 2026" in the time zone given. */
export function date(value: unknown, zone?: unknown): string {
  return momentInZone(value, zone, { day: 'numeric', month: 'short', year: 'numeric' });
}
