import busboy from 'busboy';
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError, bodyTooSlow, type BodyPace, storageFault, watchPace, refuseNul } from '../platform/index.ts';
import { isMissingPath } from './store-fault.ts';

/** A package as it arrived. */
export interface ReceivedUpload {
  /** Name of the file on the person's computer, without folders, at most 255 characters. */
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** What ended an upload: the server's own disk, or else the connection. */
function causeOf(fault: unknown): Error {
  if (fault instanceof AppError) return fault;
  return storageFault(fault) ?? (isMissingPath(fault) ? fault : incomplete(fault));
}

/** Name of the form's file field. */
const UPLOAD_FIELD = 'package';

/** A form around the file takes some bytes more. */
const FORM_BYTES = 100_000;

/** Bytes of the largest file, and how fast it must come. */
export interface UploadBounds {
  readonly limit: number;
  readonly pace: BodyPace;
}

/** What else a form may bring: its fields, and small files that are kept in memory, each up to its number of bytes. */
export interface Beside {
  readonly fields: Record<string, string>;
  readonly files: ReadonlyMap<string, number>;
  readonly found: Map<string, Buffer>;
}

/**
 * Streams the file of a multipart form to `target`. Throws AppError `UPLOAD_EXPECTED` (415), `UPLOAD_NO_FILE` (422),
 * `UPLOAD_TOO_LARGE` (413), `BODY_TOO_SLOW` (408) or `UPLOAD_INCOMPLETE` (400); what was written until then is the
 * caller's to remove.
 */
export function receiveUpload(
  req: IncomingMessage,
  target: string,
  { limit, pace }: UploadBounds,
  onBytes: (bytes: number) => void,
  beside?: Beside,
): Promise<ReceivedUpload> {
  // What says beforehand that it is larger is not even read.
  if (Number(req.headers['content-length'] ?? 0) > limit + FORM_BYTES) return Promise.reject(tooLarge(limit));
  let parser: busboy.Busboy;
  try {
    parser = busboy({
      headers: req.headers,
      defParamCharset: 'utf8',
      limits: { files: 1 + (beside?.files.size ?? 0), fileSize: limit, fields: 20, fieldSize: 10_000, parts: 30 },
    });
  } catch (error) {
    const help = 'Choose a .zip file on the upload page.';
    return Promise.reject(new AppError('UPLOAD_EXPECTED', 415, 'A file was expected.', { help }, { cause: error }));
  }
  return new Promise((resolve, reject) => {
    let saving: Promise<ReceivedUpload> | null = null;
    let stream: Readable | null = null;
    let received = 0;
    const unwatch = watchPace(req, pace, () => fail(bodyTooSlow()));
    let hasFailed = false;
    const fail = (fault: unknown): void => {
      if (hasFailed) return;
      hasFailed = true;
      unwatch();
      req.unpipe(parser);
      // What still comes is thrown away, so that the answer reaches the browser.
      req.resume();
      const cause = causeOf(fault);
      stream?.destroy(cause);
      Promise.resolve(saving).then(
        () => reject(cause),
        () => reject(cause),
      );
    };
    parser.on('field', (name, value) => {
      if (!hasFailed && beside !== undefined && !Object.hasOwn(beside.fields, name)) beside.fields[name] = value;
    });
    parser.on('file', (field, file, info) => {
      // What is left of the piece in hand is still read after a fault; nobody waits for it.
      if (hasFailed) {
        file.resume();
        return;
      }
      const small = beside?.files.get(field);
      if (beside !== undefined && small !== undefined) {
        keepSmall(file, field, small, beside, fail);
        return;
      }
      if (field !== UPLOAD_FIELD || saving !== null) {
        file.resume();
        return;
      }
      stream = file;
      file.once('limit', () => fail(tooLarge(limit)));
      saving = save(file, target, nameOf(info.filename), onBytes);
      saving.catch(fail);
    });
    parser.once('error', fail);
    parser.once('close', () => {
      if (saving === null) reject(noFile());
      else
        saving
          .then((saved) => {
            refuseNul(beside?.fields);
            return saved;
          })
          .then(resolve, fail);
    });
    req.once('error', fail);
    req.once('close', () => {
      if (!req.complete) fail(new Error('The connection ended.'));
    });
    // Fields and parts beyond their number are passed over, but not for ever: a chunked form says no length.
    req.on('data', (chunk: Buffer) => {
      received += chunk.length;
      if (received > limit + FORM_BYTES) fail(tooLarge(limit));
    });
    req.pipe(parser);
  });
}

/** Keeps a small file in memory; one that is too large fails the upload, an empty one was not chosen. */
function keepSmall(
  file: Readable,
  field: string,
  most: number,
  { found }: Beside,
  fail: (fault: unknown) => void,
): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  file.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= most) chunks.push(chunk);
  });
  file.once('error', fail);
  file.once('end', () => {
    if (bytes > most) fail(new AppError('UPLOAD_TOO_LARGE', 413, 'This file is too large.', { field }));
    else if (bytes > 0) found.set(field, Buffer.concat(chunks));
  });
}

async function save(
  file: Readable,
  target: string,
  name: string,
  onBytes: (bytes: number) => void,
): Promise<ReceivedUpload> {
  const hash = createHash('sha256');
  let bytes = 0;
  const counted = async function* (source: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
    for await (const chunk of source) {
      hash.update(chunk);
      bytes += chunk.length;
      onBytes(bytes);
      yield chunk;
    }
  };
  await pipeline(file, counted, createWriteStream(target, { flags: 'wx' }));
  if (bytes === 0) throw noFile();
  return { name, bytes, sha256: hash.digest('hex') };
}

function nameOf(filename: string | undefined): string {
  const last = (filename ?? '').split(/[/\\]/).at(-1) ?? '';
  const clean = last.replaceAll(/\p{Cc}/gu, '').slice(-255);
  return clean === '' ? 'package.zip' : clean;
}

function noFile(): AppError {
  return new AppError('UPLOAD_NO_FILE', 422, 'Choose a package first: a .zip file.', { field: UPLOAD_FIELD });
}

function tooLarge(limit: number): AppError {
  const most = `${Math.floor(limit / 1024 / 1024).toLocaleString('en-US')} MB`;
  return new AppError('UPLOAD_TOO_LARGE', 413, 'The file is larger than {most}.', {
    values: { most },
    field: UPLOAD_FIELD,
    help: 'Compress its videos or split the course.',
  });
}

function incomplete(cause: unknown): AppError {
  return new AppError('UPLOAD_INCOMPLETE', 400, 'The upload broke off.', { help: 'Upload the file again.' }, { cause });
}
