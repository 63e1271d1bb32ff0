import type { Request, Response, Router } from 'express';
import { z } from 'zod';
import {
  AppError,
  contextOf,
  createRouter,
  jsonBody,
  problemHandler,
  queryOf,
  readInput,
  respond,
  route,
  sha256Hex,
  type AsyncHandler,
  type Platform,
} from '../../platform/index.ts';
import type { Once } from './answer-once.ts';
import type { KeyHolder, Keys } from './key-service.ts';
import type { OpenApiDocument } from './open-api.ts';
import type { Operation } from './operation.ts';

/** What the routes are made of. */
export interface ApiParts {
  readonly operations: readonly Operation[];
  readonly document: OpenApiDocument;
  readonly keys: Keys;
  readonly once: Once;
}

const BODY_BYTES = 1_000_000;
/** Requests of a key in a minute. */
const MOST_A_MINUTE = 600;
const MINUTE_MS = 60_000;

const idempotencyKey = z.string().min(1).max(200);

/** Operations as routes below /api: they read no cookie, so no page of another site can ask with somebody's session. */
export function apiRoutes(platform: Platform, { operations, document, keys, once }: ApiParts): Router {
  const router = createRouter();
  const routes = route(router);
  const holders = new WeakMap<Request, KeyHolder>();

  const enterByKey: AsyncHandler = async (req, res, next) => {
    const [, key = ''] = /^Bearer +(\S+)$/i.exec(req.get('authorization') ?? '') ?? [];
    res.set('WWW-Authenticate', 'Bearer');
    const holder = await keys.holderOf(key);
    res.removeHeader('WWW-Authenticate');
    holders.set(req, holder);
    const { allowed, retryAfterMs, left, resetsInMs } = await platform.limits.hit(
      `api:${holder.keyId}`,
      MOST_A_MINUTE,
      MINUTE_MS,
    );
    res.set({
      'RateLimit-Limit': String(MOST_A_MINUTE),
      'RateLimit-Remaining': String(left),
      'RateLimit-Reset': String(Math.ceil(resetsInMs / 1000)),
    });
    if (!allowed) {
      res.set('Retry-After', String(Math.ceil(retryAfterMs / 1000)));
      throw new AppError('RATE_LIMITED', 429, 'Too many requests with this key.', {
        help: 'Wait for as many seconds as Retry-After says.',
        details: { retryAfterMs },
      });
    }
    next();
  };

  const answer = async (one: Operation, req: Request, res: Response): Promise<void> => {
    const holder = holders.get(req);
    if (holder === undefined) throw new AppError('API_KEY_UNKNOWN', 401, 'Send a key.');
    const asker = { holder, actor: holder.actorFor(one.scope, one.roles) };
    const body: unknown = one.body === null ? null : req.body;
    const work = async () => ({
      status: one.status,
      body: await one.run(asker, { params: req.params, query: queryOf(req), body }),
    });
    const given = one.method === 'post' ? req.get('idempotency-key') : undefined;
    if (given === undefined) {
      send(res, one.status, (await work()).body);
      return;
    }
    const requestSha256 = sha256Hex(JSON.stringify([one.method, contextOf(req).target, body]));
    const { agencyId, keyId } = holder;
    const named = readInput(z.object({ 'Idempotency-Key': idempotencyKey }), { 'Idempotency-Key': given });
    const request = { agencyId, keyId, idempotencyKey: named['Idempotency-Key'], requestSha256 };
    const { status, body: said, isRepeated } = await once(request, work);
    if (isRepeated) res.set('Idempotency-Replayed', 'true');
    send(res, status, said);
  };

  routes.get('/api/openapi.json', async (_req, res) => {
    res.set('Access-Control-Allow-Origin', '*');
    await respond(res).packedJson(document);
  });
  for (const one of operations) {
    const parse = one.body === null ? [] : [jsonBody(BODY_BYTES)];
    routes[one.method](`/api${one.path}`, enterByKey, ...parse, (req, res) => answer(one, req, res));
  }
  router.use('/api', (req, _res, next) => {
    // The page that shows the document is for people, and stands among the pages.
    if (req.path === '/docs') next();
    else next(new AppError('NOT_FOUND', 404, 'There is no such operation.', { help: 'See /api/docs.' }));
  });
  router.use('/api', problemHandler(platform));
  return router;
}

function send(res: Response, status: number, body: unknown): void {
  if (body !== null) respond(res).json(body, status);
  else res.status(status).set('Cache-Control', 'no-store').end();
}
