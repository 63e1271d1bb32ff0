import type { Router } from 'express';
import {
  createRouter,
  formBody,
  frameOf,
  queryOf,
  readInput,
  respond,
  route,
  sameOrigin,
  type Platform,
} from '../platform/index.ts';
import { homeOf } from './actor-policy.ts';
import { answerForm, noticeOf, typedForm } from './answer-form.ts';
import type { People } from './create-people.ts';
import { actorOf, maybeActor } from './current-actor.ts';
import { safeNext } from './next-policy.ts';
import { loginInput } from './person-input.ts';
import { signInView } from './sign-in-view.ts';

const FORM_BYTES = 16_384;

const NOTICES: Readonly<Record<string, { kind: string; text: string }>> = {
  'signed-out': { kind: '', text: 'You are signed out.' },
  'password-set': { kind: 'ok', text: 'Your new password is set. Sign in with it.' },
};

/** The way from the front door to a person's own first page. */
export function frontDoorRoutes(): Router {
  const router = createRouter();
  route(router).get('/', (req, res) => respond(res).redirect(homeOf(actorOf(req))));
  return router;
}

/** Sign-in and sign-out. */
export function signInRoutes({ views }: Platform, people: People): Router {
  const router = createRouter();
  const { get, post } = route(router);

  get('/login', (req, res) => {
    const next = safeNext(queryOf(req)['next']);
    if (maybeActor(req) !== null) {
      respond(res).redirect(next);
      return;
    }
    const page = frameOf(req, { title: 'Sign in', notice: noticeOf(req, NOTICES) });
    respond(res).html(views.render('people/sign-in', { page, ...signInView({}, {}, next) }));
  });

  post('/login', sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
    const typed = typedForm(req);
    const next = safeNext(typed['next']);
    const work = async (): Promise<void> => {
      const { email, password } = readInput(loginInput, typed);
      const signedIn = await people.signIn.byPassword(email, password, people.cookies.browserOf(req));
      people.cookies.keep(res, signedIn);
      if (req.accepts(['html', 'json']) === 'json') {
        respond(res).json({ next });
        return;
      }
      const isAsked = next === '/' && (await people.invitations.openFor(signedIn.personId)).length > 0;
      respond(res).redirect(isAsked ? '/invitations' : next);
    };
    await answerForm(req, work, (faults, status) => {
      const page = frameOf(req, { title: 'Sign in' });
      respond(res).html(views.render('people/sign-in', { page, ...signInView(typed, faults, next) }), status);
    });
  });

  post('/logout', sameOrigin(), async (req, res) => {
    const token = people.cookies.tokenOf(req);
    if (token !== null) await people.sessions.end(token);
    people.cookies.forget(res);
    respond(res).redirect('/login?notice=signed-out');
  });

  return router;
}
