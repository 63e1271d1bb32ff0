import type { Request, Response, Router } from 'express';
import { courseNotFound, readId, readPartsForm, readRuleForm } from '../../packages/index.ts';
import { actorOf, answerForm, noticeOf, typedForm, type Faults } from '../../people/index.ts';
import { createRouter, formBody, frameOf, respond, route, sameOrigin, type Platform } from '../../platform/index.ts';
import type { BringParts, PackageFacts } from './bring-service.ts';
import { completionView } from './completion-view.ts';
import { countsView, playableParts } from './counts-view.ts';

const FORM_BYTES = 128 * 1024;
const CURRENT = '/author';

const NOTICES: Readonly<Record<string, { kind: string; text: string }>> = {
  accepted: { kind: 'ok', text: 'The rule holds from now on: for everybody who opens the course from here.' },
  withdrawn: { kind: 'ok', text: 'The rule is taken back. What it has judged stays as it is.' },
  told: { kind: 'ok', text: 'Saved. Certificates that are issued from now on name it.' },
};

/** Pages of what somebody else's package counts for, and when it counts as done. */
export function bringRoutes({ views }: Platform, bring: PackageFacts, { packages }: BringParts): Router {
  const router = createRouter();
  const { get, post } = route(router);

  async function showCompletion(req: Request, res: Response, faults: Faults, status: number): Promise<void> {
    const facts = await bring.completionFacts(actorOf(req), idOf(req));
    const typed = status === 200 ? {} : typedForm(req);
    const page = frameOf(req, { title: facts.title, current: CURRENT, notice: noticeOf(req, NOTICES) });
    respond(res).html(
      views.render('authoring/completion', { page, ...completionView({ ...facts, typed, faults }) }),
      status,
    );
  }

  async function showCounts(req: Request, res: Response, faults: Faults, status: number): Promise<void> {
    const facts = await bring.countsFacts(actorOf(req), idOf(req));
    const typed = status === 200 ? {} : typedForm(req);
    const page = frameOf(req, { title: facts.title, current: CURRENT, notice: noticeOf(req, NOTICES) });
    respond(res).html(views.render('authoring/counts', { page, ...countsView({ ...facts, typed, faults }) }), status);
  }

  get('/author/versions/:id/completion', (req, res) => showCompletion(req, res, {}, 200));

  post('/author/versions/:id/completion', sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
    const id = idOf(req);
    const work = async (): Promise<void> => {
      await packages.rules.accept(actorOf(req), id, () => readRuleForm(req.body));
      respond(res).redirect(`/author/versions/${id}/completion?notice=accepted`);
    };
    await answerForm(req, work, (faults, status) => showCompletion(req, res, faults, status));
  });

  post('/author/versions/:id/completion/withdraw', sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
    const id = idOf(req);
    await packages.rules.withdraw(actorOf(req), id);
    respond(res).redirect(`/author/versions/${id}/completion?notice=withdrawn`);
  });

  get('/author/versions/:id/counts', (req, res) => showCounts(req, res, {}, 200));

  post('/author/versions/:id/counts', sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
    const id = idOf(req);
    const work = async (): Promise<void> => {
      const { structure } = await bring.countsFacts(actorOf(req), id);
      const identifiers = playableParts(structure).map(({ identifier }) => identifier);
      await packages.parts.tell(actorOf(req), id, () => readPartsForm(req.body, identifiers, bring.skillIds));
      respond(res).redirect(`/author/versions/${id}/counts?notice=told`);
    };
    await answerForm(req, work, (faults, status) => showCounts(req, res, faults, status));
  });

  return router;
}

function idOf(req: Request): string {
  const id = readId(req.params['id']);
  if (id === null) throw courseNotFound();
  return id;
}
