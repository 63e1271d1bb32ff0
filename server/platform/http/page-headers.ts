import type { RequestHandler, Response } from 'express';
import type { Config } from '../contract.ts';

/** Security headers of the app's own pages: no inline script or style, framed by nobody else, content frame allowed. */
export function pageHeaders(config: Config): RequestHandler {
  const headers = headersOf(config, "'self'");
  return (_req, res, next) => {
    res.set(headers);
    next();
  };
}

/**
 * The same for a page that some other sites may show in a frame, by their origins: no `X-Frame-Options` and no opener policy, the
 * host's own neither, since the page runs in frames and pop-ups of those sites. No origin at all: in no frame.
 */
export function framedPageHeaders(res: Response, config: Config, origins: readonly string[]): void {
  for (const name of ['X-Frame-Options', 'Cross-Origin-Opener-Policy']) res.removeHeader(name);
  res.set(headersOf(config, origins.length === 0 ? "'none'" : origins.join(' ')));
}

function headersOf(config: Config, ancestors: string): Record<string, string> {
  const policy = [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    `frame-src ${config.contentUrl ?? "'none'"}`,
    `frame-ancestors ${ancestors}`,
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join('; ');
  return {
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'Cache-Control': 'no-store',
  };
}
