import type { Request, Response, Router } from 'express';
import { UNTOUCHED, type Refused } from '../../agencies/index.ts';
import { actorOf, answerForm, noticeOf, typedForm, type Actor } from '../../people/index.ts';
import {
  createRouter,
  formBody,
  frameOf,
  queryOf,
  readInput,
  respond,
  route,
  sameOrigin,
  type Platform,
} from '../../platform/index.ts';
import { doorStateInput, joinInput, logInput } from './door-input.ts';
import type { DoorService } from './door-service.ts';
import { doorLogView, doorsView, joinView, type DoorOffer, type SeatUse } from './door-view.ts';

const FORM_BYTES = 16_384;
const PAGE = '/organisation/doors';
const LOG = '/doors-log';

const NOTICES: Readonly<Record<string, { kind: string; text: string }>> = {
  open: { kind: 'ok', text: 'The door is open.' },
  shut: { kind: 'ok', text: 'The door is shut. Nobody comes in by it, and courses that run are not opened again.' },
  joined: { kind: 'ok', text: 'Joined. What was done counts for the person from now on.' },
};

/** The list of doors for administrators, and who came through them for supervisors too. */
export function doorPageRoutes(
  { views }: Pick<Platform, 'views'>,
  doors: DoorService,
  {
    offers,
    seats,
  }: { readonly offers: readonly DoorOffer[]; readonly seats: (actor: Actor) => Promise<readonly SeatUse[]> },
): Router {
  const router = createRouter();
  const { get, post } = route(router);

  get(PAGE, async (req, res) => {
    const actor = actorOf(req);
    const model = doorsView(actor, await doors.list(actor), offers);
    const page = frameOf(req, { title: 'Doors', current: '/admin/people', notice: noticeOf(req, NOTICES) });
    respond(res).html(views.render('embedding/doors', { page, ...model }));
  });

  post(`${PAGE}/:door/state`, sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
    const { state } = readInput(doorStateInput, req.body);
    await doors.setEnabled(actorOf(req), String(req.params['door']), state === 'open');
    respond(res).redirect(`${PAGE}?notice=${state}`);
  });

  get(LOG, async (req, res) => {
    const actor = actorOf(req);
    const { page: number } = readInput(logInput, queryOf(req));
    const model = doorLogView(actor, await doors.visitors(actor, number), number, await seats(actor));
    const page = frameOf(req, {
      title: 'Who came through the doors',
      current: '/officers',
      notice: noticeOf(req, NOTICES),
    });
    respond(res).html(views.render('embedding/log', { page, ...model }));
  });

  get(`${LOG}/:identity/join`, (req, res) => showJoin(req, res, UNTOUCHED, 200));

  post(`${LOG}/:identity/join`, sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
    const actor = actorOf(req);
    const identity = String(req.params['identity']);
    const run = async (): Promise<void> => {
      await doors.visitor(actor, identity);
      await doors.join(actor, identity, readInput(joinInput, req.body));
      respond(res).redirect(`${LOG}?notice=joined`);
    };
    await answerForm(req, run, (faults, status) => showJoin(req, res, { typed: typedForm(req), faults }, status));
  });

  return router;

  async function showJoin(req: Request, res: Response, refused: Refused, status: number): Promise<void> {
    const visitor = await doors.visitor(actorOf(req), String(req.params['identity']));
    const page = frameOf(req, { title: 'Join to a person', current: '/officers' });
    respond(res).html(views.render('embedding/join', { page, ...joinView(visitor, refused) }), status);
  }
}
