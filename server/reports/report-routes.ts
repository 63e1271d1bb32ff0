import type { Request, Router } from 'express';
import { createRouter, frameOf, queryOf, respond, route, type FrameOptions, type Platform } from '../platform/index.ts';
import { actorOf } from '../people/index.ts';
import { helpView } from './help-view.ts';
import { mayOpenCatalogue } from './report-policy.ts';
import type { ReportService } from './report-service.ts';
import { readPage, readPathId, readRenewal, readResultsQuery } from './results-input.ts';
import { resultsFileName, writeResults } from './write-results.ts';
import { sheetHeaders } from './write-sheet.ts';

/** What the routes need. */
export interface ReportRoutesDeps {
  readonly platform: Platform;
  readonly reports: ReportService;
}

/** Pages that show records; none of them changes anything. */
export function reportRoutes({ platform, reports }: ReportRoutesDeps): Router {
  const router = createRouter();
  const on = route(router);
  const render = (req: Request, view: string, frame: FrameOptions, model: object): string =>
    platform.views.render(view, { page: frameOf(req, frame), ...model });

  on.get('/my', async (req, res) => {
    const model = await reports.my(actorOf(req));
    respond(res).html(render(req, 'reports/my', { title: 'My training', current: '/my' }, model));
  });

  on.get('/my/history', async (req, res) => {
    const model = await reports.history(actorOf(req));
    respond(res).html(render(req, 'reports/history', { title: 'Finished courses', current: '/my' }, model));
  });

  on.get('/courses/:id', async (req, res) => {
    const actor = actorOf(req);
    const model = await reports.course(actor, readPathId(req.params), readRenewal(queryOf(req)));
    const isPartner = !mayOpenCatalogue(actor);
    const frame = { title: model.title, current: isPartner ? '/my' : '/catalog' };
    respond(res).html(render(req, 'reports/course', frame, { ...model, isPartner }));
  });

  on.get('/courses/:id/results', async (req, res) => {
    const model = await reports.results(actorOf(req), readPathId(req.params), readResultsQuery(queryOf(req)));
    respond(res).html(render(req, 'reports/results', { title: `Results: ${model.title}`, current: '/results' }, model));
  });

  on.get('/courses/:id/results.csv', async (req, res) => {
    const { title, rows } = await reports.export(actorOf(req), readPathId(req.params));
    res.set(sheetHeaders(resultsFileName(title)));
    await writeResults(rows, res);
  });

  on.get('/results', async (req, res) => {
    const model = await reports.overview(actorOf(req));
    respond(res).html(render(req, 'reports/overview', { title: 'Results overview', current: '/results' }, model));
  });

  on.get('/attempts/:id', async (req, res) => {
    const model = await reports.attempt(actorOf(req), readPathId(req.params));
    respond(res).html(render(req, 'reports/attempt', { title: `${model.who}: ${model.title}` }, model));
  });

  on.get('/attempts/:id/log', async (req, res) => {
    const model = await reports.log(actorOf(req), readPathId(req.params), readPage(queryOf(req)));
    respond(res).html(render(req, 'reports/log', { title: model.heading }, model));
  });

  on.get('/registrations/:id/log', async (req, res) => {
    const attemptId = await reports.latestAttempt(actorOf(req), readPathId(req.params));
    respond(res).redirect(`/attempts/${attemptId}/log`);
  });

  on.get('/help', (req, res) => {
    const model = helpView(platform.config.contentUrl, platform.clock.now());
    respond(res).html(render(req, 'reports/help', { title: 'Help' }, model));
  });

  return router;
}
