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
import { readPathId } from '../results-input.ts';
import { sheetHeaders, writeSheet } from '../write-sheet.ts';
import { readDayQuery, readOverviewQuery, readSchoolsQuery } from './coverage-input.ts';
import type { CoverageService } from './coverage-service.ts';
import { schoolColumns } from './coverage-sheet.ts';

/** Pages about schools and who is there, for supervisors and for directors of districts. */
export function coverageRoutes({ views }: Pick<Platform, 'views'>, coverage: CoverageService): Router {
  const router = createRouter();
  const on = route(router);
  const render = (req: Request, view: string, frame: FrameOptions, model: object): string =>
    views.render(view, { page: frameOf(req, frame), ...model });

  on.get('/overview', async (req, res) => {
    const model = await coverage.overview(actorOf(req), 'agency', readOverviewQuery(queryOf(req)));
    respond(res).html(render(req, 'reports/coverage', { title: model.title, current: '/overview' }, model));
  });

  on.get('/district', async (req, res) => {
    const model = await coverage.overview(actorOf(req), 'district', readOverviewQuery(queryOf(req)));
    respond(res).html(render(req, 'reports/coverage', { title: model.title, current: '/district' }, model));
  });

  on.get('/schools', async (req, res) => {
    const model = await coverage.schools(actorOf(req), readSchoolsQuery(queryOf(req)));
    respond(res).html(render(req, 'reports/schools', { title: 'Schools', current: model.back }, model));
  });

  on.get('/schools.csv', async (req, res) => {
    const { day, schools } = await coverage.schoolsExport(actorOf(req), readSchoolsQuery(queryOf(req)));
    res.set(sheetHeaders(`schools-${day}.csv`));
    await writeSheet(schoolColumns(day), schools, res);
  });

  on.get('/schools/:id', async (req, res) => {
    const model = await coverage.school(actorOf(req), readPathId(req.params), readDayQuery(queryOf(req)));
    respond(res).html(render(req, 'reports/school', { title: model.title, current: model.back }, model));
  });

  return router;
}
