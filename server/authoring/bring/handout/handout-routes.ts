import type { Request, Response, Router } from 'express';
import { requireAuthor } from '../../../packages/index.ts';
import { actorOf, answerForm, type Faults } from '../../../people/index.ts';
import { createRouter, frameOf, respond, route, sameOrigin, type Platform } from '../../../platform/index.ts';
import type { Handouts } from './bring-handout.ts';
import { handoutView } from './handout-view.ts';

/** A PDF or a film becomes a course: one form. */
export function handoutRoutes({ views }: Platform, handouts: Handouts): Router {
  const router = createRouter();
  const { get, post } = route(router);

  function show(req: Request, res: Response, typed: Record<string, string>, faults: Faults, status: number): void {
    const page = frameOf(req, { title: 'A PDF or a film as a course', current: '/author' });
    respond(res).html(
      views.render('authoring/handout', { page, ...handoutView(handouts.limit, typed, faults) }),
      status,
    );
  }

  get('/author/handouts/new', (req, res) => {
    requireAuthor(actorOf(req));
    show(req, res, {}, {}, 200);
  });

  post('/author/handouts', sameOrigin(), async (req, res) => {
    const actor = actorOf(req);
    const typed: Record<string, string> = {};
    const work = async (): Promise<void> => {
      const { versionId, isNew } = await handouts.bring(actor, req, typed);
      respond(res).redirect(`/author/versions/${versionId}?done=${isNew ? 'found' : 'same'}`);
    };
    await answerForm(req, work, (faults, status) => show(req, res, typed, faults, status));
  });

  return router;
}
