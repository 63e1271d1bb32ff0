import type { Request, Response } from 'express';
import { pipeline } from 'node:stream/promises';
import type { Media } from './media-service.ts';

/** A file of a draft is somebody's own bytes on our own origin: nothing in it may run, load or be taken for a page. */
const HEADERS = {
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'private, no-cache',
  'Accept-Ranges': 'bytes',
};

/** Sends a file, or the part that a player asks for (RFC 9110, 14.2: one range of bytes). */
export async function serveMedia(
  req: Request,
  res: Response,
  found: Awaited<ReturnType<Media['open']>>,
): Promise<void> {
  const { row, read } = found;
  res.set(HEADERS);
  res.set('Content-Type', row.mediaType.startsWith('text/') ? `${row.mediaType}; charset=utf-8` : row.mediaType);
  res.set('ETag', `"${row.sha256}"`);
  const isShown = /^(?:image|video|audio)\/|^text\/vtt$/.test(row.mediaType);
  const name = row.path.split('/').at(-1) ?? 'file';
  res.set('Content-Disposition', isShown ? 'inline' : `attachment; filename="${name}"`);
  if (req.headers['if-none-match'] === `"${row.sha256}"`) {
    res.status(304).end();
    return;
  }
  const range = rangeOf(req.headers.range, row.bytes);
  if (range === 'none') {
    res.status(416).set('Content-Range', `bytes */${row.bytes}`).end();
    return;
  }
  if (range !== null) {
    res.status(206).set('Content-Range', `bytes ${range.start}-${range.end}/${row.bytes}`);
  }
  res.set('Content-Length', String(range === null ? row.bytes : range.end - range.start + 1));
  if (req.method === 'HEAD') {
    res.end();
    return;
  }
  await pipeline(await read(range ?? undefined), res);
}

/** The one range that was asked for; null where all is sent, `none` where there is nothing in it. */
function rangeOf(header: string | undefined, bytes: number): { start: number; end: number } | 'none' | null {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === '' && to === '') return null;
  const start = from === '' ? Math.max(0, bytes - Number(to)) : Number(from);
  const end = from === '' || to === '' ? bytes - 1 : Math.min(Number(to), bytes - 1);
  return start > end ? 'none' : { start, end };
}
