import type { Request, Response, Router } from 'express';
import { UNTOUCHED, type Refused } from '../../agencies/index.ts';
import { actorOf, answerForm, noticeOf, typedForm } from '../../people/index.ts';
import {
  contextOf,
  createRouter,
  formBody,
  frameOf,
  queryOf,
  readInput,
  respond,
  route,
  sameOrigin,
  type Platform,
} from '../../platform/index.ts';
import { editMedia, namedMedia, pickerQuery } from './media-input.ts';
import type { Media } from './media-service.ts';
import { mediaView, mediaWordsView, pickerView, uploadedView } from './media-view.ts';
import { serveMedia } from './serve-media.ts';

const FORM_BYTES = 16_384;
const PAGE = '/author/drafts/:draftId/media';

const NOTICES: Readonly<Record<string, { kind: string; text: string }>> = {
  added: { kind: 'ok', text: 'The file is in the draft.' },
  cleaned: {
    kind: 'warn',
    text: 'The drawing is in the draft. Parts that could run or load something were taken out of it: look whether it is still right.',
  },
  described: { kind: 'ok', text: 'The words are saved.' },
  removed: { kind: 'ok', text: 'The file is removed. You can bring it back below.' },
  restored: { kind: 'ok', text: 'The file is back.' },
  deleted: { kind: 'ok', text: 'What was removed is deleted.' },
};

const draftOf = (req: Request): string => String(req.params['draftId']);
const pageOf = (req: Request): string => `/author/drafts/${draftOf(req)}/media`;
const wantsJson = (req: Request): boolean => req.accepts(['html', 'json']) === 'json';

/** Media of a draft: the page, the upload, the bytes, and what the editor's picker asks. */
export function mediaRoutes({ views }: Pick<Platform, 'views'>, media: Media): Router {
  const router = createRouter();
  const { get, post } = route(router);

  async function show(req: Request, res: Response, refused: Refused, status: number): Promise<void> {
    const model = mediaView(await media.shelf(actorOf(req), draftOf(req)), refused);
    const page = frameOf(req, { title: 'Media', current: '/author', notice: noticeOf(req, NOTICES) });
    respond(res).html(views.render('authoring/media', { page, ...model }), status);
  }

  async function showWords(req: Request, res: Response, path: string, refused: Refused, status: number): Promise<void> {
    const shelf = await media.shelf(actorOf(req), draftOf(req));
    const { row } = await media.open(actorOf(req), draftOf(req), path);
    const page = frameOf(req, { title: 'What it tells', current: '/author' });
    respond(res).html(views.render('authoring/media-words', { page, ...mediaWordsView(shelf, row, refused) }), status);
  }

  get(PAGE, (req, res) => show(req, res, UNTOUCHED, 200));

  post(PAGE, sameOrigin(), async (req, res) => {
    let typed: Record<string, unknown> = {};
    const work = async (): Promise<void> => {
      const actor = actorOf(req);
      const uploaded = await media.upload(actor, draftOf(req), req, (fields) => {
        typed = { ...fields };
      });
      if (wantsJson(req)) {
        const shelf = await media.shelf(actor, draftOf(req));
        respond(res).json(uploadedView(contextOf(req).base, shelf, uploaded), 201);
        return;
      }
      respond(res).redirect(`${pageOf(req)}?notice=${uploaded.removed.length > 0 ? 'cleaned' : 'added'}`);
    };
    await answerForm(req, work, (faults, status) => show(req, res, { typed, faults }, status));
  });

  get(`${PAGE}/list.json`, async (req, res) => {
    const { kind } = readInput(pickerQuery, queryOf(req));
    respond(res).json(pickerView(contextOf(req).base, await media.shelf(actorOf(req), draftOf(req)), kind));
  });

  get(`${PAGE}/file`, async (req, res) => {
    // The draft is found before anything else of the request is looked at.
    await media.shelf(actorOf(req), draftOf(req));
    const { path } = readInput(namedMedia, queryOf(req));
    await serveMedia(req, res, await media.open(actorOf(req), draftOf(req), path));
  });

  get(`${PAGE}/words`, async (req, res) => {
    await media.shelf(actorOf(req), draftOf(req));
    await showWords(req, res, readInput(namedMedia, queryOf(req)).path, UNTOUCHED, 200);
  });

  post(`${PAGE}/words`, sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
    await media.shelf(actorOf(req), draftOf(req));
    const { path } = readInput(namedMedia, req.body);
    const work = async (): Promise<void> => {
      await media.describe(actorOf(req), draftOf(req), readInput(editMedia, req.body));
      respond(res).redirect(`${pageOf(req)}?notice=described`);
    };
    await answerForm(req, work, (faults, status) =>
      showWords(req, res, path, { typed: typedForm(req), faults }, status),
    );
  });

  for (const [name, done] of [
    ['remove', 'removed'],
    ['restore', 'restored'],
  ] as const) {
    post(`${PAGE}/${name}`, sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
      await media.shelf(actorOf(req), draftOf(req));
      await media[name](actorOf(req), draftOf(req), readInput(namedMedia, req.body).path);
      respond(res).redirect(`${pageOf(req)}?notice=${done}`);
    });
  }

  post(`${PAGE}/delete-removed`, sameOrigin(), async (req, res) => {
    await media.purge(actorOf(req), draftOf(req));
    respond(res).redirect(`${pageOf(req)}?notice=deleted`);
  });

  return router;
}
