import type { Request, Response, Router } from 'express';
import { createRouter, parseJson, readInput, respond, route, textBody } from '../../platform/index.ts';
import { dispatchRequest, dispatchTold } from './dispatch-input.ts';
import type { DispatchLaunches } from './launch-service.ts';

const LIMIT = 32 * 1024;

const answerAll = (_req: unknown, res: Response, next: () => void): void => {
  res.set({ 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' });
  next();
};

const destinationOf = (req: Request): string => String(req.params['destination']);

/**
 * What the stub asks, from the site of an LMS: no cookie is read, every site may read the answer (a refusal is for the learner to
 * see), and the body comes as text, so that no browser asks beforehand. Which sites are let in is the destination's to say.
 */
export function stubRoutes(launches: DispatchLaunches): Router {
  const router = createRouter();
  const { post } = route(router);

  post('/dispatch/:destination/launch', answerAll, textBody(LIMIT), async (req, res) => {
    const request = readInput(dispatchRequest, parseJson(String(req.body)));
    respond(res).json(await launches.launch(destinationOf(req), req.get('origin'), request));
  });

  post('/dispatch/:destination/told', answerAll, textBody(LIMIT), async (req, res) => {
    await launches.told(destinationOf(req), readInput(dispatchTold, parseJson(String(req.body))));
    respond(res).json({});
  });

  return router;
}
