import type { Router } from 'express';
import {
  contextOf,
  createRouter,
  formBody,
  frameOf,
  readInput,
  respond,
  route,
  sameOrigin,
  type Platform,
} from '../platform/index.ts';
import { answerForm, typedForm } from './answer-form.ts';
import type { People } from './create-people.ts';
import { newPasswordInput, resetRequestInput } from './person-input.ts';
import { resetFinishView, resetRequestView } from './sign-in-view.ts';

const FORM_BYTES = 16_384;
const TITLE = 'Set a new password';

/** A forgotten password: a link by mail, and the page that it opens. */
export function resetRoutes({ views }: Platform, people: People): Router {
  const router = createRouter();
  const { get, post } = route(router);

  get('/reset', (req, res) => {
    const page = frameOf(req, { title: TITLE });
    respond(res).html(views.render('people/reset-request', { page, ...resetRequestView({}, {}, false) }));
  });

  post('/reset', sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
    const typed = typedForm(req);
    const show = (faults: Record<string, string>, isSent: boolean, status: number): void => {
      const page = frameOf(req, { title: TITLE });
      respond(res).html(
        views.render('people/reset-request', { page, ...resetRequestView(typed, faults, isSent) }),
        status,
      );
    };
    const work = async (): Promise<void> => {
      const { email } = readInput(resetRequestInput, typed);
      await people.resets.request(email, contextOf(req).ip);
      show({}, true, 200);
    };
    await answerForm(req, work, (faults, status) => show(faults, false, status));
  });

  get('/reset/:token', async (req, res) => {
    const token = String(req.params['token']);
    const { email } = await people.resets.personOf(token);
    const page = frameOf(req, { title: TITLE });
    respond(res).html(views.render('people/reset-finish', { page, ...resetFinishView(token, email, {}) }));
  });

  post('/reset/:token', sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
    const token = String(req.params['token']);
    const work = async (): Promise<void> => {
      const { password } = readInput(newPasswordInput, req.body);
      const person = await people.resets.finish(token, password);
      // Whoever holds the mailbox gets a way in that no stranger's tries can close.
      people.cookies.remember(req, res, person.id);
      respond(res).redirect('/login?notice=password-set');
    };
    await answerForm(req, work, async (faults, status) => {
      const { email } = await people.resets.personOf(token);
      const page = frameOf(req, { title: TITLE });
      respond(res).html(
        views.render('people/reset-finish', { page, ...resetFinishView(token, email, faults) }),
        status,
      );
    });
  });

  return router;
}
