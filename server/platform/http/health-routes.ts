import type { Request, Router } from 'express';
import { timingSafeEqual } from 'node:crypto';
import type { Platform } from '../contract.ts';
import { AppError } from '../errors/app-error.ts';
import { RETRY_AFTER_S } from '../health/service-fault.ts';
import { sha256Hex } from '../ids/hash.ts';
import { respond } from './respond.ts';
import { createRouter, route } from './route.ts';

/**
 * `/healthz` (this process answers; what it knows to be wrong), `/readyz` (database, migrations, content store looked at now;
 * 503 with codes and reasons), `/metrics`.
 */
export function healthRoutes(platform: Platform): Router {
  const router = createRouter();
  const { get } = route(router);
  get('/healthz', (_req, res) => {
    // A process that lives must not be ended because its database is away: 200, and not a moment's wait for it.
    const faults = Object.entries(platform.health.glance()).flatMap(([part, { ok, ...why }]) =>
      ok ? [] : [{ part, ...why }],
    );
    respond(res).json({ ok: true, faults });
  });
  get('/readyz', async (_req, res) => {
    const { database, storage } = await platform.health.check();
    const ok = database.ok && storage.ok;
    if (!ok) res.set('Retry-After', String(RETRY_AFTER_S));
    respond(res).json({ ok, database, storage }, ok ? 200 : 503);
  });
  get('/metrics', async (req, res) => {
    if (!mayReadMetrics(req, platform.config.metricsToken ?? null))
      throw new AppError('NOT_FOUND', 404, 'Nothing here.');
    res.set({ 'Content-Type': 'text/plain; version=0.0.4', 'Cache-Control': 'no-store' });
    res.send(await platform.metrics.text());
  });
  return router;
}

/** With a token for its bearer; without one for this machine, when no proxy speaks for somebody else. */
function mayReadMetrics(req: Request, token: string | null): boolean {
  if (token === null) {
    const address = req.socket.remoteAddress ?? '';
    const isForwarded = req.headers['x-forwarded-for'] !== undefined || req.headers['forwarded'] !== undefined;
    return !isForwarded && /^(::1|(::ffff:)?127\.)/.test(address);
  }
  const given = sha256Hex((req.get('authorization') ?? '').replace(/^Bearer /, ''));
  return timingSafeEqual(Buffer.from(given), Buffer.from(sha256Hex(token)));
}
