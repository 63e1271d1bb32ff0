import type { Router } from 'express';
import { z } from 'zod';
import { createRouter, formBody, readInput, respond, route, sameOrigin } from '../platform/index.ts';
import { actorOf, type Actor } from '../people/index.ts';
import type { Door } from '../attempts/index.ts';

/** What the route needs of the attempts room. */
export interface StartRoutesDeps {
  readonly registrations: {
    /** Throws AppError `COURSE_NOT_FOUND` (404) when the actor may not begin the course. */
    ensureRegistration(actor: Actor, courseId: string, door?: Door): Promise<{ readonly id: string }>;
  };
}

const FORM_LIMIT = 1024;

const startInput = z.object({
  /** The person wants a new attempt although the last one is finished. */
  again: z.literal('1').optional(),
});

/** `POST /courses/:id/start`: makes the person's place in a course where there is none and opens the player. */
export function startRoutes({ registrations }: StartRoutesDeps): Router {
  const router = createRouter();
  route(router).post('/courses/:id/start', sameOrigin(), formBody(FORM_LIMIT), async (req, res) => {
    const actor = actorOf(req);
    const { again } = readInput(startInput, req.body ?? {});
    const { id } = await registrations.ensureRegistration(actor, String(req.params['id']), 'catalogue');
    respond(res).redirect(again === '1' ? `/play/${id}?again=1` : `/play/${id}`);
  });
  return router;
}
