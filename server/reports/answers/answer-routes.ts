import type { Request, Router } from 'express';
import { actorOf } from '../../people/index.ts';
import { createRouter, frameOf, queryOf, respond, route, type Platform } from '../../platform/index.ts';
import { readPathId } from '../results-input.ts';
import { readAnswersQuery, readItemQuery, readPathQuery, readRunQuery } from './answer-input.ts';
import type { ItemService } from './item-service.ts';
import type { PathService } from './path-service.ts';
import type { ProgressService } from './progress-service.ts';

/** Pages that tell what the answers to a course teach, for those who read results. */
export function answerRoutes(
  { views }: Pick<Platform, 'views'>,
  {
    items,
    paths,
    progress,
  }: { readonly items: ItemService; readonly paths: PathService; readonly progress: ProgressService },
): Router {
  const router = createRouter();
  const on = route(router);
  const render = (req: Request, view: string, title: string, model: object): string =>
    views.render(`reports/${view}`, { page: frameOf(req, { title, current: '/results' }), ...model });

  on.get('/courses/:id/results/items', async (req, res) => {
    const model = await items.items(actorOf(req), readPathId(req.params), readAnswersQuery(queryOf(req)));
    respond(res).html(render(req, 'items', `Questions: ${model.title}`, model));
  });

  on.get('/courses/:id/results/item', async (req, res) => {
    const model = await items.item(actorOf(req), readPathId(req.params), readItemQuery(queryOf(req)));
    respond(res).html(render(req, 'item', `Question: ${model.title}`, model));
  });

  on.get('/courses/:id/results/paths', async (req, res) => {
    const model = await paths.list(actorOf(req), readPathId(req.params), readAnswersQuery(queryOf(req)));
    respond(res).html(render(req, 'paths', `Paths: ${model.title}`, model));
  });

  on.get('/courses/:id/results/path', async (req, res) => {
    const model = await paths.map(actorOf(req), readPathId(req.params), readPathQuery(queryOf(req)));
    respond(res).html(render(req, 'path', `Paths of ${model.name}`, model));
  });

  on.get('/attempts/:id/run', async (req, res) => {
    const model = await paths.replay(actorOf(req), readPathId(req.params), readRunQuery(queryOf(req)));
    respond(res).html(render(req, 'run', `A run of ${model.name}`, model));
  });

  on.get('/courses/:id/results/drop-off', async (req, res) => {
    const model = await progress.dropOff(actorOf(req), readPathId(req.params), readAnswersQuery(queryOf(req)));
    respond(res).html(render(req, 'drop-off', `Where people stop: ${model.title}`, model));
  });

  on.get('/courses/:id/results/mastery', async (req, res) => {
    const model = await progress.mastery(actorOf(req), readPathId(req.params), readAnswersQuery(queryOf(req)));
    respond(res).html(render(req, 'mastery', `Objectives: ${model.title}`, model));
  });

  return router;
}
