import { momentInZone } from './moment-in-zone.ts';

/** `{{time savedAt zone}}`: "10:42" in the time zone given. */
export function time(value: unknown, zone?: unknown): string {
  return momentInZone(value, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}
