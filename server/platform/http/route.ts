import express, { type NextFunction, type Request, type RequestHandler, type Response, type Router } from 'express';

/** A handler whose rejection reaches the error handler on Express 4 too. */
export type AsyncHandler = (req: Request, res: Response, next: NextFunction) => Promise<void> | void;

type Register = (path: string, ...handlers: AsyncHandler[]) => void;

/** Registers handlers on a router by method; every rejection is forwarded. */
export interface Routes {
  readonly get: Register;
  readonly post: Register;
  readonly put: Register;
  readonly delete: Register;
}

/** A router that sees the parameters of the path it is mounted at. */
export function createRouter(): Router {
  return express.Router({ mergeParams: true });
}

/** Express 4 drops a rejected promise and the request hangs: so each handler is wrapped. */
function forwarding(handler: AsyncHandler): RequestHandler {
  return async (req, res, next) => {
    try {
      await handler(req, res, next);
    } catch (error) {
      next(error);
    }
  };
}

/** `route(router).get('/courses/:id', sameOrigin(), async (req, res) => …)` */
export function route(router: Router): Routes {
  const register =
    (method: keyof Routes): Register =>
    (path, ...handlers) => {
      router[method](path, ...handlers.map(forwarding));
    };
  return { get: register('get'), post: register('post'), put: register('put'), delete: register('delete') };
}
