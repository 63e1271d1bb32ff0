const formats = new Map<string, Intl.DateTimeFormat>();

/** Formats a Date or ISO text in an IANA time zone, UTC where none is given; '' for an empty or unreadable value. */
export function momentInZone(value: unknown, zone: unknown, options: Intl.DateTimeFormatOptions): string {
  if (!(value instanceof Date) && (typeof value !== 'string' || value === '')) return '';
  const moment = new Date(value);
  if (Number.isNaN(moment.getTime())) return '';
  const timeZone = typeof zone === 'string' && zone !== '' ? zone : 'UTC';
  const key = `${timeZone} ${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', { ...options, timeZone });
    formats.set(key, format);
  }
  return format.format(moment);
}
