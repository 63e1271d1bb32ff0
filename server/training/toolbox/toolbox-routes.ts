import type { Request, Response, Router } from 'express';
import {
  createRouter,
  formBody,
  frameOf,
  queryOf,
  readInput,
  respond,
  route,
  sameOrigin,
  say,
  type Platform,
} from '../../platform/index.ts';
import { actorOf, answerForm, fieldOf, noticeOf, typedForm, type Faults } from '../../people/index.ts';
import { claimInput, openSkillInput } from './claim-input.ts';
import type { Claims } from './claim-service.ts';
import type { ToolboxService } from './toolbox-service.ts';
import { academyView, skillView, toolboxView } from './toolbox-view.ts';

const FORM_BYTES = 32_768;
const CURRENT = '/toolbox';

const NOTICES: Readonly<Record<string, string>> = {
  claimed: 'Sent. Your supervisor decides, and you get a notice.',
  withdrawn: 'The claim is taken back.',
};

function noticeFor(req: Request) {
  const text = noticeOf(req, NOTICES);
  return text === undefined ? undefined : { kind: 'ok', text: say(actorOf(req).locale, text) };
}

/** The officer's toolbox and the form that claims academy parts. */
export function toolboxRoutes(
  { views }: Platform,
  { toolbox, claims }: { toolbox: ToolboxService; claims: Claims },
): Router {
  const router = createRouter();
  const { get, post } = route(router);

  async function showAcademy(req: Request, res: Response, faults: Faults, status: number): Promise<void> {
    const actor = actorOf(req);
    const typed = typedForm(req);
    const { skill: open } = readInput(openSkillInput, queryOf(req));
    const ticked = [typed['parts'] ?? []].flat().map(String);
    const form = { ticked, proof: fieldOf('proof', typed, {}).value, open, faults };
    const model = academyView(actor, await toolbox.own(actor), await toolbox.claims(actor), form);
    const title = say(actor.locale, 'From the academy');
    const page = frameOf(req, { title, current: CURRENT, notice: noticeFor(req) });
    respond(res).html(views.render('training/toolbox-academy', { page, ...model }), status);
  }

  get('/toolbox', async (req, res) => {
    const actor = actorOf(req);
    const model = toolboxView(actor, await toolbox.own(actor));
    const page = frameOf(req, { title: say(actor.locale, 'Toolbox'), current: CURRENT, notice: noticeFor(req) });
    respond(res).html(views.render('training/toolbox', { page, ...model }));
  });

  get('/toolbox/academy', async (req, res) => showAcademy(req, res, {}, 200));

  post('/toolbox/academy', sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
    const actor = actorOf(req);
    const work = async (): Promise<void> => {
      await claims.claim(actor, readInput(claimInput, req.body));
      respond(res).redirect('/toolbox/academy?notice=claimed');
    };
    await answerForm(req, work, (faults, status) => showAcademy(req, res, faults, status));
  });

  post('/toolbox/academy/:id/withdraw', sameOrigin(), async (req, res) => {
    await claims.withdraw(actorOf(req), String(req.params['id']));
    respond(res).redirect('/toolbox/academy?notice=withdrawn');
  });

  get('/toolbox/:skill', async (req, res) => {
    const actor = actorOf(req);
    const model = skillView(actor, await toolbox.skill(actor, String(req.params['skill'])));
    const page = frameOf(req, { title: model.title, current: CURRENT });
    respond(res).html(views.render('training/skill', { page, ...model }));
  });

  return router;
}
