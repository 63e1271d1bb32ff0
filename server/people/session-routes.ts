import type { Request, Router } from 'express';
import { AppError, createRouter, respond, route, sameOrigin } from '../platform/index.ts';
import type { People } from './create-people.ts';
import { actorOf } from './current-actor.ts';

/** Answer of both routes: ms until the session ends, null where the host signs people in. */
interface SessionAnswer {
  readonly endsInMs: number | null;
}

/** `GET /session`, mounted before everything that counts as activity: to ask when a session ends does not prolong it. */
export function sessionPeekRoutes(people: People): Router {
  const router = createRouter();
  route(router).get('/session', async (req, res) => respond(res).json(await answerFor(people, req)));
  return router;
}

/** `POST /session`: the person stays signed in. */
export function sessionRoutes(people: People): Router {
  const router = createRouter();
  route(router).post('/session', sameOrigin(), async (req, res) => {
    actorOf(req);
    const token = people.cookies.tokenOf(req);
    if (people.hasOwnAccounts && token !== null) await people.sessions.prolong(token);
    respond(res).json(await answerFor(people, req));
  });
  return router;
}

async function answerFor(people: People, req: Request): Promise<SessionAnswer> {
  if (!people.hasOwnAccounts) return { endsInMs: null };
  const token = people.cookies.tokenOf(req);
  const endsInMs = token === null ? null : await people.sessions.endsInMs(token);
  if (endsInMs === null) throw new AppError('SIGN_IN_FIRST', 401, 'Please sign in first.');
  return { endsInMs };
}
