import type { Request } from 'express';
import { AppError } from '../errors/app-error.ts';
import { platformOf } from './request-context.ts';
import type { AsyncHandler } from './route.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses state-changing requests that another origin caused, `same-site` included: a second port of the same name is
 * another origin that receives our cookies. Throws AppError `CROSS_ORIGIN` 403.
 */
export function sameOrigin(): AsyncHandler {
  return (req, _res, next) => {
    if (SAFE.has(req.method) || isSameOrigin(req)) {
      next();
      return;
    }
    throw new AppError('CROSS_ORIGIN', 403, 'This request came from another site.', {
      help: 'Go back to the page, reload it and try again.',
    });
  };
}

function isSameOrigin(req: Request): boolean {
  const site = req.get('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  const origin = req.get('origin');
  if (origin === undefined) return false;
  return (
    origin === `${req.protocol}://${req.get('host') ?? ''}` || origin === originOf(platformOf(req).config.publicUrl)
  );
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : '';
}
