import type { Request, Response, Router } from 'express';
import { actorOf } from '../../people/index.ts';
import { createRouter, jsonBody, queryOf, readInput, respond, route, sameOrigin } from '../../platform/index.ts';
import { EDIT_BYTES, editRequest, fileQuery, presenceRequest, replaceRequest } from './draft-input.ts';
import type { Clash, Files, Kept } from './file-service.ts';
import type { Heads } from './head-service.ts';
import type { Presence } from './presence-service.ts';

const draftOf = (req: Request): string => String(req.params['draftId']);

/** What the pages of the editor ask and send while somebody writes: JSON. */
export function editRoutes(heads: Pick<Heads, 'open'>, files: Files, presence: Presence): Router {
  const router = createRouter();
  const { get, post, put } = route(router);

  post('/author/drafts/:draftId/edits', sameOrigin(), jsonBody(EDIT_BYTES), async (req, res) => {
    answer(res, await files.edit(actorOf(req), draftOf(req), readInput(editRequest, req.body)));
  });

  // A draft of another agency is not found before anything else of the request is looked at.
  get('/author/drafts/:draftId/file', async (req, res) => {
    await heads.open(actorOf(req), draftOf(req));
    const { path } = readInput(fileQuery, queryOf(req));
    respond(res).json(await files.read(actorOf(req), draftOf(req), path));
  });

  put('/author/drafts/:draftId/file', sameOrigin(), jsonBody(EDIT_BYTES), async (req, res) => {
    await heads.open(actorOf(req), draftOf(req));
    const { path } = readInput(fileQuery, queryOf(req));
    const request = readInput(replaceRequest, req.body);
    answer(res, await files.replace(actorOf(req), draftOf(req), { path, ...request }));
  });

  post('/author/drafts/:draftId/presence', sameOrigin(), jsonBody(4096), async (req, res) => {
    respond(res).json(await presence.tell(actorOf(req), draftOf(req), readInput(presenceRequest, req.body)));
  });

  return router;
}

/** A conflict is an answer with both sides in it, and no fault. */
function answer(res: Response, { kind, ...told }: Kept | Clash): void {
  if (kind === 'kept') {
    respond(res).json(told);
    return;
  }
  const message =
    'Somebody else has changed the same place meanwhile. Both versions are here; nothing was overwritten.';
  respond(res).json({ code: 'EDIT_CONFLICT', message, ...told }, 409);
}
