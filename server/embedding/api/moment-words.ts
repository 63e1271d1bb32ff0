/** "Nov 23, 2026, 10:42 AM" in the agency's time zone. */
export function momentWords(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(at);
}
