import type { Request, Response, Router } from 'express';
import { UNTOUCHED, type Refused } from '../../agencies/index.ts';
import { actorOf, answerForm, noticeOf, requireRole, typedForm } from '../../people/index.ts';
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
import type { LtiDesk } from './lti-desk-service.ts';
import { gradeLogView, lmsView, newLmsView } from './lti-desk-view.ts';
import { deploymentInput, doorInput, manualInput } from './registration-input.ts';
import type { RegistrationService } from './registration-service.ts';

const FORM_BYTES = 32_768;
const PAGE = '/organisation/doors/lti';
const GRADES = '/doors-log/grades';

const NOTICES: Readonly<Record<string, { kind: string; text: string }>> = {
  connected: { kind: 'ok', text: 'Connected. Run the check, then launch once from the LMS.' },
  changed: { kind: 'ok', text: 'Saved.' },
  checked: { kind: 'ok', text: 'Checked just now.' },
  allowed: { kind: 'ok', text: 'Launches from this deployment are taken.' },
  removed: { kind: 'ok', text: 'Launches from this deployment are taken no more.' },
  listing: { kind: 'ok', text: 'The lists are being fetched. Reload this page in a moment.' },
  sent: { kind: 'ok', text: 'The grade is on its way.' },
};

const doorOf = (req: Request): string => String(req.params['door']);

/** Connecting an LMS by LTI 1.3, its page, and the grades that LMSs were sent. */
export function ltiDeskRoutes({ views, config }: Platform, desk: LtiDesk, registrations: RegistrationService): Router {
  const router = createRouter();
  const { get, post } = route(router);
  const { publicUrl } = config;

  function show(req: Request, res: Response, view: string, title: string, model: object, status = 200): void {
    const page = frameOf(req, { title, current: '/admin/people', notice: noticeOf(req, NOTICES) });
    respond(res).html(views.render(view, { page, ...model }), status);
  }

  function showNew(req: Request, res: Response, refused: Refused, status: number, link: string | null = null): void {
    show(req, res, 'embedding/lti-new', 'Connect an LMS', newLmsView(actorOf(req), publicUrl, refused, link), status);
  }

  async function showDoor(req: Request, res: Response, refused: Refused, status: number): Promise<void> {
    const actor = actorOf(req);
    const model = lmsView(actor, publicUrl, await desk.show(actor, doorOf(req)), refused);
    show(req, res, 'embedding/lti-door', model.title, model, status);
  }

  /** Another agency's door is not found before the form is read. */
  const change = (path: string, work: (req: Request) => Promise<string>): void => {
    post(`${PAGE}/:door${path}`, sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
      await registrations.ofDoor(null, actorOf(req), doorOf(req));
      const run = async (): Promise<void> => respond(res).redirect(`${PAGE}/${doorOf(req)}?notice=${await work(req)}`);
      await answerForm(req, run, (faults, status) => showDoor(req, res, { typed: typedForm(req), faults }, status));
    });
  };

  get(`${PAGE}/new`, (req, res) => {
    requireRole(actorOf(req), 'administrator');
    showNew(req, res, UNTOUCHED, 200);
  });

  post(`${PAGE}/new`, sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
    const actor = actorOf(req);
    requireRole(actor, 'administrator');
    const run = async (): Promise<void> => {
      const typed = readInput(manualInput, req.body);
      const doorId = await registrations.connect(actor, { ...typed, tokenAudience: null });
      respond(res).redirect(`${PAGE}/${doorId}?notice=connected`);
    };
    await answerForm(req, run, (faults, status) => showNew(req, res, { typed: typedForm(req), faults }, status));
  });

  post(`${PAGE}/link`, sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
    const token = await registrations.invite(actorOf(req));
    // Shown once: only its hash is kept.
    showNew(req, res, UNTOUCHED, 200, `${publicUrl}/lti/register/${token}`);
  });

  get(`${PAGE}/:door`, (req, res) => showDoor(req, res, UNTOUCHED, 200));

  change('', async (req) => {
    await desk.change(actorOf(req), doorOf(req), readInput(doorInput, req.body));
    return 'changed';
  });

  change('/check', async (req) => {
    await desk.check(actorOf(req), doorOf(req));
    return 'checked';
  });

  change('/deployments', async (req) => {
    const { deploymentId } = readInput(deploymentInput, req.body);
    await registrations.allow(actorOf(req), doorOf(req), deploymentId);
    return 'allowed';
  });

  change('/deployments/remove', async (req) => {
    const { deploymentId } = readInput(deploymentInput, req.body);
    await registrations.disallow(actorOf(req), doorOf(req), deploymentId);
    return 'removed';
  });

  change('/roster', async (req) => {
    await desk.refreshRoster(actorOf(req), doorOf(req));
    return 'listing';
  });

  get(GRADES, async (req, res) => {
    const actor = actorOf(req);
    const model = gradeLogView(actor, await desk.gradeLog(actor));
    show(req, res, 'embedding/lti-grades', 'Grades sent to LMSs', model);
  });

  post(`${GRADES}/:grade/send`, sameOrigin(), async (req, res) => {
    await desk.resend(actorOf(req), String(req.params['grade']));
    respond(res).redirect(`${GRADES}?notice=sent`);
  });

  return router;
}
