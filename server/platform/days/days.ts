const DAY_MS = 86_400_000;

/** The day (YYYY-MM-DD) that it is in a time zone at a moment: the Swedish form of a date is the ISO one. */
export function dayIn(timeZone: string, at: Date): string {
  return formatFor(timeZone).format(at);
}

/** A day so many days later (earlier for a negative count); days have no time zone. */
export function addDays(day: string, count: number): string {
  return isoDay(new Date(momentOf(day).getTime() + count * DAY_MS));
}

/** The same day so many months later; the last day of a shorter month where that one has no such day. */
export function addMonths(day: string, count: number): string {
  const from = momentOf(day);
  const first = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + count, 1));
  const days = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(from.getUTCDate(), days));
  return isoDay(first);
}

/** Days from one day to another: 1 to the next one, negative to an earlier one. */
export function daysBetween(from: string, to: string): number {
  return Math.round((momentOf(to).getTime() - momentOf(from).getTime()) / DAY_MS);
}

/** The last millisecond of a day in a time zone, also where a clock change makes it 23 or 25 hours long or takes its midnight away. */
export function endOfDay(timeZone: string, day: string): Date {
  // Zones lie within a day of UTC, so the next day begins between these two; the day of a moment never goes back for longer than one clock change.
  let before = momentOf(day).getTime() - DAY_MS;
  let after = momentOf(day).getTime() + 3 * DAY_MS;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (dayIn(timeZone, new Date(middle)) > day) after = middle;
    else before = middle;
  }
  return new Date(before);
}

/** The first millisecond of a day in a time zone. */
export function startOfDay(timeZone: string, day: string): Date {
  return new Date(endOfDay(timeZone, addDays(day, -1)).getTime() + 1);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format takes a thousand times as long as using it. */
function formatFor(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone });
  formats.set(timeZone, made);
  return made;
}

/** Midnight of a day, as if its zone were UTC. Throws RangeError for what is no day. */
function momentOf(day: string): Date {
  const at = new Date(`${day}T00:00:00.000Z`);
  // A Date takes 30 February for 2 March.
  if (Number.isNaN(at.getTime()) || isoDay(at) !== day) throw new RangeError(`${day} is no day.`);
  return at;
}

function isoDay(at: Date): string {
  return at.toISOString().slice(0, 10);
}
