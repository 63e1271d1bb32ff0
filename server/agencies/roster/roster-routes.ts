import type { Request, Response, Router } from 'express';
import { actorOf, answerForm, noticeOf, requireRole, type Faults } from '../../people/index.ts';
import {
  createRouter,
  formBody,
  frameOf,
  readInput,
  respond,
  route,
  sameOrigin,
  type Platform,
} from '../../platform/index.ts';
import { confirmInput } from '../desk-input.ts';
import { receiveList } from './receive-list.ts';
import type { Rosters } from './roster-service.ts';
import { rosterFormView, rosterView } from './roster-view.ts';
import { writeRosterReport } from './write-report.ts';

const PAGE = '/officers/import';
const CURRENT = '/officers';
/** Seconds after which a page looks again how far the import is. */
const LOOK_AGAIN_S = 3;

const NOTICES: Readonly<Record<string, { kind: string; text: string }>> = {
  changed: {
    kind: 'warn',
    text: 'Something has changed since you looked. Nothing is imported yet: look at the list again.',
  },
};

/** Lists of people as CSV, for supervisors and administrators. */
export function rosterRoutes({ views, config }: Platform, rosters: Rosters): Router {
  const router = createRouter();
  const { get, post } = route(router);

  async function showForm(req: Request, res: Response, text: string, faults: Faults, status: number): Promise<void> {
    const actor = actorOf(req);
    const model = rosterFormView(actor, await rosters.schoolsOf(actor), text, faults);
    const page = frameOf(req, { title: 'Import officers', current: CURRENT });
    respond(res).html(views.render('agencies/roster-form', { page, ...model }), status);
  }

  get(PAGE, async (req, res) => {
    requireRole(actorOf(req), 'supervisor', 'administrator');
    await showForm(req, res, '', {}, 200);
  });

  post(PAGE, sameOrigin(), async (req, res) => {
    const actor = actorOf(req);
    requireRole(actor, 'supervisor', 'administrator');
    let pasted = '';
    const work = async (): Promise<void> => {
      const list = await receiveList(req, config.bodyWindowMs);
      if (typeof list === 'string') pasted = list;
      respond(res).redirect(`${PAGE}/${await rosters.check(actor, list)}`);
    };
    await answerForm(req, work, (faults, status) => showForm(req, res, pasted, faults, status));
  });

  get(`${PAGE}/:import`, async (req, res) => {
    const actor = actorOf(req);
    const model = rosterView(await rosters.find(actor, String(req.params['import'])), actor);
    if (model.isRunning) res.set('Refresh', String(LOOK_AGAIN_S));
    const notice = noticeOf(req, NOTICES);
    const page = frameOf(req, { title: 'Import officers', current: CURRENT, notice });
    respond(res).html(views.render('agencies/roster', { page, ...model }));
  });

  post(`${PAGE}/:import/confirm`, sameOrigin(), formBody(4096), async (req, res) => {
    const actor = actorOf(req);
    const id = String(req.params['import']);
    await rosters.find(actor, id);
    const { plan } = readInput(confirmInput, req.body);
    const hasBegun = await rosters.confirm(actor, id, plan);
    respond(res).redirect(hasBegun ? `${PAGE}/${id}` : `${PAGE}/${id}?notice=changed`);
  });

  get(`${PAGE}/:import/report.csv`, async (req, res) => {
    const found = await rosters.find(actorOf(req), String(req.params['import']));
    res.set({
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="import-report.csv"',
      'Cache-Control': 'no-store',
    });
    await writeRosterReport(found, res);
  });

  return router;
}
