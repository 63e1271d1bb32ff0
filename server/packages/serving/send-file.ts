import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw, inflateRawSync } from 'node:zlib';
import type { Storage } from '../../platform/index.ts';
import type { ContentFile } from './content-directory.ts';
import { acceptsGzip, matchesTag, readRange, type ByteRange } from './content-range.ts';
import { createWeightedCache } from './weighted-cache.ts';

/** Bytes of small files that are kept in memory, and the largest of them. */
const CACHE_BYTES = 32 * 1024 * 1024;
const CACHED_BYTES = 64 * 1024;
/** Files up to this size are read in one piece. */
const WHOLE_BYTES = 256 * 1024;
const GZIP_HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
const GZIP_TRAILER_BYTES = 8;
const GZIP_EXTRA_BYTES = GZIP_HEADER.length + GZIP_TRAILER_BYTES;

/** A file and the archive it lies in. */
export type StoredFile = ContentFile & { readonly archiveKey: string };

type Headers = Readonly<Record<string, string>>;

/** Sends files of versions; the package's own headers overrule those of the file. */
export interface FileSender {
  send(req: IncomingMessage, res: ServerResponse, file: StoredFile, headers: Headers): Promise<void>;
  /** The answer to whoever asks for the whole file, where its bytes are in memory; deflated files for those who take gzip. */
  prepare(file: StoredFile, headers: Headers): PreparedFile | null;
}

/** A whole file, ready to be sent. */
export interface PreparedFile {
  readonly isGzip: boolean;
  readonly tag: string;
  /** Names and values by turns, as `writeHead` takes them fastest: of a 200 and of a 304. */
  readonly head: string[];
  readonly unchangedHead: string[];
  readonly body: Buffer;
}

/** Sends files straight out of stored archives: the deflated bytes of a file need only a gzip header and trailer. */
export function createFileSender(storage: Storage): FileSender {
  const cache = createWeightedCache<Buffer>(CACHE_BYTES);

  /** The bytes as they lie in the archive; those of a deflated file framed as gzip. */
  async function readWhole(file: StoredFile): Promise<Buffer> {
    const { archiveKey, offset, storedBytes } = file;
    const cached = cache.get(keyOf(file));
    if (cached !== undefined) return cached;
    const stored = await storage.read(archiveKey, offset, storedBytes);
    const data = file.method === 'deflate' ? Buffer.concat([GZIP_HEADER, stored, gzipTrailer(file)]) : stored;
    if (storedBytes <= CACHED_BYTES) cache.set(keyOf(file), data, data.length);
    return data;
  }

  async function send(req: IncomingMessage, res: ServerResponse, file: StoredFile, common: Headers): Promise<void> {
    const plan = planAnswer(req.method, req.headers, file);
    const headers = { ...plan.headers, ...common };
    if (plan.body === null) {
      res.writeHead(plan.status, headers).end();
      return;
    }
    // The first bytes are read before the status goes out, so that a missing archive can still be answered in words.
    const body = await bodyOf(file, plan.body.isGzip, plan.body.range);
    res.writeHead(plan.status, headers);
    if (body instanceof Buffer) res.end(body);
    else await pipeline(body, res);
  }

  async function bodyOf(file: StoredFile, isGzip: boolean, range: ByteRange) {
    const isDeflated = file.method === 'deflate';
    if (file.storedBytes <= WHOLE_BYTES && file.bytes <= WHOLE_BYTES * 4) {
      const data = await readWhole(file);
      if (isGzip) return data;
      const plain = isDeflated ? inflateRawSync(data.subarray(GZIP_HEADER.length, -GZIP_TRAILER_BYTES)) : data;
      return plain.subarray(range.start, range.end + 1);
    }
    const { archiveKey, offset, storedBytes } = file;
    const wanted = range.end - range.start + 1;
    if (!isDeflated && wanted <= WHOLE_BYTES) return storage.read(archiveKey, offset + range.start, wanted);
    if (!isDeflated) return storage.get(archiveKey, { start: offset + range.start, end: offset + range.end });
    const stored = await storage.get(archiveKey, { start: offset, end: offset + storedBytes - 1 });
    if (isGzip) return Readable.from(framed(stored, gzipTrailer(file)), { objectMode: false });
    return Readable.from(cut(stored, range), { objectMode: false });
  }

  function prepare(file: StoredFile, common: Headers): PreparedFile | null {
    const body = cache.get(keyOf(file));
    if (body === undefined) return null;
    const isGzip = file.method === 'deflate';
    const { headers } = planAnswer('GET', isGzip ? { 'accept-encoding': 'gzip' } : {}, file);
    const { 'Content-Length': length, 'Content-Encoding': coding, ...unchanged } = { ...headers, ...common };
    const sent = { 'Content-Length': length, ...(coding !== undefined && { 'Content-Encoding': coding }) };
    const unchangedHead = flat(unchanged);
    return { isGzip, tag: String(headers['ETag']), head: [...unchangedHead, ...flat(sent)], unchangedHead, body };
  }

  return { send, prepare };
}

