import { pipeline } from 'node:stream/promises';
import type { Request, Response, Router } from 'express';
import { UNTOUCHED, type Refused } from '../../agencies/index.ts';
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
import { downloadInput } from './download-input.ts';
import type { Downloads } from './download-service.ts';
import { downloadView } from './download-view.ts';

const PAGE = '/organisation/doors/download';
const FORM_BYTES = 4_096;

/** The page with one form, and the package that it asks for. */
export function downloadRoutes({ views }: Pick<Platform, 'views'>, downloads: Downloads): Router {
  const router = createRouter();
  const { get, post } = route(router);

  async function show(req: Request, res: Response, refused: Refused, status: number): Promise<void> {
    const actor = actorOf(req);
    const page = frameOf(req, { title: 'Download a package', current: '/author' });
    const model = downloadView(actor, await downloads.offered(actor), refused);
    respond(res).html(views.render('embedding/download', { page, ...model }), status);
  }

  get(PAGE, (req, res) => show(req, res, UNTOUCHED, 200));

  post(PAGE, sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
    const actor = actorOf(req);
    const run = async (): Promise<void> => {
      const { courseId, target, incompleteUntilPassed, freeTest } = readInput(downloadInput, req.body);
      const policy = { incompleteUntilPassed: incompleteUntilPassed === '1', testAfterModules: freeTest !== '1' };
      const { name, bytes, sha256, body } = await downloads.download(actor, { courseId, target, policy });
      res.set({
        'Content-Type': 'application/zip',
        'Content-Disposition': `attachment; filename="${name}"`,
        'Content-Length': String(bytes),
        'X-Package-Sha256': sha256,
        'Cache-Control': 'no-store',
      });
      await pipeline(body, res);
    };
    await answerForm(req, run, (faults, status) => show(req, res, { typed: typedForm(req), faults }, status));
  });

  return router;
}
