import type { Request, Response, Router } from 'express';
import {
  createRouter,
  formBody,
  frameOf,
  readInput,
  respond,
  route,
  sameOrigin,
  sha256Hex,
  type Platform,
} from '../platform/index.ts';
import { accountView } from './account-view.ts';
import { answerForm, noticeOf, typedForm } from './answer-form.ts';
import type { People } from './create-people.ts';
import { actorOf } from './current-actor.ts';
import { agencyInput, changePasswordInput, preferencesInput, profileInput } from './person-input.ts';
import type { Faults } from './sign-in-view.ts';

const FORM_BYTES = 16_384;

const NOTICES: Readonly<Record<string, { kind: string; text: string }>> = {
  saved: { kind: 'ok', text: 'Saved.' },
  'password-changed': { kind: 'ok', text: 'Your password is changed. Every other browser is signed out.' },
};

/** The person's own account. */
export function accountRoutes({ views }: Platform, people: People): Router {
  const router = createRouter();
  const { get, post } = route(router);
  const { accounts, actors, cookies, sessions, hasOwnAccounts } = people;

  async function show(
    req: Request,
    res: Response,
    typed: Record<string, unknown>,
    faults: Faults,
    status: number,
  ): Promise<void> {
    const actor = actorOf(req);
    const token = hasOwnAccounts ? cookies.tokenOf(req) : null;
    const model = accountView({
      actor,
      person: await accounts.person(actor.personId),
      agencies: hasOwnAccounts ? await actors.agenciesOf(actor.personId) : [],
      invitations: (await people.invitations.openFor(actor.personId)).length,
      sessions: hasOwnAccounts ? await sessions.of(actor.personId) : [],
      currentHash: token === null ? null : sha256Hex(token),
      hasOwnAccount: hasOwnAccounts,
      typed,
      faults,
    });
    const notice = noticeOf(req, NOTICES);
    const page = frameOf(req, { title: 'Your account', current: '/account', notice });
    respond(res).html(views.render('people/account', { page, ...model }), status);
  }

  get('/account', async (req, res) => show(req, res, {}, {}, 200));

  post('/account', sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
    const actor = actorOf(req);
    const work = async (): Promise<void> => {
      // Names that the host keeps are changed there.
      if (hasOwnAccounts) await accounts.updateProfile(actor, readInput(profileInput, req.body));
      else await accounts.setPreferences(actor, readInput(preferencesInput, req.body));
      respond(res).redirect('/account?notice=saved');
    };
    await answerForm(req, work, (faults, status) => show(req, res, typedForm(req), faults, status));
  });

  if (!hasOwnAccounts) return router;

  post('/account/agency', sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
    const actor = actorOf(req);
    const { agencyId } = readInput(agencyInput, req.body);
    await accounts.workFor(actor, agencyId);
    respond(res).redirect('/');
  });

  post('/account/password', sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
    const actor = actorOf(req);
    const work = async (): Promise<void> => {
      const { current, password } = readInput(changePasswordInput, req.body);
      await accounts.changePassword(actor, current, password);
      cookies.keep(res, await people.signIn.admit(actor.personId, cookies.browserOf(req)));
      respond(res).redirect('/account?notice=password-changed');
    };
    await answerForm(req, work, (faults, status) => show(req, res, {}, faults, status));
  });

  post('/account/sign-out-everywhere', sameOrigin(), async (req, res) => {
    await accounts.signOutEverywhere(actorOf(req));
    cookies.forget(res);
    respond(res).redirect('/login?notice=signed-out');
  });

  return router;
}
