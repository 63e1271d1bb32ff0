import busboy from 'busboy';
import type { IncomingMessage } from 'node:http';
import { AppError, bodyTooSlow, uploadPace, watchPace } from '../../platform/index.ts';
import { BANK_FILE_BYTES } from './bank-service.ts';

const FORM_BYTES = 100_000;

/**
 * Takes a file of questions and the words beside it out of a multipart form. Throws AppError `BANK_FILE_EXPECTED` (415),
 * `BANK_FILE_MISSING` (422), `BANK_FILE_TOO_LARGE` (413), `BANK_FILE_INCOMPLETE` (400), `BODY_TOO_SLOW` (408).
 */
export async function receiveBankFile(
  req: IncomingMessage,
  windowMs: number,
): Promise<{ readonly bytes: Buffer; readonly fields: Readonly<Record<string, string>> }> {
  let parser: busboy.Busboy;
  try {
    const limits = { files: 1, fileSize: BANK_FILE_BYTES, fields: 5, fieldSize: 1000, parts: 8 };
    parser = busboy({ headers: req.headers, defParamCharset: 'utf8', limits });
  } catch (cause) {
    req.resume();
    throw new AppError('BANK_FILE_EXPECTED', 415, 'A form with a file was expected.', {}, { cause });
  }
  const received = await new Promise<{ bytes: Buffer; fields: Record<string, string> }>((resolve, reject) => {
    const chunks: Buffer[] = [];
    const fields = new Map<string, string>();
    let size = 0;
    const fail = (fault: AppError): void => {
      unwatch();
      req.unpipe(parser);
      // What still comes is thrown away, so that the answer reaches the browser.
      req.resume();
      reject(fault);
    };
    const unwatch = watchPace(req, uploadPace(windowMs), () => fail(bodyTooSlow()));
    parser.on('file', (_field, file) => {
      file.on('data', (chunk: Buffer) => chunks.push(chunk));
      file.once('limit', () => fail(tooLarge()));
    });
    parser.on('field', (name, value) => fields.set(name, value));
    parser.once('error', (cause) => fail(broken(cause)));
    parser.once('close', () => {
      unwatch();
      resolve({ bytes: Buffer.concat(chunks), fields: Object.fromEntries(fields) });
    });
    req.once('close', () => {
      if (!req.complete) fail(broken(new Error('The connection ended.')));
    });
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > BANK_FILE_BYTES + FORM_BYTES) fail(tooLarge());
    });
    req.pipe(parser);
  });
  if (received.bytes.length > 0) return received;
  throw new AppError('BANK_FILE_MISSING', 422, 'Choose a file of questions.', { field: 'file' });
}

function tooLarge(): AppError {
  return new AppError('BANK_FILE_TOO_LARGE', 413, 'The file is larger than 2 MB.', {
    field: 'file',
    help: 'Divide it into several files.',
  });
}

function broken(cause: unknown): AppError {
  return new AppError(
    'BANK_FILE_INCOMPLETE',
    400,
    'The file did not arrive whole.',
    { help: 'Send it again.' },
    { cause },
  );
}
