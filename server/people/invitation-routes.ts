import type { Request, Router } from 'express';
import { AppError, createRouter, frameOf, respond, route, sameOrigin, type Platform } from '../platform/index.ts';
import { noticeOf } from './answer-form.ts';
import type { People } from './create-people.ts';
import { maybeActor } from './current-actor.ts';
import { invitationsView } from './invitation-view.ts';
import type { PersonRow } from './person-model.ts';

const NOTICES: Readonly<Record<string, { kind: string; text: string }>> = {
  joined: { kind: 'ok', text: 'You belong to the agency now. Under your name you choose for which one you work.' },
  declined: { kind: '', text: 'Declined. Nothing has changed.' },
};

/** A person's answers to invitations; somebody without an agency may answer too. */
export function invitationRoutes({ views }: Platform, people: People): Router {
  const router = createRouter();
  const { get, post } = route(router);

  /** Throws AppError `SIGN_IN_FIRST` (401). */
  async function personOf(req: Request): Promise<PersonRow> {
    const person = await people.personOf(req);
    if (person === null) throw new AppError('SIGN_IN_FIRST', 401, 'Please sign in first.');
    return person;
  }

  get('/invitations', async (req, res) => {
    const { id } = await personOf(req);
    const page = frameOf(req, { title: 'Invitations', notice: noticeOf(req, NOTICES) });
    const model = invitationsView(await people.invitations.openFor(id), maybeActor(req) !== null);
    respond(res).html(views.render('people/invitations', { page, ...model }));
  });

  post('/invitations/:id/accept', sameOrigin(), async (req, res) => {
    const { id } = await personOf(req);
    await people.invitations.accept(id, String(req.params['id']));
    respond(res).redirect('/invitations?notice=joined');
  });

  post('/invitations/:id/decline', sameOrigin(), async (req, res) => {
    const { id } = await personOf(req);
    await people.invitations.decline(id, String(req.params['id']));
    respond(res).redirect('/invitations?notice=declined');
  });

  return router;
}
