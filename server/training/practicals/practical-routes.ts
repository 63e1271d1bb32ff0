import type { Request, Response, Router } from 'express';
import { actorOf, answerForm, noticeOf, typedForm } from '../../people/index.ts';
import {
  createRouter,
  formBody,
  frameOf,
  readInput,
  respond,
  route,
  sameOrigin,
  say,
  type Locale,
  type Platform,
} from '../../platform/index.ts';
import { practicalForm } from './practical-input.ts';
import type { Practicals } from './practical-service.ts';
import { practicalsView, type PracticalForm } from './practical-view.ts';

const FORM_BYTES = 16_384;
const CURRENT = '/practicals';

const noticesFor = (locale: Locale): Readonly<Record<string, { kind: string; text: string }>> => ({
  signed: { kind: 'ok', text: say(locale, 'Signed. It counts for the officer from now on.') },
});

/** Practical parts that wait for the signature of an instructor or a supervisor. */
export function practicalRoutes({ views, clock }: Pick<Platform, 'views' | 'clock'>, practicals: Practicals): Router {
  const router = createRouter();
  const { get, post } = route(router);

  async function show(req: Request, res: Response, form: PracticalForm, status: number): Promise<void> {
    const actor = actorOf(req);
    const model = practicalsView(actor, await practicals.waiting(actor), form, clock.now());
    const notice = noticeOf(req, noticesFor(actor.locale));
    const page = frameOf(req, { title: say(actor.locale, 'Practicals to sign'), current: CURRENT, notice });
    respond(res).html(views.render('training/practicals', { page, ...model }), status);
  }

  get('/practicals', async (req, res) => show(req, res, { id: null, typed: {}, faults: {} }, 200));

  post('/practicals/:enrollment', sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
    const id = String(req.params['enrollment']);
    const work = async (): Promise<void> => {
      await practicals.sign(actorOf(req), id, readInput(practicalForm, req.body));
      respond(res).redirect('/practicals?notice=signed');
    };
    await answerForm(req, work, (faults, status) => show(req, res, { id, typed: typedForm(req), faults }, status));
  });

  return router;
}
