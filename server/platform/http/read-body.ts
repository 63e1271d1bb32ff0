import type { Request } from 'express';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { AppError } from '../errors/app-error.ts';
import { bodyTooSlow, watchPace, wholeBodyPace } from './body-pace.ts';
import { platformOf } from './request-context.ts';

const tooLarge = (limit: number): AppError =>
  new AppError('BODY_TOO_LARGE', 413, 'This is larger than can be taken.', { details: { limit } });

/**
 * Reads a whole body of at most `limit` bytes, inflated where it came gzipped. Throws AppError `BODY_TOO_LARGE`,
 * `BODY_ENCODING`, `BODY_ABORTED`, `BODY_TOO_SLOW`.
 */
export async function readBody(req: Request, limit: number): Promise<Buffer> {
  if (Number(req.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
  const encoding = (req.headers['content-encoding'] ?? 'identity').toLowerCase();
  if (encoding === 'identity') return collect(req, req, limit);
  if (encoding !== 'gzip') throw new AppError('BODY_ENCODING', 415, 'Bodies are taken plain or gzipped.');
  const inflated = createGunzip();
  // A stream of many small members would otherwise be read to its end before the limit is seen.
  req.on('error', (error) => inflated.destroy(error)).pipe(inflated);
  return collect(req, inflated, limit);
}

async function collect(req: Request, source: Readable, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const announced = Number(req.headers['content-length'] ?? limit);
  const pace = wholeBodyPace(platformOf(req).config.bodyWindowMs, announced);
  return new Promise<Buffer>((resolve, reject) => {
    const stop = (error: Error): void => {
      unwatch();
      source.off('data', take);
      if (source !== req) {
        req.unpipe();
        source.destroy();
      }
      // A body that stops half read would hold up the next request on its connection; a closed one would lose the answer.
      req.resume();
      reject(error);
    };
    const take = (chunk: Buffer): void => {
      bytes += chunk.length;
      if (bytes > limit) stop(tooLarge(limit));
      else chunks.push(chunk);
    };
    const unwatch = watchPace(req, pace, () => {
      req.res?.set('Connection', 'close');
      stop(bodyTooSlow());
    });
    source.on('data', take);
    source.once('end', () => resolve(Buffer.concat(chunks, bytes)));
    source.once('error', (cause) =>
      stop(new AppError('BODY_UNREADABLE', 400, 'The body cannot be read.', {}, { cause })),
    );
    req.once('close', () => {
      if (!req.complete) stop(new AppError('BODY_ABORTED', 400, 'The body ended too early.'));
    });
  });
}
