import type { Request, Response, Router } from 'express';
import { actorOf, answerForm, noticeOf, requireManage, requireRole, typedForm, type People } from '../people/index.ts';
import {
  createRouter,
  formBody,
  frameOf,
  readInput,
  respond,
  route,
  sameOrigin,
  type Platform,
} from '../platform/index.ts';
import { endInput, newOfficerInput, placeInput, selectionInput, startInput, withdrawInput } from './desk-input.ts';
import { UNTOUCHED, type Refused } from './form-field.ts';
import { leavingView } from './leave-view.ts';
import type { LeavingService } from './leave-service.ts';
import { newcomerView } from './newcomer-view.ts';
import type { Placements } from './placement-service.ts';
import { placementsView, type RefusedForm } from './placement-view.ts';
import type { Selections } from './selection-service.ts';
import { selectionView } from './selection-view.ts';

const FORM_BYTES = 32_768;
const CURRENT = '/officers';

const NOTICES: Readonly<Record<string, { kind: string; text: string }>> = {
  added: { kind: 'ok', text: 'Added. A new account is mailed a link to set its first password.' },
  invited: {
    kind: 'ok',
    text: 'This address has an account. The person is asked to join, and is yours to place once the answer is yes.',
  },
  placed: { kind: 'ok', text: 'Placed.' },
  ended: { kind: 'ok', text: 'The placement has its last day.' },
  corrected: { kind: 'ok', text: 'The first day is corrected.' },
  decided: { kind: 'ok', text: 'The decision is on the record.' },
  withdrawn: { kind: 'ok', text: 'The decision is taken back. It stays on the record with your reason.' },
  left: { kind: 'ok', text: 'The person has left your agency. The record stays.' },
};

/** What the pages of one officer call. */
export interface OfficerDesk {
  readonly people: People;
  readonly placements: Placements;
  readonly selections: Selections;
  readonly leaving: LeavingService;
}

/** Adding, placing, selecting and taking leave of officers, for supervisors and administrators. */
export function officerRoutes({ views }: Platform, { people, placements, selections, leaving }: OfficerDesk): Router {
  const router = createRouter();
  const { get, post } = route(router);
  const show = (req: Request, res: Response, view: string, title: string, model: object, status: number): void => {
    const page = frameOf(req, { title, current: CURRENT, notice: noticeOf(req, NOTICES) });
    respond(res).html(views.render(view, { page, ...model }), status);
  };

  async function showPlacements(req: Request, res: Response, refused: RefusedForm | null, status: number) {
    const actor = actorOf(req);
    const model = placementsView(await placements.history(actor, idOf(req)), actor.timeZone, refused);
    show(req, res, 'agencies/placements', `Placements: ${model.name}`, model, status);
  }

  async function showSelection(req: Request, res: Response, refused: RefusedForm | null, status: number) {
    const actor = actorOf(req);
    const model = selectionView(await selections.history(actor, idOf(req)), actor.timeZone, refused);
    show(req, res, 'agencies/selection', `Selection: ${model.name}`, model, status);
  }

  /** Another agency's person is not found before the form is read. */
  const change = (
    path: string,
    page: (req: Request, res: Response, refused: RefusedForm, status: number) => Promise<void>,
    formOf: (req: Request) => string,
    work: (req: Request) => Promise<string>,
  ): void => {
    post(path, sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
      await people.staff.find(null, actorOf(req), idOf(req));
      await answerForm(
        req,
        async () => respond(res).redirect(await work(req)),
        (faults, status) => page(req, res, { form: formOf(req), typed: typedForm(req), faults }, status),
      );
    });
  };

  function showNew(req: Request, res: Response, refused: Refused, status: number): void {
    show(req, res, 'agencies/officer-new', 'Add an officer', newcomerView(actorOf(req), refused), status);
  }

  get('/officers/new', (req, res) => {
    requireRole(actorOf(req), 'supervisor', 'administrator');
    showNew(req, res, UNTOUCHED, 200);
  });

  post('/officers/new', sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
    const actor = actorOf(req);
    requireManage(actor, []);
    const work = async (): Promise<void> => {
      const id = await people.members.add(actor, readInput(newOfficerInput, req.body));
      respond(res).redirect(id === null ? '/officers/new?notice=invited' : `/officers/${id}/placements?notice=added`);
    };
    await answerForm(req, work, (faults, status) => showNew(req, res, { typed: typedForm(req), faults }, status));
  });

  get('/officers/:id/placements', (req, res) => showPlacements(req, res, null, 200));

  change(
    '/officers/:id/placements',
    showPlacements,
    () => 'place',
    async (req) => {
      await placements.place(actorOf(req), idOf(req), readInput(placeInput, req.body));
      return `/officers/${idOf(req)}/placements?notice=placed`;
    },
  );

  change(
    '/officers/:id/placements/:placement/end',
    showPlacements,
    (req) => `${placementId(req)}:end`,
    async (req) => {
      await placements.find(actorOf(req), idOf(req), placementId(req));
      await placements.end(actorOf(req), idOf(req), placementId(req), readInput(endInput, req.body));
      return `/officers/${idOf(req)}/placements?notice=ended`;
    },
  );

  change(
    '/officers/:id/placements/:placement/start',
    showPlacements,
    (req) => `${placementId(req)}:start`,
    async (req) => {
      await placements.find(actorOf(req), idOf(req), placementId(req));
      const { startsOn } = readInput(startInput, req.body);
      await placements.correctStart(actorOf(req), idOf(req), placementId(req), startsOn);
      return `/officers/${idOf(req)}/placements?notice=corrected`;
    },
  );

  get('/officers/:id/selection', (req, res) => showSelection(req, res, null, 200));

  change(
    '/officers/:id/selection',
    showSelection,
    () => 'decide',
    async (req) => {
      await selections.decide(actorOf(req), idOf(req), readInput(selectionInput, req.body));
      return `/officers/${idOf(req)}/selection?notice=decided`;
    },
  );

  change('/officers/:id/selection/:selection/withdraw', showSelection, selectionId, async (req) => {
    await selections.find(actorOf(req), idOf(req), selectionId(req));
    const { reason } = readInput(withdrawInput, req.body);
    await selections.withdraw(actorOf(req), idOf(req), selectionId(req), reason);
    return `/officers/${idOf(req)}/selection?notice=withdrawn`;
  });

  get('/officers/:id/leave', async (req, res) => {
    const actor = actorOf(req);
    const model = leavingView(await leaving.preview(actor, idOf(req)), actor);
    show(req, res, 'agencies/leave', `Left the agency: ${model.name}`, model, 200);
  });

  post('/officers/:id/leave', sameOrigin(), async (req, res) => {
    await leaving.leave(actorOf(req), idOf(req));
    respond(res).redirect(`/officers/${idOf(req)}/placements?notice=left`);
  });

  return router;
}

const idOf = (req: Request): string => String(req.params['id']);

const placementId = (req: Request): string => String(req.params['placement']);

const selectionId = (req: Request): string => String(req.params['selection']);
