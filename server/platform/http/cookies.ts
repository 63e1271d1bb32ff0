import type { Request, Response } from 'express';
import { contextOf, platformOf } from './request-context.ts';

/** Value of a cookie, null where the browser sent none. */
export function readCookie(req: Request, name: string): string | null {
  for (const part of (req.headers.cookie ?? '').split(';')) {
    const equals = part.indexOf('=');
    if (equals > 0 && part.slice(0, equals).trim() === name) return part.slice(equals + 1).trim();
  }
  return null;
}

/** Sets a cookie for this mount path alone: HttpOnly, SameSite=Lax, Secure on https; without `maxAgeMs` for the session. */
export function setCookie(res: Response, name: string, value: string, options: { maxAgeMs?: number } = {}): void {
  const { base } = contextOf(res.req);
  const isSecure = res.req.secure || platformOf(res.req).config.publicUrl.startsWith('https:');
  res.append(
    'Set-Cookie',
    [
      `${name}=${value}`,
      `Path=${base === '' ? '/' : base}`,
      'HttpOnly',
      'SameSite=Lax',
      ...(isSecure ? ['Secure'] : []),
      ...(options.maxAgeMs === undefined ? [] : [`Max-Age=${Math.floor(options.maxAgeMs / 1000)}`]),
    ].join('; '),
  );
}

/** Takes a cookie of this mount path back. */
export function clearCookie(res: Response, name: string): void {
  setCookie(res, name, '', { maxAgeMs: 0 });
}
