import type { Request, Router } from 'express';
import type { Attempts } from '../attempts/index.ts';
import type { Packages } from '../packages/index.ts';
import type { People } from '../people/index.ts';
import {
  AppError,
  contextOf,
  createRouter,
  framedPageHeaders,
  frameOf,
  jsonBody,
  localeOf,
  queryOf,
  readInput,
  respond,
  route,
  type Platform,
} from '../platform/index.ts';
import { doorClosed, type DoorBook, type DoorHandOver, type PassBearer } from './door-service.ts';
import { launchInput, launchParams, redeemInput } from './launch-input.ts';
import { createOpening } from './open-for.ts';
import { playQuery } from './player-page-input.ts';
import { playPageView, standingAnswer } from './player-page-view.ts';
import type { PlayerPageDeps } from './player-page-routes.ts';

/** What the routes need. */
export interface DoorRoutesDeps {
  readonly attempts: Pick<Attempts, 'launches' | 'judging'>;
  readonly packages: Pick<Packages, 'reader' | 'parts'>;
  readonly people: Pick<People, 'accounts'>;
  readonly doors: DoorBook;
  readonly handOver: DoorHandOver;
  readonly judgedNow: PlayerPageDeps['judgedNow'];
}

const SMALL_LIMIT = 4 * 1024;

/**
 * The way in for people whom another system sends: its player page, the one-use code, and what a pass allows. Mounted before the
 * sessions: no cookie is read or set, so third-party cookies may be blocked. Who comes without a pass is handed on to the
 * routes of signed-in people.
 */
export function doorRoutes({ views, config }: Platform, deps: DoorRoutesDeps): Router {
  const { attempts, people, doors, handOver, judgedNow } = deps;
  const router = createRouter();
  const { get, post } = route(router);
  const open = createOpening(config, deps);

  get('/doors/:doorId/play', async (req, res) => {
    framedPageHeaders(res, config, []);
    const query = readInput(playQuery, queryOf(req));
    // Nobody is known here: the language is the one that the LMS has named, else the one that the browser asks for.
    contextOf(req).frame.lang = query.lang ?? localeOf(req.acceptsLanguages('en', 'es') || 'en');
    const door = await doors.find(null, String(req.params['doorId']));
    if (door === null) throw new AppError('DOOR_NOT_FOUND', 404, 'There is no such way into a course.');
    framedPageHeaders(res, config, door.origins);
    if (!door.isEnabled) throw doorClosed();
    const page = frameOf(req, { title: 'Course' });
    const view = playPageView(page, '', query, { isHere: false, url: null }, { id: door.id });
    respond(res).html(views.render('player/play', view));
  });

  post('/launches/redeem', jsonBody(SMALL_LIMIT), async (req, res) => {
    const { code, door } = readInput(redeemInput, req.body);
    respond(res).json(await handOver.redeem(code, door));
  });

  post('/launches', async (req, res, next) => {
    const bearer = await bearerFrom(req);
    if (bearer === null) {
      next();
      return;
    }
    await jsonBody(SMALL_LIMIT)(req, res, () => undefined);
    const request = readInput(launchInput, req.body);
    requireSame(bearer, request.registration);
    const person = await people.accounts.person(bearer.actor.personId);
    // No cookie names this browser: who opens the course twice is asked.
    const origin = { userAgent: req.get('user-agent') ?? '', browser: '' };
    await respond(res).packedJson(await open({ actor: bearer.actor, person, origin }, request), 201);
  });

  post('/launches/:id/recover', async (req, res, next) => {
    const bearer = await bearerFrom(req);
    if (bearer === null) {
      next();
      return;
    }
    const params = launchParams.safeParse(req.params);
    if (!params.success) throw new AppError('LAUNCH_NOT_FOUND', 404, 'There is no such launch of yours.');
    const { actor, registrationId } = bearer;
    respond(res).json(await attempts.launches.recover(actor, params.data.id, registrationId));
  });

  get('/play/:registration/standing', async (req, res, next) => {
    const bearer = await bearerFrom(req);
    if (bearer === null) {
      next();
      return;
    }
    requireSame(bearer, String(req.params['registration']));
    const place = await attempts.judging.placeOf(null, bearer.registrationId);
    respond(res).json(standingAnswer(place === null ? [] : await judgedNow(bearer.actor, place.courseId)));
  });

  return router;

  /** Null where the request carries no pass at all. */
  async function bearerFrom(req: Request): Promise<PassBearer | null> {
    const header = req.get('authorization');
    const pass = /^Bearer ([\w-]{1,800})$/.exec(header ?? '')?.[1];
    return pass === undefined ? null : handOver.bearerOf(pass);
  }
}

function requireSame({ registrationId }: PassBearer, asked: string): void {
  if (asked === registrationId) return;
  throw new AppError('REGISTRATION_NOT_FOUND', 404, 'This course is not among yours.');
}
