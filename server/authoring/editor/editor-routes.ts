import type { Request, Router } from 'express';
import { actorOf } from '../../people/index.ts';
import {
  createRouter,
  frameOf,
  jsonBody,
  readInput,
  respond,
  route,
  sameOrigin,
  type Platform,
} from '../../platform/index.ts';
import { fileNotFound } from '../drafts/draft-policy.ts';
import { whoseTyping } from '../whose-typing.ts';
import { LOOK_BYTES, looksRequest, moduleName } from './editor-input.ts';
import type { EditorService } from './editor-service.ts';
import { editorView, shown } from './editor-view.ts';

const PAGE = '/author/drafts/:draftId/modules/:name';

/** The editor of a module: its page, and what the page asks while somebody writes. */
export function editorRoutes({ views }: Pick<Platform, 'views'>, editor: EditorService): Router {
  const router = createRouter();
  const { get, post } = route(router);

  get(PAGE, async (req, res) => {
    const actor = actorOf(req);
    const open = await editor.open(actor, draftOf(req), nameOf(req));
    const page = frameOf(req, { title: `${open.draft.title}, editor`, current: '/author', wide: true });
    respond(res).html(views.render('authoring/editor', { page, ...editorView(open, page.base, whoseTyping(actor)) }));
  });

  post(`${PAGE}/looks`, sameOrigin(), jsonBody(LOOK_BYTES), async (req, res) => {
    await editor.find(actorOf(req), draftOf(req));
    const { blocks } = readInput(looksRequest, req.body);
    const looks = await editor.looks(actorOf(req), draftOf(req), nameOf(req), blocks);
    respond(res).json({ looks: looks.map((look) => ({ ...look, block: look.block && shown(look.block) })) });
  });

  return router;
}

const draftOf = (req: Request): string => String(req.params['draftId']);

function nameOf(req: Request): string {
  const name = moduleName.safeParse(req.params['name']);
  if (!name.success) throw fileNotFound();
  return name.data;
}
