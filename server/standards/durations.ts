/** Longest time that a CMITimespan can say, ms: 9999:99:99.99. */
const LONGEST_TIMESPAN_MS = ((9999 * 60 + 99) * 60 + 99) * 1000 + 990;
const TIMESPAN = /^(\d{2,4}):(\d{2}):(\d{2})(?:\.(\d{1,2}))?$/;
const ISO_DURATION =
  /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d{1,2}))?S)?)?$/;
const MS = { year: 365.25 * 86_400_000, month: 30.4375 * 86_400_000, day: 86_400_000, hour: 3_600_000, minute: 60_000 };

/** CMITimespan `HHHH:MM:SS.SS` of SCORM 1.2 (RTE 3.4.1) as integer ms; null when the text is none. */
export function timespanToMs(text: string): number | null {
  const match = TIMESPAN.exec(text);
  if (match === null) return null;
  const [, hours = '0', minutes = '0', seconds = '0', hundredths = '0'] = match;
  return (
    Number(hours) * MS.hour +
    Number(minutes) * MS.minute +
    Number(seconds) * 1000 +
    Number(hundredths.padEnd(2, '0')) * 10
  );
}

/** Integer ms as CMITimespan, cut to hundredths and to the longest that the type can say. */
export function msToTimespan(ms: number): string {
  const whole = Math.min(Math.max(0, Math.floor(ms)), LONGEST_TIMESPAN_MS);
  const hours = Math.min(Math.floor(whole / MS.hour), 9999);
  const rest = whole - hours * MS.hour;
  const minutes = Math.min(Math.floor(rest / MS.minute), 99);
  const hundredths = Math.floor((rest - minutes * MS.minute) / 10);
  const fraction = hundredths % 100 === 0 ? '' : `.${pad(hundredths % 100, 2)}`;
  return `${pad(hours, 4)}:${pad(minutes, 2)}:${pad(Math.floor(hundredths / 100), 2)}${fraction}`;
}

/** ISO 8601 duration of SCORM 2004 (RTE 4.1.1.6, timeinterval(second,10,2)) as integer ms; null when the text is none. */
export function isoDurationToMs(text: string): number | null {
  const match = ISO_DURATION.exec(text);
  if (match === null || text === 'P') return null;
  const [years, months, days, hours, minutes, seconds] = match.slice(1, 7).map((part) => Number(part ?? 0));
  const hundredths = Number((match[7] ?? '0').padEnd(2, '0'));
  return Math.round(
    (years ?? 0) * MS.year +
      (months ?? 0) * MS.month +
      (days ?? 0) * MS.day +
      (hours ?? 0) * MS.hour +
      (minutes ?? 0) * MS.minute +
      (seconds ?? 0) * 1000 +
      hundredths * 10,
  );
}

/** Integer ms as an ISO 8601 duration in hours, minutes and seconds, cut to hundredths: `PT1H2M3.5S`, `PT0S` for none. */
export function msToIsoDuration(ms: number): string {
  const hundredths = Math.floor(Math.max(0, ms) / 10);
  const hours = Math.floor(hundredths / 360_000);
  const minutes = Math.floor((hundredths % 360_000) / 6000);
  const seconds = (hundredths % 6000) / 100;
  const parts = [hours > 0 && `${hours}H`, minutes > 0 && `${minutes}M`, seconds > 0 && `${seconds}S`].filter(Boolean);
  return parts.length === 0 ? 'PT0S' : `PT${parts.join('')}`;
}

function pad(value: number, size: number): string {
  return String(value).padStart(size, '0');
}
