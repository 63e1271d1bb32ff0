import type { Request, Response, Router } from 'express';
import { requireAuthor } from '../../../packages/index.ts';
import { actorOf, answerForm, type Faults } from '../../../people/index.ts';
import { createRouter, frameOf, respond, route, sameOrigin, type Platform } from '../../../platform/index.ts';
import { MOST_DOCUMENT_BYTES, type Documents } from './bring-document.ts';
import { documentView } from './document-view.ts';

/** A document becomes a first draft: one form. */
export function documentRoutes({ views }: Platform, documents: Documents): Router {
  const router = createRouter();
  const { get, post } = route(router);

  function show(req: Request, res: Response, typed: Record<string, string>, faults: Faults, status: number): void {
    const page = frameOf(req, { title: 'A document as a draft', current: '/author' });
    respond(res).html(
      views.render('authoring/document', { page, ...documentView(MOST_DOCUMENT_BYTES, typed, faults) }),
      status,
    );
  }

  get('/author/documents/new', (req, res) => {
    requireAuthor(actorOf(req));
    show(req, res, {}, {}, 200);
  });

  post('/author/documents', sameOrigin(), async (req, res) => {
    const actor = actorOf(req);
    const typed: Record<string, string> = {};
    const work = async (): Promise<void> => {
      const { draftId, left } = await documents.bring(actor, req, typed);
      respond(res).redirect(`/author/drafts/${draftId}${left === 0 ? '' : '?notice=pictures'}`);
    };
    await answerForm(req, work, (faults, status) => show(req, res, typed, faults, status));
  });

  return router;
}
