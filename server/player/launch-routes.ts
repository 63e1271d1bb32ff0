import type { Request, Response, Router } from 'express';
import type { Attempts } from '../attempts/index.ts';
import type { Packages } from '../packages/index.ts';
import type { People } from '../people/index.ts';
import { actorOf } from '../people/index.ts';
import type { Platform } from '../platform/index.ts';
import {
  AppError,
  createRouter,
  jsonBody,
  randomToken,
  readCookie,
  readInput,
  respond,
  route,
  sameOrigin,
  setCookie,
} from '../platform/index.ts';
import type { DoorBook } from './door-service.ts';
import { launchInput, launchParams } from './launch-input.ts';
import { createOpening } from './open-for.ts';
import type { PlayerPageDeps } from './player-page-routes.ts';

/** What the player needs of the rooms below. */
export interface PlayerDependencies {
  readonly attempts: Attempts;
  readonly packages: Packages;
  readonly people: People;
  readonly judgedNow: PlayerPageDeps['judgedNow'];
  readonly doors: DoorBook;
}

const SMALL_LIMIT = 4 * 1024;
const YEAR = 365 * 24 * 60 * 60_000;

/** The two requests about launches that the signed-in person makes: opening one, and renewing its token. */
export function launchRoutes(platform: Platform, { attempts, packages, people }: PlayerDependencies): Router {
  const { config } = platform;
  const router = createRouter();
  const { post } = route(router);
  const open = createOpening(config, { attempts, packages });

  post('/launches', sameOrigin(), jsonBody(SMALL_LIMIT), async (req, res) => {
    const actor = actorOf(req);
    const request = readInput(launchInput, req.body);
    const person = await people.personOf(req);
    const origin = { userAgent: req.get('user-agent') ?? '', browser: browserOf(req, res) };
    // The tree of a large course: 120 KB for a hundred activities, and a few packed.
    await respond(res).packedJson(await open({ actor, person, origin }, request), 201);
  });

  post('/launches/:id/recover', sameOrigin(), async (req, res) => {
    const actor = actorOf(req);
    const params = launchParams.safeParse(req.params);
    if (!params.success) throw new AppError('LAUNCH_NOT_FOUND', 404, 'There is no such launch of yours.');
    respond(res).json(await attempts.launches.recover(actor, params.data.id));
  });

  return router;

  /** Random id of the browser profile, so that the page can say "in this browser". */
  function browserOf(req: Request, res: Response): string {
    const name = `${config.tablePrefix}browser`;
    const known = readCookie(req, name);
    if (known !== null && /^[\w-]{43}$/.test(known)) return known;
    const made = randomToken();
    setCookie(res, name, made, { maxAgeMs: YEAR });
    return made;
  }
}
