import type { Response } from 'express';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { contextOf } from './request-context.ts';

const pack = promisify<string, Buffer>(gzip);
/** Characters below which packing saves no packet. */
const LEAST_PACKED = 1400;

/** The ways in which a handler answers. */
export interface Answer {
  html(page: string, status?: number): void;
  json(body: unknown, status?: number): void;
  /**
   * JSON as gzip for who takes it: for large answers that hold nothing which another site chose, because the length of
   * packed text tells what stands in it twice.
   */
  packedJson(body: unknown, status?: number): Promise<void>;
  /** A path begins at the mount path (`/my`); an absolute URL stays as it is. 303 unless said otherwise. */
  redirect(target: string, status?: number): void;
}

/** Answers one request; pages and JSON are kept by no cache. */
export function respond(res: Response): Answer {
  const send = (type: string, body: string | Buffer, status: number): void => {
    res.status(status);
    res.set({ 'Content-Type': `${type}; charset=utf-8`, 'Cache-Control': 'no-store' });
    res.send(body);
  };
  return {
    html: (page, status = 200) => send('text/html', page, status),
    json(body, status = 200) {
      // Not by send(): it would hash each answer for an ETag that no cache may keep.
      const bytes = Buffer.from(JSON.stringify(body));
      res.status(status);
      res.set({ 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' });
      res.set('Content-Length', String(bytes.length));
      res.end(bytes);
    },
    async packedJson(body, status = 200) {
      const text = JSON.stringify(body);
      res.vary('Accept-Encoding');
      if (text.length < LEAST_PACKED || res.req.acceptsEncodings('gzip') !== 'gzip') {
        send('application/json', text, status);
        return;
      }
      const packed = await pack(text);
      res.set('Content-Encoding', 'gzip');
      send('application/json', packed, status);
    },
    redirect(target, status = 303) {
      const isAbsolute = /^https?:\/\//i.test(target);
      // Two slashes, or one and a backslash, would name another host.
      const location = isAbsolute ? target : `${contextOf(res.req).base}/${target.replace(/^[/\\]+/, '')}`;
      res.set('Cache-Control', 'no-store');
      res.redirect(status, location);
    },
  };
}
