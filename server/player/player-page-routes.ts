import type { Router } from 'express';
import type { Attempts } from '../attempts/index.ts';
import { actorOf, type Actor, type People } from '../people/index.ts';
import { createRouter, frameOf, queryOf, readInput, respond, route, say } from '../platform/index.ts';
import type { Platform } from '../platform/index.ts';
import { playQuery } from './player-page-input.ts';
import { donePageView } from './done-page-view.ts';
import { playPageView, standingAnswer, type CountsForYou } from './player-page-view.ts';

/** What the pages need of the rooms below. */
export interface PlayerPageDeps {
  readonly views: Platform['views'];
  readonly attempts: Pick<Attempts, 'registrations' | 'records'>;
  readonly people: Pick<People, 'hasOwnAccounts' | 'signInAddress'>;
  /** What the room beside says of a course that was just played, judged now. */
  readonly judgedNow: (actor: Actor, courseId: string) => Promise<readonly CountsForYou[]>;
}

/**
 * The player page, its review and its last page. Anybody else's registration is 404. The player page says nothing of the
 * person or the course: all that comes with the launch.
 */
export function playerPageRoutes({ views, attempts, people, judgedNow }: PlayerPageDeps): Router {
  const router = createRouter();
  const { get } = route(router);

  get('/play/:registration', async (req, res) => {
    const { id } = await attempts.registrations.ownRegistration(actorOf(req), String(req.params['registration']));
    const page = frameOf(req, { title: 'Course' });
    // In a window of its own, while the course stays open: the person comes back to the start.
    const signIn = { isHere: people.hasOwnAccounts, url: people.signInAddress(`${page.base}/`) };
    respond(res).html(views.render('player/play', playPageView(page, id, readInput(playQuery, queryOf(req)), signIn)));
  });

  get('/play/:registration/review', async (req, res) => {
    const { id } = await attempts.registrations.ownRegistration(actorOf(req), String(req.params['registration']));
    respond(res).redirect(`/play/${id}?mode=review`);
  });

  get('/play/:registration/done', async (req, res) => {
    const actor = actorOf(req);
    const { id, courseId } = await attempts.registrations.ownRegistration(actor, String(req.params['registration']));
    const taken = (await attempts.records.takenBy(actor)).find((one) => one.registrationId === id);
    if (taken === undefined || taken.attemptId === null) {
      respond(res).redirect(`/play/${id}`);
      return;
    }
    const page = frameOf(req, { title: 'Course result', current: '/my' });
    const forYou = { lines: await judgedNow(actor, courseId), title: say(actor.locale, 'What counts for you') };
    respond(res).html(views.render('player/done', donePageView(page, taken, forYou)));
  });

  get('/play/:registration/standing', async (req, res) => {
    const actor = actorOf(req);
    const { courseId } = await attempts.registrations.ownRegistration(actor, String(req.params['registration']));
    respond(res).json(standingAnswer(await judgedNow(actor, courseId)));
  });

  return router;
}
