import busboy from 'busboy';
import type { IncomingMessage } from 'node:http';
import { AppError, bodyTooSlow, uploadPace, watchPace } from '../../platform/index.ts';
import { ROSTER_BYTES } from './read-roster.ts';

/** A form around the list takes some bytes more. */
const FORM_BYTES = 100_000;

/**
 * Takes a list out of a multipart form: a file, or what was pasted where no file was chosen. Throws AppError
 * `ROSTER_EXPECTED` (415), `ROSTER_MISSING` (422), `ROSTER_TOO_LARGE` (413), `BODY_TOO_SLOW` (408).
 */
export async function receiveList(req: IncomingMessage, windowMs: number): Promise<Buffer | string> {
  if (Number(req.headers['content-length'] ?? 0) > 2 * ROSTER_BYTES + FORM_BYTES) {
    req.resume();
    throw tooLarge();
  }
  const { file, text } = await receiveForm(req, windowMs);
  if (file.length > 0) return file;
  if (text.trim() !== '') return text;
  throw new AppError('ROSTER_MISSING', 422, 'Choose a file, or paste the list.', { field: 'list' });
}

async function receiveForm(req: IncomingMessage, windowMs: number): Promise<{ file: Buffer; text: string }> {
  const parser = parserOf(req);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let text = '';
    let received = 0;
    const fail = (fault: AppError): void => {
      unwatch();
      req.unpipe(parser);
      // What still comes is thrown away, so that the answer reaches the browser.
      req.resume();
      reject(fault);
    };
    const unwatch = watchPace(req, uploadPace(windowMs), () => fail(bodyTooSlow()));
    parser.on('file', (field, stream) => {
      if (field !== 'file') {
        stream.resume();
        return;
      }
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.once('limit', () => fail(tooLarge()));
    });
    parser.on('field', (field, value, { valueTruncated }) => {
      if (field !== 'text') return;
      text = value;
      if (valueTruncated) fail(tooLarge());
    });
    parser.once('error', (cause) => fail(broken(cause)));
    parser.once('close', () => {
      unwatch();
      resolve({ file: Buffer.concat(chunks), text });
    });
    req.once('close', () => {
      if (!req.complete) fail(broken(new Error('The connection ended.')));
    });
    // Fields and parts beyond their number are passed over, but not for ever: a chunked form says no length.
    req.on('data', (chunk: Buffer) => {
      received += chunk.length;
      if (received > 2 * ROSTER_BYTES + FORM_BYTES) fail(tooLarge());
    });
    req.pipe(parser);
  });
}

function parserOf(req: IncomingMessage): busboy.Busboy {
  try {
    return busboy({
      headers: req.headers,
      defParamCharset: 'utf8',
      limits: { files: 1, fileSize: ROSTER_BYTES, fields: 5, fieldSize: ROSTER_BYTES, parts: 10 },
    });
  } catch (cause) {
    req.resume();
    throw new AppError('ROSTER_EXPECTED', 415, 'A form with a list was expected.', {}, { cause });
  }
}

function tooLarge(): AppError {
  return new AppError('ROSTER_TOO_LARGE', 413, 'The list is larger than 2 MB.', {
    help: 'Divide it into several lists.',
    field: 'list',
  });
}

function broken(cause: unknown): AppError {
  return new AppError(
    'ROSTER_INCOMPLETE',
    400,
    'The list did not arrive whole.',
    { help: 'Send it again.' },
    { cause },
  );
}
