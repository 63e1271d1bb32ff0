import type { Request, Response, Router } from 'express';
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
import type { Destinations } from './destination-service.ts';
import { destinationChange, newDestination, seatPage } from './dispatch-input.ts';
import { destinationView, newDestinationView } from './dispatch-view.ts';

const FORM_BYTES = 32_768;
const PAGE = '/organisation/doors/dispatch';

const NOTICES: Readonly<Record<string, { kind: string; text: string }>> = {
  made: { kind: 'ok', text: 'The package is ready. Download it and upload it to the LMS.' },
  changed: { kind: 'ok', text: 'Saved. The package in the LMS stays as it is.' },
};

const doorOf = (req: Request): string => String(req.params['door']);

/** Dispatch packages for administrators: making, changing and downloading them, and who came. */
export function deskRoutes({ views }: Pick<Platform, 'views'>, desk: Destinations): Router {
  const router = createRouter();
  const { get, post } = route(router);

  function show(req: Request, res: Response, view: string, title: string, model: object, status: number): void {
    const page = frameOf(req, { title, current: '/admin/people', notice: noticeOf(req, NOTICES) });
    respond(res).html(views.render(view, { page, ...model }), status);
  }

  async function showNew(req: Request, res: Response, refused: Refused, status: number): Promise<void> {
    const model = newDestinationView(await desk.courses(actorOf(req)), refused);
    show(req, res, 'embedding/dispatch-new', 'New dispatch package', model, status);
  }

  async function showDoor(req: Request, res: Response, refused: Refused, status: number): Promise<void> {
    const actor = actorOf(req);
    const { page } = readInput(seatPage, queryOf(req));
    const destination = await desk.show(actor, doorOf(req));
    const model = destinationView(actor, destination, {
      seats: await desk.seats(actor, doorOf(req), page),
      page,
      refused,
    });
    show(req, res, 'embedding/dispatch', destination.door.title, model, status);
  }

  get(`${PAGE}/new`, (req, res) => showNew(req, res, UNTOUCHED, 200));

  post(`${PAGE}/new`, sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
    const actor = actorOf(req);
    await desk.courses(actor);
    const run = async (): Promise<void> => {
      const doorId = await desk.create(actor, readInput(newDestination, req.body));
      respond(res).redirect(`${PAGE}/${doorId}?notice=made`);
    };
    await answerForm(req, run, (faults, status) => showNew(req, res, { typed: typedForm(req), faults }, status));
  });

  get(`${PAGE}/:door`, (req, res) => showDoor(req, res, UNTOUCHED, 200));

  post(`${PAGE}/:door`, sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
    const actor = actorOf(req);
    // Another agency's door is not found before the form is read.
    await desk.show(actor, doorOf(req));
    const run = async (): Promise<void> => {
      await desk.change(actor, doorOf(req), readInput(destinationChange, req.body));
      respond(res).redirect(`${PAGE}/${doorOf(req)}?notice=changed`);
    };
    await answerForm(req, run, (faults, status) => showDoor(req, res, { typed: typedForm(req), faults }, status));
  });

  get(`${PAGE}/:door/package`, async (req, res) => {
    const { name, bytes } = await desk.zip(actorOf(req), doorOf(req));
    res.set({
      'Content-Type': 'application/zip',
      'Content-Disposition': `attachment; filename="${name}"`,
      'Cache-Control': 'no-store',
    });
    res.end(bytes);
  });

  return router;
}
