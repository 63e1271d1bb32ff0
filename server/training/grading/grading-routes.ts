import type { Request, Response, Router } from 'express';
import { actorOf, answerForm, noticeOf, typedForm } from '../../people/index.ts';
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
import type { TypedForm } from '../form-view.ts';
import { reasonForm } from '../judging/correction-input.ts';
import { readWorkQuery, rubricForm, scoreForm } from './grading-input.ts';
import type { GradingService } from './grading-service.ts';
import { overviewView, queueView, returnedView, rubricView, sheetView } from './grading-view.ts';
import type { ScoreService } from './score-service.ts';
import { scoreView } from './score-view.ts';

const FORM_BYTES = 65_536;

const NOTICES: Readonly<Record<string, { kind: string; text: string }>> = {
  set: { kind: 'ok', text: 'The rubric is saved. What was graded before stays as it was.' },
  returned: { kind: 'ok', text: 'Graded and given back. The score is in the record, and the officer is told.' },
  changed: { kind: 'ok', text: 'The score is changed. Everybody who gets it is told.' },
  restored: { kind: 'ok', text: 'Taken back. The attempt has its own score again.' },
};

/** Grading of written work and practical parts, what officers get back, and scores given by hand. */
export function gradingRoutes(
  { views }: Pick<Platform, 'views'>,
  { grading, scores }: { readonly grading: GradingService; readonly scores: ScoreService },
): Router {
  const router = createRouter();
  const { get, post } = route(router);
  const show = (req: Request, res: Response, view: string, title: string, model: object, status = 200): void => {
    const page = frameOf(req, { title, current: '/results', notice: noticeOf(req, NOTICES) });
    respond(res).html(views.render(`training/${view}`, { page, ...model }), status);
  };

  get('/courses/:id/results/grading', async (req, res) => {
    const model = overviewView(await grading.overview(actorOf(req), idOf(req)));
    show(req, res, 'grading', `Grading: ${model.title}`, model);
  });

  async function showRubric(req: Request, res: Response, form: TypedForm | null, status = 200): Promise<void> {
    const of = readWorkQuery(form === null ? queryOf(req) : form.typed);
    const model = rubricView(await grading.work(actorOf(req), idOf(req), of), form);
    show(req, res, 'rubric', `Rubric: ${model.name}`, model, status);
  }

  get('/courses/:id/results/rubric', async (req, res) => showRubric(req, res, null));

  post('/courses/:id/results/rubric', sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
    const work = async (): Promise<void> => {
      const rubricId = await grading.setRubric(actorOf(req), idOf(req), readInput(rubricForm, req.body));
      respond(res).redirect(`/courses/${idOf(req)}/results/grading/${rubricId}?notice=set`);
    };
    await answerForm(req, work, (faults, status) => showRubric(req, res, { typed: typedForm(req), faults }, status));
  });

  get('/courses/:id/results/grading/:rubric', async (req, res) => {
    const model = queueView(await grading.queue(actorOf(req), idOf(req), idOf(req, 'rubric')));
    show(req, res, 'grading-queue', `Grading: ${model.name}`, model);
  });

  async function showSheet(req: Request, res: Response, form: TypedForm | null, status = 200): Promise<void> {
    const found = await grading.sheet(actorOf(req), idOf(req), idOf(req, 'rubric'), idOf(req, 'attempt'));
    const model = sheetView(found, form);
    show(req, res, 'grading-sheet', `Grading: ${model.name}`, model, status);
  }

  get('/courses/:id/results/grading/:rubric/:attempt', async (req, res) => showSheet(req, res, null));

  post('/courses/:id/results/grading/:rubric/:attempt', sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
    const [courseId, rubric] = [idOf(req), idOf(req, 'rubric')];
    const work = async (): Promise<void> => {
      await grading.give(actorOf(req), courseId, rubric, idOf(req, 'attempt'), req.body);
      respond(res).redirect(`/courses/${courseId}/results/grading/${rubric}?notice=returned`);
    };
    await answerForm(req, work, (faults, status) => showSheet(req, res, { typed: typedForm(req), faults }, status));
  });

  get('/marks/:id', async (req, res) => {
    const actor = actorOf(req);
    const model = returnedView(actor, await grading.returned(actor, idOf(req)));
    const page = frameOf(req, { title: say(actor.locale, 'Graded work'), current: '/my' });
    respond(res).html(views.render('training/mark', { page, ...model }));
  });

  async function showScore(req: Request, res: Response, form?: TypedForm, status = 200): Promise<void> {
    const actor = actorOf(req);
    const model = scoreView(actor, await scores.of(actor, idOf(req)), scores.isGenuine, form);
    show(req, res, 'score', `Score: ${model.name}`, model, status);
  }

  get('/attempts/:id/score', async (req, res) => showScore(req, res));

  post('/attempts/:id/score', sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
    const work = async (): Promise<void> => {
      await scores.change(actorOf(req), idOf(req), readInput(scoreForm, req.body));
      respond(res).redirect(`/attempts/${idOf(req)}/score?notice=changed`);
    };
    await answerForm(req, work, (faults, status) => showScore(req, res, { typed: typedForm(req), faults }, status));
  });

  post('/attempts/:id/score/withdraw', sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
    const { reason } = readInput(reasonForm, req.body);
    await scores.withdraw(actorOf(req), idOf(req), reason);
    respond(res).redirect(`/attempts/${idOf(req)}/score?notice=restored`);
  });

  return router;
}

function idOf(req: Request, name = 'id'): string {
  return String(req.params[name]);
}
