import busboy from 'busboy';
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError, bodyTooSlow, refuseNul, storageFault, uploadPace, watchPace } from '../../platform/index.ts';

/** A form with a file as it arrived; the file lies at the scratch path. */
export interface ReceivedMedia {
  /** On the person's computer, '' where no file was chosen. */
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Captions as a file, or as they were pasted. */
  readonly captions: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Texts beside the file. */
const TEXT_BYTES = 512 * 1024;
/** A form around the file takes some bytes more. */
const FORM_BYTES = 4 * TEXT_BYTES;

/** How a form is taken; `onFields` hears the words once, those of a refused form too. */
interface MediaBounds {
  readonly limit: number;
  readonly windowMs: number;
  readonly onFields?: (fields: Readonly<Record<string, string>>) => void;
}

/**
 * Takes file, captions and words out of a multipart form. Throws AppError `MEDIA_EXPECTED` (415), `MEDIA_TOO_LARGE` (413),
 * `MEDIA_TEXT_TOO_LARGE` (413), `INPUT_INVALID` (422), `MEDIA_INCOMPLETE` (400), `BODY_TOO_SLOW` (408); what was written until then is the caller's to remove.
 */
export function receiveMedia(
  req: IncomingMessage,
  scratch: string,
  { limit, windowMs, onFields }: MediaBounds,
): Promise<ReceivedMedia> {
  if (Number(req.headers['content-length'] ?? 0) > limit + FORM_BYTES) {
    req.resume();
    return Promise.reject(tooLarge(limit));
  }
  let parser: busboy.Busboy;
  try {
    const limits = { files: 2, fileSize: limit, fields: 10, fieldSize: TEXT_BYTES, parts: 14 };
    parser = busboy({ headers: req.headers, defParamCharset: 'utf8', limits });
  } catch (cause) {
    req.resume();
    return Promise.reject(new AppError('MEDIA_EXPECTED', 415, 'A form with a file was expected.', {}, { cause }));
  }
  return new Promise((resolve, reject) => {
    const fields = new Map<string, string>();
    const captions: Buffer[] = [];
    let saving: Promise<Pick<ReceivedMedia, 'name' | 'bytes' | 'sha256'>> | null = null;
    let stream: Readable | null = null;
    let received = 0;
    let hasFailed = false;
    const fail = (fault: unknown): void => {
      if (hasFailed) return;
      hasFailed = true;
      onFields?.(Object.fromEntries([...fields].map(([name, value]) => [name, value.replaceAll('\0', '')])));
      unwatch();
      req.unpipe(parser);
      // What still comes is thrown away, so that the answer reaches the browser.
      req.resume();
      const cause = fault instanceof AppError ? fault : (storageFault(fault) ?? incomplete(fault));
      stream?.destroy(cause);
      Promise.resolve(saving).then(
        () => reject(cause),
        () => reject(cause),
      );
    };
    const unwatch = watchPace(req, uploadPace(windowMs), () => fail(bodyTooSlow()));
    parser.on('file', (field, file, { filename }) => {
      // What is left of the piece in hand is still read after a fault; nobody waits for it.
      if (hasFailed) {
        file.resume();
        return;
      }
      if (field === 'captionsFile') {
        let size = 0;
        file.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size <= TEXT_BYTES) captions.push(chunk);
          else fail(textTooLarge('captions'));
        });
        return;
      }
      if (field !== 'file' || saving !== null) {
        file.resume();
        return;
      }
      stream = file;
      file.once('limit', () => fail(tooLarge(limit)));
      saving = save(file, scratch, filename);
      saving.catch(fail);
    });
    parser.on('field', (name, value, { valueTruncated }) => {
      if (hasFailed) return;
      if (valueTruncated) fail(textTooLarge(name));
      else fields.set(name, value);
    });
    parser.once('error', fail);
    parser.once('close', () => {
      unwatch();
      const told = { captions: Buffer.concat(captions).toString('utf8'), fields: Object.fromEntries(fields) };
      Promise.resolve(saving ?? { name: '', bytes: 0, sha256: '' })
        .then((saved) => {
          refuseNul(told.fields);
          onFields?.(told.fields);
          return { ...saved, ...told };
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

async function save(
  file: Readable,
  target: string,
  filename: string | undefined,
): Promise<Pick<ReceivedMedia, 'name' | 'bytes' | 'sha256'>> {
  const hash = createHash('sha256');
  let bytes = 0;
  const counted = async function* (source: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
    for await (const chunk of source) {
      hash.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
  };
  await pipeline(file, counted, createWriteStream(target, { flags: 'wx' }));
  const last = (filename ?? '').split(/[/\\]/).at(-1) ?? '';
  return { name: last.replaceAll(/\p{Cc}/gu, '').slice(-255), bytes, sha256: hash.digest('hex') };
}

/** AppError `MEDIA_TOO_LARGE` 413. */
export function tooLarge(limit: number): AppError {
  const most = `${Math.floor(limit / 1024 / 1024).toLocaleString('en-US')} MB`;
  return new AppError('MEDIA_TOO_LARGE', 413, 'The file is larger than {most}.', {
    values: { most },
    field: 'file',
    help: 'Make it smaller and upload it again.',
  });
}

function incomplete(cause: unknown): AppError {
  return new AppError(
    'MEDIA_INCOMPLETE',
    400,
    'The file did not arrive whole.',
    { help: 'Upload it again.' },
    { cause },
  );
}

/** Nothing is cut: what is too long is not taken at all. */
function textTooLarge(field: string): AppError {
  const help = 'Make it shorter, or divide the film.';
  return new AppError('MEDIA_TEXT_TOO_LARGE', 413, 'This text is larger than 512 kB.', { field, help });
}
