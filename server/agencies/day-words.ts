/** "Aug 11, 2025" out of 2025-08-11: a day without a time has no time zone. */
export function dayWords(day: string): string {
  const format = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeZone: 'UTC' });
  return format.format(new Date(`${day}T00:00:00Z`));
}
