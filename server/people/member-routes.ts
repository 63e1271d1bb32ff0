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
  type Platform,
} from '../platform/index.ts';
import { answerForm, noticeOf, typedForm } from './answer-form.ts';
import { requireRole } from './actor-policy.ts';
import type { People } from './create-people.ts';
import { actorOf } from './current-actor.ts';
import { MEMBERS_A_PAGE } from './member-service.ts';
import { memberListView, memberNewView, memberView } from './member-view.ts';
import { listInput, newPersonInput, rolesInput } from './person-input.ts';
import type { Faults } from './sign-in-view.ts';

const FORM_BYTES = 16_384;
const CURRENT = '/admin/people';

const NOTICES: Readonly<Record<string, { kind: string; text: string }>> = {
  added: { kind: 'ok', text: 'Added. A new account is mailed a link to set its first password.' },
  invited: {
    kind: 'ok',
    text: 'This address has an account. The person is asked to join and is listed here once the answer is yes.',
  },
  withdrawn: { kind: 'ok', text: 'The invitation is taken back.' },
  saved: { kind: 'ok', text: 'Saved.' },
  mailed: { kind: 'ok', text: "A link to set a password goes to the person's mailbox." },
  removed: { kind: 'ok', text: 'The person no longer belongs to your agency.' },
};

/** The people of an agency, for its administrators. */
export function memberRoutes({ views }: Platform, people: People): Router {
  const router = createRouter();
  const { get, post } = route(router);
  const { members, invitations, hasOwnAccounts } = people;

  async function show(req: Request, res: Response, said: { link?: string; faults?: Faults }, status: number) {
    const actor = actorOf(req);
    const member = await members.find(actor, String(req.params['id']));
    const model = memberView(actor, member, { link: said.link ?? null, faults: said.faults ?? {}, hasOwnAccounts });
    const page = frameOf(req, { title: model.name, current: CURRENT, notice: noticeOf(req, NOTICES) });
    respond(res).html(views.render('people/member', { page, ...model }), status);
  }

  function showNew(req: Request, res: Response, typed: Record<string, unknown>, faults: Faults, status: number): void {
    const page = frameOf(req, { title: 'Add a person', current: CURRENT });
    const model = memberNewView(actorOf(req), typed, faults);
    respond(res).html(views.render('people/member-new', { page, ...model }), status);
  }

  get('/admin', (_req, res) => respond(res).redirect(CURRENT));

  get('/admin/people', async (req, res) => {
    const actor = actorOf(req);
    const query = readInput(listInput, queryOf(req));
    const found = await members.list(actor, query);
    const page = frameOf(req, { title: 'People', current: CURRENT, notice: noticeOf(req, NOTICES) });
    const invited = await invitations.openOf(actor);
    const model = memberListView(actor, found, { ...query, size: MEMBERS_A_PAGE, hasOwnAccounts }, invited);
    respond(res).html(views.render('people/members', { page, ...model }));
  });

  get('/admin/people/new', (req, res) => {
    requireRole(actorOf(req), 'administrator');
    showNew(req, res, {}, {}, 200);
  });

  post('/admin/people', sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
    const actor = actorOf(req);
    requireRole(actor, 'administrator');
    const work = async (): Promise<void> => {
      const id = await members.add(actor, readInput(newPersonInput, req.body));
      respond(res).redirect(id === null ? '/admin/people?notice=invited' : `/admin/people/${id}?notice=added`);
    };
    await answerForm(req, work, (faults, status) => showNew(req, res, typedForm(req), faults, status));
  });

  post('/admin/people/invitations/:id/withdraw', sameOrigin(), async (req, res) => {
    await invitations.withdraw(actorOf(req), String(req.params['id']));
    respond(res).redirect('/admin/people?notice=withdrawn');
  });

  get('/admin/people/:id', async (req, res) => show(req, res, {}, 200));

  post('/admin/people/:id/roles', sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
    const actor = actorOf(req);
    const id = String(req.params['id']);
    requireRole(actor, 'administrator');
    const work = async (): Promise<void> => {
      await members.setRoles(actor, id, readInput(rolesInput, req.body).roles);
      respond(res).redirect(`/admin/people/${id}?notice=saved`);
    };
    await answerForm(req, work, (faults, status) => show(req, res, { faults }, status));
  });

  post('/admin/people/:id/reset-link', sameOrigin(), async (req, res) => {
    const id = String(req.params['id']);
    const link = await members.resetLink(actorOf(req), id);
    if (link === null) respond(res).redirect(`/admin/people/${id}?notice=mailed`);
    else await show(req, res, { link }, 200);
  });

  post('/admin/people/:id/disable', sameOrigin(), async (req, res) => {
    const id = String(req.params['id']);
    const isStillMember = await members.disable(actorOf(req), id);
    respond(res).redirect(isStillMember ? `/admin/people/${id}?notice=saved` : '/admin/people?notice=removed');
  });

  post('/admin/people/:id/enable', sameOrigin(), async (req, res) => {
    const id = String(req.params['id']);
    await members.enable(actorOf(req), id);
    respond(res).redirect(`/admin/people/${id}?notice=saved`);
  });

  return router;
}
