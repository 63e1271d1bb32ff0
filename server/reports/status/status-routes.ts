import type { Request, Router } from 'express';
import {
  createRouter,
  frameOf,
  queryOf,
  respond,
  route,
  type FrameOptions,
  type Platform,
} from '../../platform/index.ts';
import { actorOf } from '../../people/index.ts';
import { readPage } from '../results-input.ts';
import { sheetHeaders, writeSheet } from '../write-sheet.ts';
import { readStatusQuery } from './status-input.ts';
import type { StatusService } from './status-service.ts';
import { statusColumns } from './status-view.ts';

/** The training status as of a day, its sheet, and pairs. */
export function statusRoutes({ views }: Pick<Platform, 'views'>, status: StatusService): Router {
  const router = createRouter();
  const on = route(router);
  const render = (req: Request, view: string, frame: FrameOptions, model: object): string =>
    views.render(view, { page: frameOf(req, frame), ...model });

  on.get('/reports', async (req, res) => {
    const model = await status.report(actorOf(req), readStatusQuery(queryOf(req)));
    respond(res).html(render(req, 'reports/status', { title: model.heading, current: '/results' }, model));
  });

  on.get('/reports.csv', async (req, res) => {
    const { day, rows } = status.export(actorOf(req), readStatusQuery(queryOf(req)));
    res.set(sheetHeaders(`training-status-${day}.csv`));
    await writeSheet(statusColumns(day), rows, res);
  });

  on.get('/reports/pairs', async (req, res) => {
    const model = await status.pairs(actorOf(req), readPage(queryOf(req)));
    respond(res).html(render(req, 'reports/pairs', { title: 'Pairs', current: '/results' }, model));
  });

  return router;
}
