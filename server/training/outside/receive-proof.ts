import busboy from 'busboy';
import type { IncomingMessage } from 'node:http';
import { Transform, type Readable } from 'node:stream';
import { AppError, bodyTooSlow, refuseNul, watchPace, type BodyPace, type Storage } from '../../platform/index.ts';
import { MAGIC_BYTES, proofTypeOf, type ProofType } from './proof-type.ts';

/** Bytes of the largest proof. */
export const PROOF_LIMIT = 10 * 1024 * 1024;

/** A form around the file takes some bytes more. */
const FORM_BYTES = 100_000;
const FILE_FIELD = 'proof';

/** A proof as it lies in the store. */
export interface StoredProof {
  readonly key: string;
  /** Name on the person's computer, without folders. */
  readonly name: string;
  readonly mediaType: ProofType['mediaType'];
  readonly sha256: string;
}

/** Where a form goes. */
export interface ProofTarget {
  readonly storage: Storage;
  readonly key: string;
  readonly pace: BodyPace;
  /** Filled with what was typed, also where the file is refused. */
  readonly fields: Record<string, string>;
}

/**
 * Streams a form with one file into the store under `key`; the file is what its first bytes say. Throws AppError
 * `UPLOAD_EXPECTED` (415), `PROOF_TYPE` (422), `PROOF_TOO_LARGE` (413), `BODY_TOO_SLOW` (408), `UPLOAD_INCOMPLETE` (400); then
 * nothing is left in the store.
 */
export async function receiveProof(
  req: IncomingMessage,
  { storage, key, pace, fields }: ProofTarget,
): Promise<StoredProof | null> {
  if (Number(req.headers['content-length'] ?? 0) > PROOF_LIMIT + FORM_BYTES) throw tooLarge();
  const parser = parserOf(req);
  let saving: Promise<StoredProof | null> = Promise.resolve(null);
  let received = 0;
  try {
    await new Promise<void>((resolve, reject) => {
      parser.on('field', (name, value) => {
        fields[name] = value;
      });
      parser.on('file', (field, file, info) => {
        if (field !== FILE_FIELD) {
          file.resume();
          return;
        }
        saving = save(file, storage, key, nameOf(info.filename));
        saving.catch(reject);
      });
      parser.once('error', (cause) => reject(incomplete(cause)));
      parser.once('close', resolve);
      req.once('error', (cause) => reject(incomplete(cause)));
      req.once('close', () => {
        if (!req.complete) reject(incomplete(new Error('The connection ended.')));
      });
      req.on('data', (chunk: Buffer) => {
        received += chunk.length;
        if (received > PROOF_LIMIT + FORM_BYTES) reject(tooLarge());
      });
      watchPace(req, pace, () => reject(bodyTooSlow()));
      req.pipe(parser);
    });
    const proof = await saving;
    refuseNul(fields);
    return proof;
  } catch (error) {
    req.unpipe(parser);
    // What still comes is thrown away, so that the answer reaches the browser.
    req.resume();
    parser.destroy();
    await saving.then(
      (proof) => (proof === null ? null : storage.remove(proof.key)),
      () => null,
    );
    throw error;
  }
}

function parserOf(req: IncomingMessage): busboy.Busboy {
  try {
    return busboy({
      headers: req.headers,
      defParamCharset: 'utf8',
      limits: { files: 1, fileSize: PROOF_LIMIT, fields: 20, fieldSize: 10_000, parts: 30 },
    });
  } catch (cause) {
    throw new AppError('UPLOAD_EXPECTED', 415, 'A form with a file was expected.', {}, { cause });
  }
}

async function save(file: Readable, storage: Storage, key: string, name: string): Promise<StoredProof | null> {
  let type: ProofType | null = null;
  let head = Buffer.alloc(0);
  let isLarge = false;
  file.once('limit', () => {
    isLarge = true;
  });
  const checked = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (head.length < MAGIC_BYTES) {
        head = Buffer.concat([head, chunk.subarray(0, MAGIC_BYTES)]);
        type = proofTypeOf(head);
        if (head.length >= MAGIC_BYTES && type === null) {
          done(wrongType());
          return;
        }
      }
      done(null, chunk);
    },
    flush(done) {
      // An empty field of a browser is a file without a byte.
      if (isLarge) done(tooLarge());
      else if (head.length > 0 && type === null) done(wrongType());
      else done();
    },
  });
  file.once('error', (cause) => checked.destroy(incomplete(cause)));
  // The store listens only once it has a place for the file: a fault before that is kept here, and the rest thrown away.
  let fault: Error | null = null;
  checked.once('error', (error) => {
    fault = error;
    file.unpipe(checked);
    file.resume();
  });
  const { bytes, sha256 } = await storage.put(key, file.pipe(checked)).catch((error: unknown) => {
    throw fault ?? error;
  });
  const found = type as ProofType | null;
  if (bytes === 0 || found === null) {
    await storage.remove(key);
    return null;
  }
  return { key, name, mediaType: found.mediaType, sha256 };
}

function nameOf(filename: string | undefined): string {
  const last = (filename ?? '').split(/[/\\]/).at(-1) ?? '';
  const clean = last.replaceAll(/\p{Cc}/gu, '').slice(-200);
  return clean === '' ? 'proof' : clean;
}

function wrongType(): AppError {
  return new AppError('PROOF_TYPE', 422, 'This file is no PDF, JPG or PNG.', {
    field: FILE_FIELD,
    help: 'Scan or photograph the certificate, or save it as a PDF.',
  });
}

function tooLarge(): AppError {
  return new AppError('PROOF_TOO_LARGE', 413, 'The file is larger than 10 MB.', {
    field: FILE_FIELD,
    help: 'Scan it with fewer points per inch, or in grey.',
  });
}

function incomplete(cause: unknown): AppError {
  return new AppError('UPLOAD_INCOMPLETE', 400, 'The upload broke off.', { help: 'Send it again.' }, { cause });
}
