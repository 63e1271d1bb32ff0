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
import { draftListView, outlineView } from './draft-view.ts';
import type { Files } from './file-service.ts';
import type { Heads } from './head-service.ts';

const FORM_BYTES = 16_384;
const PAGE = '/author/drafts';

const NOTICES: Readonly<Record<string, { kind: string; text: string }>> = {
  retired: { kind: 'ok', text: 'The draft is retired. You can bring it back below.' },
  restored: { kind: 'ok', text: 'The draft is back.' },
};

const draftOf = (req: Request): string => String(req.params['draftId']);

/** Pages of drafts: the list, making one, and its outline. */
export function draftRoutes({ views }: Pick<Platform, 'views'>, heads: Heads, files: Files): Router {
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

  get(`${PAGE}/:draftId`, async (req, res) => {
    const actor = actorOf(req);
    const draft = await heads.open(actor, draftOf(req));
    const page = frameOf(req, { title: draft.title, current: '/author', notice: noticeOf(req, NOTICES) });
    const model = outlineView(draft, await files.list(actor, draft.id), actor.timeZone);
    respond(res).html(views.render('authoring/outline', { page, ...model }));
  });

  for (const [name, done] of [
    ['retire', 'retired'],
    ['restore', 'restored'],
  ] as const) {
    post(`${PAGE}/:draftId/${name}`, sameOrigin(), async (req, res) => {
      await heads[name](actorOf(req), draftOf(req));
      respond(res).redirect(`${PAGE}?notice=${done}`);
    });
  }

  return router;
}
