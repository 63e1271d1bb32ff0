import type { Request, Response, Router } from 'express';
import { actorOf, answerForm, noticeOf, requireRole, typedForm, type Faults } from '../../people/index.ts';
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
import { anonymiseInput, holdInput, liftInput, ruleInput } from './retention-input.ts';
import type { RetentionService } from './retention-service.ts';
import { anonymiseView, retentionView } from './retention-view.ts';

const FORM_BYTES = 16_384;
const CURRENT = '/admin/people';
const PAGE = '/admin/retention';

const NOTICES = {
  saved: { kind: 'ok', text: 'Saved.' },
  held: { kind: 'ok', text: 'The hold is placed: nothing that it names can be erased.' },
  lifted: { kind: 'ok', text: 'The hold is lifted.' },
  anonymous: { kind: 'ok', text: 'The person is forgotten. What came out of each attempt, and the hashes, stay.' },
  shared: {
    kind: 'ok',
    text: 'The record of your agency is erased. The account keeps its name, because another agency needs it.',
  },
} as const;

/** Retention, legal holds and forgetting, for administrators. */
export function retentionRoutes({ views }: Platform, retention: RetentionService): Router {
  const router = createRouter();
  const { get, post } = route(router);

  async function show(req: Request, res: Response, faults: Faults, status: number): Promise<void> {
    const actor = actorOf(req);
    const page = frameOf(req, { title: 'Retention and holds', current: CURRENT, notice: noticeOf(req, NOTICES) });
    const model = retentionView(actor, await retention.overview(actor), status === 200 ? {} : typedForm(req), faults);
    respond(res).html(views.render('training/retention', { page, ...model }), status);
  }

  async function showForget(req: Request, res: Response, faults: Faults, status: number): Promise<void> {
    const id = String(req.params['id']);
    const found = await retention.candidate(actorOf(req), id);
    const page = frameOf(req, { title: `Forget ${found.name}`, current: CURRENT });
    const model = anonymiseView(id, found, status === 200 ? {} : typedForm(req), faults);
    respond(res).html(views.render('training/anonymise', { page, ...model }), status);
  }

  get(PAGE, async (req, res) => show(req, res, {}, 200));

  /** A form of the page: `work` resolves with the name of the notice. */
  const form = (path: string, work: (req: Request) => Promise<keyof typeof NOTICES>): void => {
    post(path, sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
      requireRole(actorOf(req), 'administrator');
      const run = async (): Promise<void> => respond(res).redirect(`${PAGE}?notice=${await work(req)}`);
      await answerForm(req, run, (faults, status) => show(req, res, faults, status));
    });
  };

  form(`${PAGE}/rule`, async (req) => {
    await retention.setRule(actorOf(req), readInput(ruleInput, req.body).months);
    return 'saved';
  });
  form(`${PAGE}/holds`, async (req) => {
    await retention.placeHold(actorOf(req), readInput(holdInput, req.body));
    return 'held';
  });
  form(`${PAGE}/holds/:id/lift`, async (req) => {
    await retention.liftHold(actorOf(req), String(req.params['id']), readInput(liftInput, req.body).reason);
    return 'lifted';
  });

  get('/admin/people/:id/anonymise', async (req, res) => showForget(req, res, {}, 200));

  post('/admin/people/:id/anonymise', sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
    const actor = actorOf(req);
    requireRole(actor, 'administrator');
    const run = async (): Promise<void> => {
      const done = await retention.anonymise(actor, String(req.params['id']), readInput(anonymiseInput, req.body));
      respond(res).redirect(`${PAGE}?notice=${done}`);
    };
    await answerForm(req, run, (faults, status) => showForget(req, res, faults, status));
  });

  return router;
}
