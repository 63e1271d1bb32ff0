import type { Router } from 'express';
import { createRouter, frameOf, queryOf, readInput, respond, route, type Platform } from '../platform/index.ts';
import type { People } from './create-people.ts';
import { actorOf } from './current-actor.ts';
import { auditInput } from './person-input.ts';
import { auditView, systemView } from './system-view.ts';

/** Health, jobs and audit trail, for administrators. */
export function systemRoutes({ views }: Platform, { system }: People): Router {
  const router = createRouter();
  const { get } = route(router);

  get('/admin/system', async (req, res) => {
    const actor = actorOf(req);
    const [health, jobs] = [await system.health(actor), await system.jobs(actor)];
    const page = frameOf(req, { title: 'System', current: '/admin/people' });
    respond(res).html(views.render('people/system', { page, ...systemView(health, jobs) }));
  });

  get('/admin/audit', async (req, res) => {
    const actor = actorOf(req);
    const { before, check } = readInput(auditInput, queryOf(req));
    const trail = await system.trail(actor, before ?? null);
    const checked = check === undefined ? null : await system.checkTrail(actor);
    const page = frameOf(req, { title: 'Audit trail', current: '/admin/people' });
    respond(res).html(views.render('people/audit', { page, ...auditView(actor, trail, checked) }));
  });

  return router;
}