function keyOf({ archiveKey, offset }: StoredFile): string {
  return `${archiveKey}@${offset}`;
}

function flat(headers: Readonly<Record<string, string | number | undefined>>): string[] {
  return Object.entries(headers).flatMap(([name, value]) => [name, String(value)]);
}

interface AnswerPlan {
  readonly status: 200 | 206 | 304 | 416;
  readonly headers: Record<string, string | number>;
  /** null: nothing follows the headers. */
  readonly body: { readonly isGzip: boolean; readonly range: ByteRange } | null;
}

/** Decides by the headers of the request what is sent: gzip or plain, all or a part, or that nothing has changed. */
function planAnswer(method: string | undefined, asked: IncomingHttpHeaders, file: ContentFile): AnswerPlan {
  const isDeflated = file.method === 'deflate';
  const tag = `"${file.crc32}-${file.bytes.toString(36)}`;
  const mayRange = method !== 'HEAD' && isCurrent(asked['if-range'], `${tag}"`);
  const part = mayRange ? readRange(asked.range, file.bytes) : null;
  const isGzip = isDeflated && part === null && acceptsGzip(asked['accept-encoding']);
  const etag = isGzip ? `${tag}-gz"` : `${tag}"`;
  const headers: Record<string, string | number> = {
    'Content-Type': file.mediaType,
    'Cache-Control': 'public, max-age=31536000, immutable',
    'Accept-Ranges': 'bytes',
    ETag: etag,
    ...(isDeflated && { Vary: 'Accept-Encoding' }),
  };
  if (matchesTag(asked['if-none-match'], etag)) return { status: 304, headers, body: null };
  if (part === 'unsatisfiable') {
    return { status: 416, headers: { ...headers, 'Content-Range': `bytes */${file.bytes}` }, body: null };
  }
  const range = part ?? { start: 0, end: file.bytes - 1 };
  headers['Content-Length'] = isGzip ? file.storedBytes + GZIP_EXTRA_BYTES : range.end - range.start + 1;
  if (isGzip) headers['Content-Encoding'] = 'gzip';
  if (part !== null) headers['Content-Range'] = `bytes ${range.start}-${range.end}/${file.bytes}`;
  const hasBody = method !== 'HEAD' && file.bytes > 0;
  return { status: part === null ? 200 : 206, headers, body: hasBody ? { isGzip, range } : null };
}

/** Without `If-Range` a range is always meant; with it only of the very same bytes (RFC 9110 13.1.5). */
function isCurrent(header: string | string[] | undefined, tag: string): boolean {
  return header === undefined || header === tag;
}

function gzipTrailer({ crc32, bytes }: ContentFile): Buffer {
  const trailer = Buffer.alloc(GZIP_TRAILER_BYTES);
  trailer.writeUInt32LE(Number.parseInt(crc32, 16), 0);
  trailer.writeUInt32LE(bytes % 2 ** 32, 4);
  return trailer;
}

async function* framed(stored: AsyncIterable<Buffer>, trailer: Buffer): AsyncIterable<Buffer> {
  yield GZIP_HEADER;
  yield* stored;
  yield trailer;
}

/** Inflates from the beginning and hands on what lies in the range, not a byte longer than needed. */
async function* cut(stored: Readable, { start, end }: ByteRange): AsyncIterable<Buffer> {
  const inflater = createInflateRaw();
  stored.on('error', (error) => inflater.destroy(error));
  const plain: AsyncIterable<Buffer> = stored.pipe(inflater);
  let at = 0;
  try {
    for await (const chunk of plain) {
      const from = Math.max(0, start - at);
      const part = chunk.subarray(from, end + 1 - at);
      at += chunk.length;
      if (from < chunk.length && part.length > 0) yield part;
      if (at > end) return;
    }
  } finally {
    stored.destroy();
    inflater.destroy();
  }
}
