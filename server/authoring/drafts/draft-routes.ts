import type { Request, Response, Router } from 'express';
import { UNTOUCHED, type Refused } from '../../agencies/index.ts';
import { actorOf, answerForm, noticeOf, typedForm } from '../../people/index.ts';
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
import { newDraftInput } from './draft-input.ts';
import { draftListView } from './draft-view.ts';
import type { Heads } from './head-service.ts';
import type { SourceZips } from './source-zip.ts';

const FORM_BYTES = 16_384;
const PAGE = '/author/drafts';

const NOTICES: Readonly<Record<string, { kind: string; text: string }>> = {
  retired: { kind: 'ok', text: 'The draft is retired. You can bring it back below.' },
  restored: { kind: 'ok', text: 'The draft is back.' },
};

const draftOf = (req: Request): string => String(req.params['draftId']);

/** Pages of the list of drafts: making one, from a zip too, retiring it, and its zip. */
export function draftRoutes(
  { views }: Pick<Platform, 'views'>,
  { heads, zips }: { readonly heads: Heads; readonly zips: SourceZips },
): Router {
  const router = createRouter();
  const { get, post } = route(router);

  async function showList(req: Request, res: Response, refused: Refused, status: number): Promise<void> {
    const actor = actorOf(req);
    const model = draftListView(await heads.list(actor), heads.libraryCourses(), actor.timeZone, refused);
    const page = frameOf(req, { title: 'Drafts', current: '/author', notice: noticeOf(req, NOTICES) });
    respond(res).html(views.render('authoring/drafts', { page, ...model }), status);
  }

  get(PAGE, (req, res) => showList(req, res, UNTOUCHED, 200));

  post(PAGE, sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
    const run = async (): Promise<void> => {
      const id = await heads.create(actorOf(req), readInput(newDraftInput, req.body));
      respond(res).redirect(`${PAGE}/${id}`);
    };
    await answerForm(req, run, (faults, status) => showList(req, res, { typed: typedForm(req), faults }, status));
  });

  post(`${PAGE}/import`, sameOrigin(), async (req, res) => {
    const run = async (): Promise<void> => {
      const id = await zips.take(actorOf(req), req);
      respond(res).redirect(`${PAGE}/${id}`);
    };
    await answerForm(req, run, (faults, status) => showList(req, res, { typed: {}, faults }, status));
  });

  get(`${PAGE}/:draftId/source.zip`, async (req, res) => {
    const { name, bytes } = await zips.pack(actorOf(req), draftOf(req));
    res.set({
      'Content-Type': 'application/zip',
      'Content-Disposition': `attachment; filename="${name}"`,
      'Cache-Control': 'no-store',
    });
    res.end(bytes);
  });

  for (const [name, done] of [
    ['retire', 'retired'],
    ['restore', 'restored'],
  ] as const) {
    post(`${PAGE}/:draftId/${name}`, sameOrigin(), async (req, res) => {
      await heads[name](actorOf(req), draftOf(req));
      respond(res).redirect(`${PAGE}?notice=${done}&draft=${draftOf(req)}`);
    });
  }

  return router;
}
