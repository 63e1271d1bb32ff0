import type { Request, Router } from 'express';
import type { Attempts, Bearer } from '../attempts/index.ts';
import { tokenError } from '../attempts/index.ts';
import { createRouter, jsonBody, parseJson, readInput, respond, route, textBody } from '../platform/index.ts';
import type { CommitAnswer } from '../standards/index.ts';
import {
  answerInput,
  beaconInput,
  commitInput,
  drawInput,
  endInput,
  heartbeatInput,
  launchParams,
} from './launch-input.ts';

/** Bytes of one commit. */
const COMMIT_LIMIT = 2 * 1024 * 1024;
/** Browsers send beacons of 64 KiB at most. */
const BEACON_LIMIT = 128 * 1024;
const SMALL_LIMIT = 4 * 1024;
/** One answer to a question, a scenario or a test. */
const ANSWER_LIMIT = 32 * 1024;

/**
 * What a launch says of itself, by its token alone: these routes read no cookie and stand before the sessions. Failures are
 * `LAUNCH_TOKEN_UNKNOWN`, `LAUNCH_TOKEN_EXPIRED` (401), `LAUNCH_SUPERSEDED` (409) and those of the commit service.
 */
export function bearerRoutes({ commits, launches, bearerOf }: Attempts): Router {
  const router = createRouter();
  const { post } = route(router);

  function bearerFrom(req: Request, token = tokenOf(req)): Bearer {
    const { success, data } = launchParams.safeParse(req.params);
    const bearer = success ? bearerOf(data.id, token) : null;
    if (bearer === null) throw tokenError('token-unknown');
    return bearer;
  }

  const known = new WeakMap<Request, Bearer>();
  const checkBearer = (req: Request, _res: unknown, next: () => void): void => {
    // Before the body is read: who has no token costs nothing.
    known.set(req, bearerFrom(req));
    next();
  };
  const bearerOfRequest = (req: Request): Bearer => known.get(req) ?? bearerFrom(req);

  post('/launches/:id/commits', checkBearer, jsonBody(COMMIT_LIMIT), async (req, res) => {
    const bearer = bearerOfRequest(req);
    respond(res).json(await commits.commit(bearer, readInput(commitInput, req.body)));
  });

  post('/launches/:id/answers', checkBearer, jsonBody(ANSWER_LIMIT), async (req, res) => {
    const bearer = bearerOfRequest(req);
    respond(res).json(await commits.answer(bearer, readInput(answerInput, req.body)));
  });

  post('/launches/:id/draws', checkBearer, jsonBody(SMALL_LIMIT), async (req, res) => {
    const bearer = bearerOfRequest(req);
    respond(res).json(await commits.draw(bearer, readInput(drawInput, req.body)));
  });

  post('/launches/:id/heartbeat', checkBearer, jsonBody(SMALL_LIMIT), async (req, res) => {
    const bearer = bearerOfRequest(req);
    respond(res).json(await launches.heartbeat(bearer, readInput(heartbeatInput, req.body)));
  });

  post('/launches/:id/end', checkBearer, jsonBody(SMALL_LIMIT), async (req, res) => {
    const bearer = bearerOfRequest(req);
    respond(res).json(await commits.end(bearer, readInput(endInput, req.body)));
  });

  post('/launches/:id/beacon', textBody(BEACON_LIMIT), async (req, res) => {
    const { token, commits: sent, leaving } = readInput(beaconInput, parseJson(String(req.body)));
    const bearer = bearerFrom(req, token);
    const outcomes = await Promise.allSettled(sent.map((request) => commits.commit(bearer, request)));
    if (leaving === true) await launches.leave(bearer);
    // Nobody reads the answer of a beacon; a failure goes to the log as any other.
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    const answers = outcomes.flatMap((outcome): CommitAnswer[] =>
      outcome.status === 'fulfilled' ? [outcome.value] : [],
    );
    respond(res).json({ answers });
  });

  return router;
}

function tokenOf(req: Request): string {
  return /^Bearer ([\w.-]{1,200})$/.exec(req.get('authorization') ?? '')?.[1] ?? '';
}
