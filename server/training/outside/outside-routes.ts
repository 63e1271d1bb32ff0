import type { Request, Response, Router } from 'express';
import { pipeline } from 'node:stream/promises';
import { actorOf, answerForm, noticeOf, requireRole, type Faults } from '../../people/index.ts';
import {
  createRouter,
  formBody,
  frameOf,
  respond,
  route,
  sameOrigin,
  say,
  type Locale,
  type Platform,
} from '../../platform/index.ts';
import type { Outside } from './outside-service.ts';
import { outsideFormView, outsideListView, reviewView } from './outside-view.ts';

const FORM_BYTES = 16_384;
const CURRENT = '/certificates';

const noticesFor = (locale: Locale): Readonly<Record<string, { kind: string; text: string }>> => ({
  sent: { kind: 'ok', text: say(locale, 'Sent. It counts once a supervisor has approved it.') },
  withdrawn: { kind: 'ok', text: say(locale, 'Taken back.') },
  approved: { kind: 'ok', text: 'Approved. It counts in the officer’s record now.' },
  refused: { kind: 'ok', text: 'Refused. The officer reads your note.' },
});

/** Outside training: officers send it in, supervisors decide. */
export function outsideRoutes({ views, storage }: Platform, outside: Outside): Router {
  const router = createRouter();
  const { get, post } = route(router);

  function showForm(
    req: Request,
    res: Response,
    typed: Readonly<Record<string, string>>,
    faults: Faults,
    status: number,
  ): void {
    const { locale } = actorOf(req);
    const page = frameOf(req, { title: say(locale, 'Add outside training'), current: CURRENT });
    respond(res).html(
      views.render('training/outside-new', { page, ...outsideFormView(typed, faults, locale) }),
      status,
    );
  }

  async function showReview(req: Request, res: Response, fault: { id: string; words: string } | null, status: number) {
    const actor = actorOf(req);
    const model = reviewView(actor, await outside.review(actor), fault);
    const page = frameOf(req, { title: 'Outside training to review', notice: noticeOf(req, noticesFor('en')) });
    respond(res).html(views.render('training/outside-review', { page, ...model }), status);
  }

  get('/outside', async (req, res) => {
    const actor = actorOf(req);
    const model = outsideListView(actor, await outside.own(actor));
    const notice = noticeOf(req, noticesFor(actor.locale));
    const page = frameOf(req, { title: say(actor.locale, 'Outside training'), current: CURRENT, notice });
    respond(res).html(views.render('training/outside', { page, ...model }));
  });

  get('/outside/new', (req, res) => {
    requireRole(actorOf(req), 'officer', 'instructor', 'partner');
    showForm(req, res, {}, {}, 200);
  });

  post('/outside', sameOrigin(), async (req, res) => {
    const actor = actorOf(req);
    const typed: Record<string, string> = {};
    const work = async (): Promise<void> => {
      await outside.send(actor, req, typed);
      respond(res).redirect('/outside?notice=sent');
    };
    await answerForm(req, work, (faults, status) => showForm(req, res, typed, faults, status));
  });

  get('/outside/review', async (req, res) => showReview(req, res, null, 200));

  post('/outside/:id/withdraw', sameOrigin(), async (req, res) => {
    await outside.withdraw(actorOf(req), idOf(req));
    respond(res).redirect('/outside?notice=withdrawn');
  });

  post('/outside/:id/decision', sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
    const work = async (): Promise<void> => {
      const state = await outside.decide(actorOf(req), idOf(req), req.body);
      respond(res).redirect(`/outside/review?notice=${state}`);
    };
    await answerForm(req, work, (faults, status) =>
      showReview(req, res, { id: idOf(req), words: faults['note'] ?? faults['decision'] ?? '' }, status),
    );
  });

  get('/outside/:id/proof', async (req, res) => {
    const { key, type, ending } = await outside.proof(actorOf(req), idOf(req));
    const size = await storage.size(key);
    // A file of a stranger: kept, never shown as a page of ours, whatever it holds.
    res.set({
      'Content-Type': type,
      'Content-Disposition': `attachment; filename="proof-${idOf(req)}.${ending}"`,
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'X-Content-Type-Options': 'nosniff',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Cache-Control': 'no-store',
      ...(size !== null && { 'Content-Length': String(size) }),
    });
    await pipeline(await storage.get(key), res);
  });

  return router;
}

function idOf(req: Request): string {
  return String(req.params['id']);
}
