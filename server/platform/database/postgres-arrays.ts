import type { Bound } from './plain-columns.ts';

/** Types of PostgreSQL whose lists plain tables send: number of the type, and the bytes of one value. */
const ELEMENTS: Readonly<Record<string, { readonly oid: number; readonly encode: (value: Bound) => Buffer }>> = {
  text: { oid: 25, encode: (value) => Buffer.from(typeof value === 'string' ? value : wrong('a text', value)) },
  integer: { oid: 23, encode: encodeInteger },
  'double precision': { oid: 701, encode: encodeDouble },
  bytea: { oid: 17, encode: (value) => (Buffer.isBuffer(value) ? value : wrong('bytes', value)) },
  boolean: {
    oid: 16,
    encode: (value) => Buffer.from([typeof value === 'boolean' ? Number(value) : wrong('a flag', value)]),
  },
  timestamptz: { oid: 1184, encode: encodeMoment },
};
/** Moments of PostgreSQL count from here, in microseconds. */
const EPOCH_MS = Date.UTC(2000, 0, 1);
const NULL_LENGTH = Buffer.from([255, 255, 255, 255]);

/**
 * A list of values as PostgreSQL takes it in binary (`array_recv`): texts of many kilobytes are neither quoted here nor
 * read sign by sign there. Throws TypeError for a value of another type, RangeError for a number that does not fit.
 */
export function encodeArray(type: string, values: readonly Bound[]): Buffer {
  const element = ELEMENTS[type];
  if (element === undefined) throw new TypeError(`No list of ${type} is known.`);
  const parts: Buffer[] = [head(element.oid, values)];
  for (const value of values) {
    if (value === null) {
      parts.push(NULL_LENGTH);
      continue;
    }
    const bytes = element.encode(value);
    const length = Buffer.allocUnsafe(4);
    length.writeInt32BE(bytes.length);
    parts.push(length, bytes);
  }
  return Buffer.concat(parts);
}

/** One dimension that counts from 1; none where there is nothing. */
function head(oid: number, values: readonly Bound[]): Buffer {
  const bytes = Buffer.alloc(values.length === 0 ? 12 : 20);
  bytes.writeInt32BE(values.length === 0 ? 0 : 1, 0);
  bytes.writeInt32BE(values.includes(null) ? 1 : 0, 4);
  bytes.writeInt32BE(oid, 8);
  if (values.length === 0) return bytes;
  bytes.writeInt32BE(values.length, 12);
  bytes.writeInt32BE(1, 16);
  return bytes;
}

function encodeInteger(value: Bound): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  // Without the check 1.5 would be written as 1.
  bytes.writeInt32BE(typeof value === 'number' && Number.isInteger(value) ? value : wrong('a whole number', value));
  return bytes;
}

function encodeDouble(value: Bound): Buffer {
  const bytes = Buffer.allocUnsafe(8);
  bytes.writeDoubleBE(typeof value === 'number' ? value : wrong('a number', value));
  return bytes;
}

function encodeMoment(value: Bound): Buffer {
  const bytes = Buffer.allocUnsafe(8);
  const at = value instanceof Date ? value.getTime() : wrong('a moment', value);
  bytes.writeBigInt64BE(BigInt(at - EPOCH_MS) * 1000n);
  return bytes;
}

function wrong(wanted: string, value: Bound): never {
  throw new TypeError(`Wanted ${wanted}, not ${value === null ? 'null' : typeof value}.`);
}
