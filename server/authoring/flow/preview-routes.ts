import type { Request, Response, Router } from 'express';
import { actorOf } from '../../people/index.ts';
import { AppError, createRouter, frameOf, queryOf, respond, route, type Platform } from '../../platform/index.ts';
import type { Apart } from '../apart/create-apart.ts';
import { readRuntime } from '../build/runtime-files.ts';
import type { Drafts } from '../drafts/index.ts';
import { fileNotFound } from '../drafts/draft-policy.ts';
import { mediaKey } from '../drafts/media-place.ts';
import { moduleName } from '../drafts/outline-input.ts';
import { serveMedia } from '../media/serve-media.ts';

const PAGE = '/author/drafts/:draftId/preview/:name';

interface Parts {
  readonly drafts: Drafts;
  readonly apart: Apart;
  readonly root: string;
}

const draftOf = (req: Request): string => String(req.params['draftId']);

/** That of all pages, with a frame of our own in it. */
const FRAME_POLICY = [
  "default-src 'self'",
  "img-src 'self' data:",
  "frame-src 'self'",
  "frame-ancestors 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "object-src 'none'",
].join('; ');

/** Nothing of the page is sent anywhere, and nothing but the run-time runs in it. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "media-src 'self'",
  "font-src 'self'",
  "frame-ancestors 'self'",
  "form-action 'none'",
  "base-uri 'none'",
].join('; ');

const TYPES: Readonly<Record<string, string>> = { js: 'text/javascript', css: 'text/css', woff2: 'font/woff2' };

/** A module as an officer sees it, graded in the page itself: no attempt, no row, nothing kept. */
export function previewRoutes({ views, storage }: Pick<Platform, 'views' | 'storage'>, parts: Parts): Router {
  const { drafts, apart, root } = parts;
  const router = createRouter();
  const { get } = route(router);

  get(PAGE, async (req, res) => {
    const actor = actorOf(req);
    const draft = await drafts.heads.open(actor, draftOf(req));
    const name = moduleOf(req);
    await drafts.files.read(actor, draft.id, `modules/${name}.yaml`);
    const page = frameOf(req, { title: 'Preview', current: '/author' });
    const size = queryOf(req)['size'] === 'wide' ? 'wide' : 'phone';
    const other = size === 'wide' ? 'phone' : 'wide';
    const model = { id: draft.id, title: draft.title, name, size, other, isPhone: size === 'phone' };
    res.set('Content-Security-Policy', FRAME_POLICY);
    respond(res).html(views.render('authoring/preview', { page, ...model }));
  });

  get(`${PAGE}/module.html`, async (req, res) => {
    const actor = actorOf(req);
    const draft = await drafts.heads.open(actor, draftOf(req));
    const html = await apart.page(draft.agencyId, await drafts.textTree(actor, draft.id), draft.folder, moduleOf(req));
    if (html === null) {
      throw new AppError('PREVIEW_NOT_POSSIBLE', 409, 'This module cannot be shown as it stands.', {
        help: 'The page Checks shows what has to be mended.',
      });
    }
    res.set('Content-Security-Policy', POLICY);
    respond(res).html(html);
  });

  for (const folder of ['assets', 'fonts']) {
    get(`${PAGE}/${folder}/:file`, async (req, res) => {
      await drafts.heads.open(actorOf(req), draftOf(req));
      const file = String(req.params['file']);
      const bytes = (await readRuntime(root)).get(`${folder}/${file}`);
      if (bytes === undefined) throw fileNotFound();
      res.set({ 'Content-Type': TYPES[file.split('.').at(-1) ?? ''] ?? 'application/octet-stream' });
      res.end(bytes);
    });
  }

  async function sendMedia(req: Request, res: Response, path: string): Promise<void> {
    const rows = await drafts.mediaRows(actorOf(req), draftOf(req));
    const row = rows.find((one) => one.path === path);
    if (row === undefined) throw fileNotFound();
    await serveMedia(req, res, { row, read: (range) => storage.get(mediaKey(row.agencyId, row.sha256), range) });
  }

  get(`${PAGE}/media/*file`, (req, res) => sendMedia(req, res, `media/${[req.params['file'] ?? []].flat().join('/')}`));

  return router;
}

function moduleOf(req: Request): string {
  const name = moduleName.safeParse(req.params['name']);
  if (!name.success) throw fileNotFound();
  return name.data;
}
