import type { Request, Response, Router } from 'express';
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
import { actorOf, answerForm, fieldOf, noticeOf, typedForm, type Faults } from '../../people/index.ts';
import { decisionInput } from './claim-input.ts';
import type { Claims } from './claim-service.ts';
import { claimsView } from './claim-view.ts';
import { requireDecider } from './toolbox-policy.ts';
import type { ToolboxService } from './toolbox-service.ts';

const FORM_BYTES = 32_768;

const NOTICES: Readonly<Record<string, { kind: string; text: string }>> = {
  approved: { kind: 'ok', text: 'Approved. The officer gets a notice.' },
  refused: { kind: 'ok', text: 'Not approved. The officer gets a notice with your reason.' },
  meanwhile: { kind: 'warn', text: 'Some of these were decided or taken back meanwhile; the others are decided.' },
};

/** Academy claims of an agency, for its supervisors. */
export function claimRoutes(
  { views }: Platform,
  { toolbox, claims }: { toolbox: ToolboxService; claims: Claims },
): Router {
  const router = createRouter();
  const { get, post } = route(router);

  async function show(req: Request, res: Response, faults: Faults, status: number): Promise<void> {
    const actor = actorOf(req);
    const typed = typedForm(req);
    const form = { ticked: [typed['ids'] ?? []].flat().map(String), note: fieldOf('note', typed, {}).value, faults };
    const model = claimsView(actor, await claims.pending(actor), toolbox.skills, form);
    const page = frameOf(req, { title: 'Academy claims', current: '/overview', notice: noticeOf(req, NOTICES) });
    respond(res).html(views.render('training/claims', { page, ...model }), status);
  }

  get('/claims', async (req, res) => show(req, res, {}, 200));

  post('/claims', sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
    const actor = actorOf(req);
    requireDecider(actor);
    const work = async (): Promise<void> => {
      const wanted = readInput(decisionInput, req.body);
      const decided = await claims.decide(actor, wanted);
      respond(res).redirect(`/claims?notice=${decided < wanted.ids.length ? 'meanwhile' : wanted.decision}`);
    };
    await answerForm(req, work, (faults, status) => show(req, res, faults, status));
  });

  return router;
}
