import type { Request, Response, Router } from 'express';
import { actorOf } from '../../people/index.ts';
import { createRouter, jsonBody, queryOf, readInput, respond, route, sameOrigin } from '../../platform/index.ts';
import type { Drafts } from '../drafts/index.ts';
import { commentRequest, commentsQuery, commentStateRequest } from './comment-input.ts';
import { commentsView } from './comment-view.ts';
import type { Reviews } from './review-service.ts';

const BODY_BYTES = 32 * 1024;
const PAGE = '/author/drafts/:draftId/comments';

const draftOf = (req: Request): string => String(req.params['draftId']);

/** Comments at their blocks, for the editor: JSON. Each answer is all that is said of the file now. */
export function commentRoutes({ heads }: Pick<Drafts, 'heads'>, reviews: Reviews): Router {
  const router = createRouter();
  const { get, post } = route(router);

  async function answer(req: Request, res: Response, path: string, status = 200): Promise<void> {
    const actor = actorOf(req);
    const comments = await reviews.comments(actor, draftOf(req));
    respond(res).json({ comments: commentsView(actor, comments, path) }, status);
  }

  // A draft of another agency is not found before anything else of the request is looked at.
  get(PAGE, async (req, res) => {
    await heads.open(actorOf(req), draftOf(req));
    await answer(req, res, readInput(commentsQuery, queryOf(req)).path);
  });

  post(PAGE, sameOrigin(), jsonBody(BODY_BYTES), async (req, res) => {
    await heads.open(actorOf(req), draftOf(req));
    const { path, blockId, words } = readInput(commentRequest, req.body);
    await reviews.comment(actorOf(req), draftOf(req), { about: { path, blockId }, words });
    await answer(req, res, path, 201);
  });

  post(`${PAGE}/:commentId/state`, sameOrigin(), jsonBody(BODY_BYTES), async (req, res) => {
    await heads.open(actorOf(req), draftOf(req));
    const { path, state } = readInput(commentStateRequest, req.body);
    await reviews.resolve(actorOf(req), draftOf(req), String(req.params['commentId']), state === 'resolved');
    await answer(req, res, path);
  });

  return router;
}
