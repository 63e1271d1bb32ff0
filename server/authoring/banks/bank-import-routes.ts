import type { Request, Response, Router } from 'express';
import { UNTOUCHED, type Refused } from '../../agencies/index.ts';
import { actorOf, answerForm } from '../../people/index.ts';
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
import { confirmImport, importForm } from './bank-input.ts';
import type { Banks } from './bank-service.ts';
import type { ImportPlan, ImportWish } from './import-plan.ts';
import { importView } from './item-view.ts';
import { receiveBankFile } from './receive-bank-file.ts';

const PAGE = '/author/drafts/:draftId/banks/:bankId/import';

const param = (req: Request, name: string): string => String(req.params[name]);

/** Questions from a file: looked at first, taken after a yes. */
export function bankImportRoutes({ views, config }: Pick<Platform, 'views' | 'config'>, banks: Banks): Router {
  const router = createRouter();
  const { get, post } = route(router);
  const opened = (req: Request) => banks.open(actorOf(req), param(req, 'draftId'), param(req, 'bankId'));

  async function show(
    req: Request,
    res: Response,
    refused: Refused,
    status: number,
    found: { plan: ImportPlan; wish: ImportWish } | null = null,
  ): Promise<void> {
    const model = importView(await opened(req), refused, found);
    const page = frameOf(req, { title: 'Import questions', current: '/author' });
    respond(res).html(views.render('authoring/bank-import', { page, ...model }), status);
  }

  get(PAGE, (req, res) => show(req, res, UNTOUCHED, 200));

  post(PAGE, sameOrigin(), async (req, res) => {
    const open = await opened(req);
    let typed: Record<string, unknown> = {};
    const work = async (): Promise<void> => {
      const { bytes, fields } = await receiveBankFile(req, config.bodyWindowMs);
      typed = { ...fields };
      const wish = readInput(importForm, fields);
      await show(req, res, { typed, faults: {} }, 200, {
        plan: await banks.look(actorOf(req), open, bytes, wish),
        wish,
      });
    };
    await answerForm(req, work, (faults, status) => show(req, res, { typed, faults }, status));
  });

  post(`${PAGE}/take`, sameOrigin(), formBody(4096), async (req, res) => {
    const open = await opened(req);
    await banks.take(actorOf(req), open, readInput(confirmImport, req.body));
    respond(res).redirect(`/author/drafts/${open.draft.id}/banks/${open.id}?notice=taken`);
  });

  return router;
}
