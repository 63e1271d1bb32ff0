import type { Request, Response, Router } from 'express';
import { z } from 'zod';
import { UNTOUCHED, type Refused } from '../../agencies/index.ts';
import { actorOf, answerForm, noticeOf, typedForm } from '../../people/index.ts';
import {
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
import type { Drafts } from '../drafts/index.ts';
import type { Checks } from './check-service.ts';
import { releaseInput } from './flow-input.ts';
import { checksView, packagesView, releaseView } from './flow-view.ts';
import { mayDecideCertificates, type Releases } from './release-service.ts';
import type { Reviews } from './review-service.ts';

const FORM_BYTES = 64 * 1024;
const PAGE = '/author/drafts/:draftId';

const NOTICES: Readonly<Record<string, { kind: string; text: string }>> = {
  published: { kind: 'ok', text: 'Published. People of your agency find the course in the catalog.' },
};

const packageQuery = z.object({
  target: z.enum(['scorm12', 'scorm2004-3', 'scorm2004-4']),
  incomplete: z.literal('1').optional().catch(undefined),
});

interface Parts {
  readonly drafts: Drafts;
  readonly checks: Checks;
  readonly reviews: Reviews;
  readonly releases: Releases;
}

const draftOf = (req: Request): string => String(req.params['draftId']);

/** Checks, publishing and packages of a draft. */
export function flowRoutes({ views }: Pick<Platform, 'views'>, parts: Parts): Router {
  const { drafts, checks, reviews, releases } = parts;
  const router = createRouter();
  const { get, post } = route(router);

  function show(req: Request, res: Response, view: string, title: string, model: object, status = 200): void {
    const page = frameOf(req, { title, current: '/author', notice: noticeOf(req, NOTICES) });
    respond(res).html(views.render(view, { page, ...model }), status);
  }

  get(`${PAGE}/checks`, async (req, res) => {
    show(req, res, 'authoring/checks', 'Checks', checksView(await checks.of(actorOf(req), draftOf(req))));
  });

  async function showPublish(req: Request, res: Response, refused: Refused, status: number): Promise<void> {
    const actor = actorOf(req);
    const id = draftOf(req);
    const legal = await reviews.legal(actor, id);
    const comments = await reviews.comments(actor, id);
    const rows = await releases.list(actor, id);
    const model = releaseView(actor, {
      draft: await drafts.heads.open(actor, id),
      releases: rows,
      stakes: await releases.stakes(actor, rows),
      difference: await releases.difference(actor, id),
      openLaw: legal.filter(({ state }) => state !== 'approved').length,
      openComments: comments.filter(({ resolvedAt }) => resolvedAt === null).length,
      mayDecide: mayDecideCertificates(actor),
      refused,
    });
    show(req, res, 'authoring/publish', 'Publish', model, status);
  }

  get(`${PAGE}/publish`, (req, res) => showPublish(req, res, UNTOUCHED, 200));

  post(`${PAGE}/publish`, sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
    const actor = actorOf(req);
    await drafts.heads.open(actor, draftOf(req));
    const run = async (): Promise<void> => {
      await releases.publish(actor, draftOf(req), readInput(releaseInput, req.body));
      respond(res).redirect(`/author/drafts/${draftOf(req)}/packages?notice=published`);
    };
    await answerForm(req, run, (faults, status) => showPublish(req, res, { typed: typedForm(req), faults }, status));
  });

  get(`${PAGE}/packages`, async (req, res) => {
    const actor = actorOf(req);
    const draft = await drafts.heads.open(actor, draftOf(req));
    const model = packagesView(actor, draft, await releases.list(actor, draft.id));
    show(req, res, 'authoring/packages', 'Packages', model);
  });

  get(`${PAGE}/package.zip`, async (req, res) => {
    const actor = actorOf(req);
    await drafts.heads.open(actor, draftOf(req));
    const { target, incomplete } = readInput(packageQuery, queryOf(req));
    const asked = { target, incompleteUntilPassed: incomplete === '1' };
    const { name, zip } = await releases.pack(actor, draftOf(req), asked);
    res.set({
      'Content-Type': 'application/zip',
      'Content-Disposition': `attachment; filename="${name}"`,
      'Cache-Control': 'no-store',
    });
    res.end(zip);
  });

  return router;
}
