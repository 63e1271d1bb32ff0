import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { crc32, createInflateRaw, inflateRaw } from 'node:zlib';
import type { ZipEntry } from './zip-directory.ts';

/** Data of an entry that is not what the directory says; the import turns it into an issue. */
export class CorruptEntryError extends Error {
  override readonly name = 'CorruptEntryError';
}

/** Entries up to this size are worked on in one piece: a stream for each of 20,000 small files costs more than the files. */
const SMALL_BYTES = 256 * 1024;

const PIECE_BYTES = 256 * 1024;

/** True when both forms of the entry fit into memory without a thought. */
export function isSmall(entry: ZipEntry): boolean {
  return entry.bytes <= SMALL_BYTES && entry.packedBytes <= SMALL_BYTES * 2;
}

const inflateApart = promisify(inflateRaw);

/** Unpacks what was read of an entry, in memory and off the main thread, never more than the directory promised, and compares size and checksum. */
export async function unpack(entry: ZipEntry, packed: Buffer): Promise<Buffer> {
  if (packed.length !== entry.packedBytes) throw new CorruptEntryError('the archive ends inside of it');
  const plain = entry.method === 0 ? packed : await inflate(entry, packed);
  compare(entry, plain.length, crc32(plain));
  return plain;
}

async function inflate(entry: ZipEntry, packed: Buffer): Promise<Buffer> {
  try {
    // The size is known: one buffer instead of many that are joined.
    const chunkSize = Math.max(64, entry.bytes + 1);
    const inflated: unknown = await inflateApart(packed, { maxOutputLength: entry.bytes + 1, chunkSize, info: true });
    if (!hasInfo(inflated)) throw new TypeError('zlib gave no info');
    const { buffer, engine } = inflated;
    if (engine.bytesWritten !== packed.length) throw new CorruptEntryError('there is more data than the file needs');
    return buffer;
  } catch (error) {
    if (error instanceof CorruptEntryError) throw error;
    throw new CorruptEntryError('its packed data is damaged', { cause: error });
  }
}

/** With `info` zlib answers its engine as well, which knows how many bytes it took; the types of Node leave it out. */
function hasInfo(value: unknown): value is { buffer: Buffer; engine: { bytesWritten: number } } {
  return typeof value === 'object' && value !== null && 'buffer' in value && 'engine' in value;
}

/** Reads the packed data of a large entry piece by piece. */
export async function* streamPacked(file: FileHandle, entry: ZipEntry, offset: number): AsyncIterable<Buffer> {
  const end = offset + entry.packedBytes;
  for (let at = offset; at < end;) {
    const chunk = Buffer.allocUnsafe(Math.min(PIECE_BYTES, end - at));
    const { bytesRead } = await file.read(chunk, 0, chunk.length, at);
    if (bytesRead === 0) throw new CorruptEntryError('the archive ends inside of it');
    at += bytesRead;
    yield chunk.subarray(0, bytesRead);
  }
}

/** Streams unpacked data, stopping as soon as it is more than promised; compares size and checksum at the end. */
export async function* unpackStream(entry: ZipEntry, packed: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  let bytes = 0;
  let checksum = 0;
  for await (const chunk of entry.method === 0 ? packed : inflateStream(packed)) {
    bytes += chunk.length;
    if (bytes > entry.bytes) throw new CorruptEntryError('it unpacks to more than its size');
    checksum = crc32(chunk, checksum);
    yield chunk;
  }
  compare(entry, bytes, checksum);
}

async function* inflateStream(packed: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  let read = 0;
  const counted = async function* (): AsyncIterable<Buffer> {
    for await (const chunk of packed) {
      read += chunk.length;
      yield chunk;
    }
  };
  const source = Readable.from(counted(), { objectMode: false });
  const inflater = createInflateRaw({ chunkSize: 128 * 1024 });
  source.on('error', (error) => inflater.destroy(error));
  const plain: AsyncIterable<Buffer> = source.pipe(inflater);
  try {
    yield* plain;
    if (inflater.bytesWritten !== read) throw new CorruptEntryError('there is more data than the file needs');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code.startsWith('Z_')) throw new CorruptEntryError('its packed data is damaged', { cause: error });
    throw error;
  } finally {
    source.destroy();
    inflater.destroy();
  }
}

function compare(entry: ZipEntry, bytes: number, checksum: number): void {
  if (bytes !== entry.bytes) throw new CorruptEntryError(`it unpacks to ${bytes} bytes instead of ${entry.bytes}`);
  if (checksum !== entry.crc32) throw new CorruptEntryError('its checksum does not fit');
}
