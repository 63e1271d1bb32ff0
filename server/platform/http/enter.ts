import type { Platform } from '../contract.ts';
import { AppError } from '../errors/app-error.ts';
import { newId } from '../ids/new-id.ts';
import { endUnreadBody } from './body-pace.ts';
import { openContext } from './request-context.ts';
import type { AsyncHandler } from './route.ts';

/** Long unguessable parts of a path (a reset link) are secrets too. */
const withoutSecrets = (path: string): string => path.replace(/[A-Za-z0-9_-]{32,}/g, '[token]');

/**
 * First middleware of the plugin: request id, context, duration, access log without queries and tokens. Throws AppError
 * `NOT_FOUND` (404) for a path with NUL in it: no database takes it as part of a key.
 */
export function enter(platform: Platform): AsyncHandler {
  return (req, res, next) => {
    const began = process.hrtime.bigint();
    const { id, base } = openContext(req, platform, newId());
    const path = withoutSecrets(req.path);
    res.set('X-Request-Id', id);
    res.once('finish', () => endUnreadBody(req, platform.config.bodyWindowMs));
    res.once('close', () => {
      const ms = Number(process.hrtime.bigint() - began) / 1e6;
      const status = res.writableFinished ? res.statusCode : 499;
      const labels = { method: req.method, status: `${Math.floor(status / 100)}xx` };
      platform.metrics.observe('schoolbeat_http_request_seconds', 'Duration of requests.', ms / 1000, labels);
      platform.log.info(
        { requestId: id, method: req.method, path: base + path, status, ms: Math.round(ms) },
        'request',
      );
    });
    if (req.path.includes('%00')) throw new AppError('NOT_FOUND', 404, 'There is no such page.');
    next();
  };
}
