import type { Request, Response, Router } from 'express';
import {
  AppError,
  contextOf,
  createRouter,
  frameOf,
  localeOf,
  queryOf,
  respond,
  route,
  say,
  type Platform,
} from '../../platform/index.ts';
import type { Certificates } from './certificate-service.ts';
import { readCode } from './certificate-code.ts';
import { verifyStartView, verifyView } from './verify-view.ts';

/** Checks a minute from one address: more than anyone types, fewer than somebody who guesses would need. */
const MOST_CHECKS = 30;
const MINUTE_MS = 60_000;

/** The check of a certificate by anyone; nothing here asks who it is. */
export function verifyRoutes(
  { views, limits }: Platform,
  certificates: Certificates,
  timeZoneOf: (agencyId: string) => Promise<string>,
): Router {
  const router = createRouter();
  const { get } = route(router);

  /** Throws AppError `TOO_MANY_TRIES` (429). */
  async function pass(req: Request): Promise<void> {
    const { allowed, retryAfterMs } = await limits.hit(`verify:${contextOf(req).ip}`, MOST_CHECKS, MINUTE_MS);
    if (allowed) return;
    throw new AppError('TOO_MANY_TRIES', 429, 'Too many checks. Wait a minute, then try again.', {
      details: { retryAfterMs },
    });
  }

  function show(req: Request, res: Response, model: object, status = 200): void {
    res.set('X-Robots-Tag', 'noindex, nofollow');
    const page = frameOf(req, { title: say(localeOf(contextOf(req).frame.lang), 'Check a certificate') });
    respond(res).html(views.render('training/verify', { page, ...model }), status);
  }

  get('/verify', (req, res) => {
    const { code: told } = queryOf(req);
    const typed = typeof told === 'string' ? told.slice(0, 80) : '';
    if (typed.trim() === '') return show(req, res, verifyStartView());
    // What cannot be a code is answered here: no address is made of it.
    const code = readCode(typed);
    if (code !== null) return respond(res).redirect(`/verify/${code}`);
    return show(req, res, verifyView(null, typed, localeOf(contextOf(req).frame.lang), 'UTC'), 404);
  });

  get('/verify/:code', async (req, res) => {
    await pass(req);
    const typed = String(req.params['code']).slice(0, 80);
    const found = await certificates.check(typed);
    const timeZone = found === null ? 'UTC' : await timeZoneOf(found.row.agencyId);
    show(req, res, verifyView(found, typed, localeOf(contextOf(req).frame.lang), timeZone), found === null ? 404 : 200);
  });

  return router;
}
