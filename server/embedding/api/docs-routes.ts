import type { Router } from 'express';
import { createRouter, frameOf, respond, route, type Platform } from '../../platform/index.ts';
import { docsView } from './docs-view.ts';
import type { OpenApiDocument } from './open-api.ts';

/** The description of the interface as a page of ours: nothing on it comes from elsewhere. */
export function docsRoutes({ views }: Platform, document: OpenApiDocument): Router {
  const router = createRouter();
  const { get } = route(router);
  const model = docsView(document);
  get('/api/docs', (req, res) => {
    const page = frameOf(req, { title: 'Interface for programs' });
    respond(res).html(views.render('embedding/docs', { page, ...model }));
  });
  return router;
}
