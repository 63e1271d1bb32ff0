/** Bytes from `start` to `end`, both included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * One range of a `Range` header (RFC 9110 14.1.2): null where the whole is to be sent (no header, another unit, several
 * ranges, nonsense), `unsatisfiable` where none of its bytes exists.
 */
export function readRange(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | null {
  const match = /^bytes=\s*(\d*)-(\d*)\s*$/.exec(header ?? '');
  if (match === null) return null;
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return null;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size - 1 };
  }
  const start = Number(first);
  if (last !== '' && Number(last) < start) return null;
  if (start >= size) return 'unsatisfiable';
  return { start, end: last === '' ? size - 1 : Math.min(Number(last), size - 1) };
}

/** Whether an `If-None-Match` header names the tag (RFC 9110 13.1.2: weak comparison). */
export function matchesTag(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === tag);
}

/** Whether the client takes gzip (RFC 9110 12.5.3). */
export function acceptsGzip(header: string | undefined): boolean {
  const offer = (header ?? '').split(',').map((one) => one.trim().toLowerCase());
  const coding = offer.find((one) => /^(?:x-)?gzip\b/.test(one)) ?? offer.find((one) => one.startsWith('*'));
  return coding !== undefined && !/;\s*q=0(?:\.0*)?$/.test(coding);
}
