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
import { launchAnswerView } from './launch-answer-view.ts';
import { launchInput, launchParams } from './launch-input.ts';
import type { PlayerPageDeps } from './player-page-routes.ts';

/** What the player needs of the rooms below. */
export interface PlayerDependencies {
  readonly attempts: Attempts;
  readonly packages: Packages;
  readonly people: People;
  readonly judgedNow: PlayerPageDeps['judgedNow'];
}

const SMALL_LIMIT = 4 * 1024;
const YEAR = 365 * 24 * 60 * 60_000;

/** The two requests about launches that the signed-in person makes: opening one, and renewing its token. */
export function launchRoutes(platform: Platform, { attempts, packages, people }: PlayerDependencies): Router {
  const { config } = platform;
  const router = createRouter();
  const { post } = route(router);

  post('/launches', sameOrigin(), jsonBody(SMALL_LIMIT), async (req, res) => {
    const actor = actorOf(req);
    const request = readInput(launchInput, req.body);
    if (config.contentUrl === null) {
      throw new AppError('CONTENT_ORIGIN_MISSING', 409, 'Courses cannot be opened on this installation.', {
        help: 'It needs an address of its own for course content (SCHOOLBEAT_CONTENT_URL).',
      });
    }
    const origin = { userAgent: req.get('user-agent') ?? '', browser: browserOf(req, res) };
    const opened = await attempts.launches.open(actor, request, origin);
    const version = await packages.reader.loadVersion(null, opened.versionId);
    const parts = await packages.parts.of(opened.versionId);
    const person = await people.personOf(req);
    // The tree of a large course: 120 KB for a hundred activities, and a few packed.
    const answer = launchAnswerView({ opened, actor, person, version, parts, reader: packages.reader, config });
    await respond(res).packedJson(answer, 201);
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
