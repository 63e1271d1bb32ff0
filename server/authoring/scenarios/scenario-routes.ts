import type { Request, Router } from 'express';
import { actorOf } from '../../people/index.ts';
import {
  AppError,
  createRouter,
  frameOf,
  queryOf,
  readInput,
  respond,
  route,
  type Platform,
} from '../../platform/index.ts';
import { whoseTyping } from '../whose-typing.ts';
import { compilePlay } from './compile-play.ts';
import { scenarioQuery, sourceQuery } from './scenario-input.ts';
import type { Scenarios } from './scenario-service.ts';
import { playView, scenarioView, sourcePage, sourceView } from './scenario-view.ts';

const DRAFT = '/author/drafts/:draftId';

const framed = (req: Request, { base }: { readonly base: string }) => ({ base, owner: whoseTyping(actorOf(req)) });

const param = (req: Request, name: string): string => String(req.params[name]);

/** Pages of one scenario (list, map, play) and of the source of one file; what they change goes through the edits of drafts. */
export function scenarioRoutes({ views }: Pick<Platform, 'views'>, scenarios: Scenarios): Router {
  const router = createRouter();
  const { get } = route(router);

  get(`${DRAFT}/modules/:name/scenarios/:blockId`, async (req, res) => {
    const { view, node, play, way } = readInput(scenarioQuery, queryOf(req));
    const open = await scenarios.open(actorOf(req), param(req, 'draftId'), param(req, 'name'), param(req, 'blockId'));
    if (play !== '') {
      const compiled = compilePlay(open.scenario, play, way);
      if (compiled === null) throw nodeNotFound();
      const page = frameOf(req, { title: `Play: ${open.scenario.title}`, current: '/author' });
      respond(res).html(views.render('authoring/scenario-play', { page, ...playView(open, play, compiled) }));
      return;
    }
    const page = frameOf(req, { title: open.scenario.title || 'Scenario', current: '/author' });
    if (view === 'source') {
      respond(res).redirect(sourcePage(open, node));
      return;
    }
    respond(res).html(
      views.render('authoring/scenario', { page, ...scenarioView(open, { view, node }, framed(req, page)) }),
    );
  });

  get(`${DRAFT}/source`, async (req, res) => {
    const { path, ...from } = readInput(sourceQuery, queryOf(req));
    const open = await scenarios.source(actorOf(req), param(req, 'draftId'), path);
    const page = frameOf(req, { title: `Source: ${path}`, current: '/author' });
    respond(res).html(views.render('authoring/source', { page, ...sourceView(open, from, framed(req, page)) }));
  });

  return router;
}

function nodeNotFound(): AppError {
  return new AppError('NODE_NOT_FOUND', 404, 'There is no such node in this scenario.', {
    help: 'Somebody may have removed it or given it another id. Open the list of nodes.',
  });
}
