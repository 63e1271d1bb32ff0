import type { Request, Response, Router } from 'express';
import { z } from 'zod';
import { UNTOUCHED, type Refused } from '../../agencies/index.ts';
import type { Packages } from '../../packages/index.ts';
import { actorOf, answerForm, typedForm } from '../../people/index.ts';
import {
  createRouter,
  formBody,
  frameOf,
  readInput,
  respond,
  route,
  sameOrigin,
  type Platform,
} from '../../platform/index.ts';
import { createCartridges } from './cartridge-service.ts';
import { cartridgeView } from './cartridge-view.ts';

const PAGE = '/organisation/doors/cartridge';
const FORM_BYTES = 4_096;

const cartridgeInput = z.object({ courseId: z.string().max(26) });

/** The page with one form, and the cartridge that it asks for. */
export function cartridgeRoutes(
  platform: Platform,
  packages: Packages,
  linkTo: (courseId: string, module: string | null) => string,
): Router {
  const cartridges = createCartridges(platform, packages, linkTo);
  const router = createRouter();
  const { get, post } = route(router);

  async function show(req: Request, res: Response, refused: Refused, status: number): Promise<void> {
    const actor = actorOf(req);
    const page = frameOf(req, { title: 'Common Cartridge', current: '/author' });
    const model = cartridgeView(actor, await cartridges.offered(actor), refused);
    respond(res).html(platform.views.render('embedding/cartridge', { page, ...model }), status);
  }

  get(PAGE, (req, res) => show(req, res, UNTOUCHED, 200));

  post(PAGE, sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
    const run = async (): Promise<void> => {
      const { courseId } = readInput(cartridgeInput, req.body);
      const { name, bytes } = await cartridges.pack(actorOf(req), courseId);
      res.set({
        'Content-Type': 'application/zip',
        'Content-Disposition': `attachment; filename="${name}"`,
        'Cache-Control': 'no-store',
      });
      res.end(bytes);
    };
    await answerForm(req, run, (faults, status) => show(req, res, { typed: typedForm(req), faults }, status));
  });

  return router;
}
