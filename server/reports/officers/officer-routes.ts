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
import { readOfficersQuery } from './officer-input.ts';
import { officerColumns } from './officer-list-view.ts';
import type { OfficerService } from './officer-service.ts';

/** The list of officers, its sheet, and one officer's page. */
export function officerRoutes({ views }: Pick<Platform, 'views'>, officers: OfficerService): Router {
  const router = createRouter();
  const on = route(router);
  const render = (req: Request, view: string, frame: FrameOptions, model: object): string =>
    views.render(view, { page: frameOf(req, frame), ...model });

  on.get('/officers', async (req, res) => {
    const model = await officers.list(actorOf(req), readOfficersQuery(queryOf(req)));
    respond(res).html(render(req, 'reports/officers', { title: 'Officers', current: '/officers' }, model));
  });

  on.get('/officers.csv', async (req, res) => {
    const wanted = readOfficersQuery(queryOf(req));
    const { day, rows } = officers.export(actorOf(req), wanted);
    res.set(sheetHeaders(`officers-${day}.csv`));
    await writeSheet(officerColumns(wanted.status === 'left'), rows, res);
  });

  on.get('/officers/:id', async (req, res, next) => {
    const id = readPathId(req.params);
    // Pages below /officers that make something new are other rooms'.
    if (id === 'new' || id === 'import') {
      next();
      return;
    }
    const model = await officers.officer(actorOf(req), id);
    respond(res).html(render(req, 'reports/officer', { title: model.name, current: '/officers' }, model));
  });

  return router;
}
