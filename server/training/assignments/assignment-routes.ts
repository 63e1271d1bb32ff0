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
  type Platform,
} from '../../platform/index.ts';
import type { Rules } from '../create-rules.ts';
import { BLANK, type TypedForm } from '../form-view.ts';
import { assignmentFormView, typedAssignment } from './assignment-form-view.ts';
import { assignmentForm, assignmentOf, curriculumForm } from './assignment-input.ts';
import { assignmentListView, assignmentShowView, curriculaView } from './assignment-view.ts';
import type { Wanted } from './resolve-audience.ts';

const FORM_BYTES = 262_144;
const CURRENT = '/assignments';

const NOTICES: Readonly<Record<string, { kind: string; text: string }>> = {
  made: { kind: 'ok', text: 'Assigned. The people see it at once.' },
  saved: { kind: 'ok', text: 'Saved. Everybody was judged by the new rule.' },
  ended: { kind: 'ok', text: 'Ended. The record stays.' },
  curriculum: { kind: 'ok', text: 'The curriculum can be assigned now.' },
  out: { kind: 'ok', text: 'Taken out. Assignments that use it go on.' },
};

/** Assignments and curricula, for supervisors and administrators. */
export function assignmentRoutes(
  { views }: Pick<Platform, 'views'>,
  { assignments, curricula }: Pick<Rules, 'assignments' | 'curricula'>,
): Router {
  const router = createRouter();
  const { get, post } = route(router);

  async function showForm(
    req: Request,
    res: Response,
    form: TypedForm,
    { id, preview = null, status = 200 }: { id: string | null; preview?: readonly Wanted[] | null; status?: number },
  ): Promise<void> {
    const actor = actorOf(req);
    const model = assignmentFormView(actor, await assignments.choices(actor), form, { id, preview });
    const page = frameOf(req, { title: model.heading, current: CURRENT });
    respond(res).html(views.render('training/assignment-form', { page, ...model }), status);
  }

  /** Shows whom it would hold for, or saves it. */
  async function answer(req: Request, res: Response, id: string | null): Promise<void> {
    const actor = actorOf(req);
    const typed = typedForm(req);
    const work = async (): Promise<void> => {
      const wanted = assignmentOf(readInput(assignmentForm, req.body));
      if (typed['step'] === 'preview') {
        const preview = await assignments.preview(actor, wanted, id);
        await showForm(req, res, { typed, faults: {} }, { id, preview });
      } else if (id === null) {
        respond(res).redirect(`/assignments/${await assignments.create(actor, wanted)}?notice=made`);
      } else {
        await assignments.change(actor, id, wanted);
        respond(res).redirect(`/assignments/${id}?notice=saved`);
      }
    };
    await answerForm(req, work, (faults, status) => showForm(req, res, { typed, faults }, { id, status }));
  }

  async function showCurricula(req: Request, res: Response, form: TypedForm, status: number): Promise<void> {
    const model = curriculaView(await curricula.list(actorOf(req)), form);
    const page = frameOf(req, { title: 'Curricula', current: CURRENT, notice: noticeOf(req, NOTICES) });
    respond(res).html(views.render('training/curricula', { page, ...model }), status);
  }

  get('/assignments', async (req, res) => {
    const actor = actorOf(req);
    const model = assignmentListView(actor, await assignments.list(actor));
    const page = frameOf(req, { title: 'Assignments', current: CURRENT, notice: noticeOf(req, NOTICES) });
    respond(res).html(views.render('training/assignments', { page, ...model }));
  });

  get('/assignments/new', async (req, res) => showForm(req, res, BLANK, { id: null }));
  post('/assignments', sameOrigin(), formBody(FORM_BYTES), async (req, res) => answer(req, res, null));

  get('/assignments/:id', async (req, res) => {
    const actor = actorOf(req);
    const model = assignmentShowView(await assignments.show(actor, String(req.params['id'])), actor);
    const page = frameOf(req, { title: model.title, current: CURRENT, notice: noticeOf(req, NOTICES) });
    respond(res).html(views.render('training/assignment', { page, ...model }));
  });

  get('/assignments/:id/edit', async (req, res) => {
    const id = String(req.params['id']);
    const { assignment } = await assignments.show(actorOf(req), id);
    await showForm(req, res, typedAssignment(assignment), { id });
  });
  post('/assignments/:id', sameOrigin(), formBody(FORM_BYTES), async (req, res) =>
    answer(req, res, String(req.params['id'])),
  );

  post('/assignments/:id/end', sameOrigin(), async (req, res) => {
    const id = String(req.params['id']);
    await assignments.end(actorOf(req), id);
    respond(res).redirect(`/assignments/${id}?notice=ended`);
  });

  get('/curricula', async (req, res) => showCurricula(req, res, BLANK, 200));

  post('/curricula', sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
    const work = async (): Promise<void> => {
      const { title, courses } = readInput(curriculumForm, req.body);
      await curricula.create(actorOf(req), title, courses);
      respond(res).redirect('/curricula?notice=curriculum');
    };
    await answerForm(req, work, (faults, status) => showCurricula(req, res, { typed: typedForm(req), faults }, status));
  });

  post('/curricula/:id/end', sameOrigin(), async (req, res) => {
    await curricula.end(actorOf(req), String(req.params['id']));
    respond(res).redirect('/curricula?notice=out');
  });

  return router;
}
