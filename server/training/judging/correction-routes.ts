import type { Request, Response, Router } from 'express';
import type { Packages } from '../../packages/index.ts';
import { actorOf, answerForm, noticeOf, typedForm, type Actor } from '../../people/index.ts';
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
import type { Rules } from '../create-rules.ts';
import { requireAssigner } from '../training-policy.ts';
import { BLANK, type TypedForm } from '../form-view.ts';
import { correctionForm, exemptionForm, lastDayForm, reasonForm } from './correction-input.ts';
import { correctionsView, exemptionsView, type CorrectedPerson } from './correction-view.ts';

const FORM_BYTES = 32_768;
const CURRENT = '/officers';

const NOTICES: Readonly<Record<string, { kind: string; text: string }>> = {
  signed: { kind: 'ok', text: 'Signed. It is shown as a correction wherever it counts.' },
  withdrawn: { kind: 'ok', text: 'Withdrawn. Outcomes follow; the entry stays in the record.' },
  granted: { kind: 'ok', text: 'Granted. Due dates and outcomes follow.' },
  ended: { kind: 'ok', text: 'The last day is saved. Due dates follow.' },
  revoked: { kind: 'ok', text: 'Revoked. Due dates and outcomes follow.' },
};

/** Corrections, waivers and exemptions of a person, for supervisors and administrators. */
export function correctionRoutes(
  { views }: Pick<Platform, 'views'>,
  { corrections, standing, coursesOf }: Pick<Rules, 'corrections' | 'standing' | 'coursesOf'>,
  catalogue: Pick<Packages['catalogue'], 'list'>,
): Router {
  const router = createRouter();
  const { get, post } = route(router);

  async function personOf(actor: Actor, personId: string, name: string): Promise<CorrectedPerson> {
    const standings = await standing.enrollmentsOf(actor, personId);
    const offered = await catalogue.list(actor);
    const courses = new Map(await coursesOf(actor, personId));
    for (const { id, title } of offered) courses.set(id, title);
    return { personId, name, standings, courses: [...courses].map(([id, title]) => ({ id, title })) };
  }

  async function showCorrections(req: Request, res: Response, form: TypedForm, status = 200): Promise<void> {
    const actor = actorOf(req);
    const found = await corrections.of(actor, idOf(req));
    const person = await personOf(actor, idOf(req), found.name);
    const rows = found.corrections.map((row) => ({ ...row, isGenuine: corrections.isGenuine(row) }));
    const page = frameOf(req, {
      title: `Corrections: ${found.name}`,
      current: CURRENT,
      notice: noticeOf(req, NOTICES),
    });
    respond(res).html(
      views.render('training/corrections', { page, ...correctionsView(actor, person, rows, form) }),
      status,
    );
  }

  async function showExemptions(req: Request, res: Response, form: TypedForm, status = 200): Promise<void> {
    const actor = actorOf(req);
    const found = await corrections.of(actor, idOf(req));
    const person = await personOf(actor, idOf(req), found.name);
    const page = frameOf(req, { title: `Exemptions: ${found.name}`, current: CURRENT, notice: noticeOf(req, NOTICES) });
    const model = exemptionsView(actor, person, found.exemptions, form);
    respond(res).html(views.render('training/exemptions', { page, ...model }), status);
  }

  get('/officers/:id/corrections', async (req, res) => showCorrections(req, res, BLANK));
  get('/officers/:id/exemptions', async (req, res) => showExemptions(req, res, BLANK));

  post('/officers/:id/corrections', sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
    const work = async (): Promise<void> => {
      await corrections.correct(actorOf(req), idOf(req), readInput(correctionForm, req.body));
      respond(res).redirect(`/officers/${idOf(req)}/corrections?notice=signed`);
    };
    await answerForm(req, work, (faults, status) =>
      showCorrections(req, res, { typed: typedForm(req), faults }, status),
    );
  });

  post('/officers/:id/corrections/:correction/withdraw', sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
    const actor = actorOf(req);
    requireAssigner(actor);
    const { reason } = readInput(reasonForm, req.body);
    await corrections.withdraw(actor, idOf(req), idOf(req, 'correction'), reason);
    respond(res).redirect(`/officers/${idOf(req)}/corrections?notice=withdrawn`);
  });

  post('/officers/:id/exemptions', sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
    const work = async (): Promise<void> => {
      await corrections.exempt(actorOf(req), idOf(req), readInput(exemptionForm, req.body));
      respond(res).redirect(`/officers/${idOf(req)}/exemptions?notice=granted`);
    };
    await answerForm(req, work, (faults, status) =>
      showExemptions(req, res, { typed: typedForm(req), faults }, status),
    );
  });

  post('/officers/:id/exemptions/:exemption/end', sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
    const actor = actorOf(req);
    requireAssigner(actor);
    const { endsOn } = readInput(lastDayForm, req.body);
    await corrections.endExemption(actor, idOf(req), idOf(req, 'exemption'), endsOn);
    respond(res).redirect(`/officers/${idOf(req)}/exemptions?notice=ended`);
  });

  post('/officers/:id/exemptions/:exemption/revoke', sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
    const actor = actorOf(req);
    requireAssigner(actor);
    const { reason } = readInput(reasonForm, req.body);
    await corrections.revoke(actor, idOf(req), idOf(req, 'exemption'), reason);
    respond(res).redirect(`/officers/${idOf(req)}/exemptions?notice=revoked`);
  });

  return router;
}

function idOf(req: Request, name = 'id'): string {
  return String(req.params[name]);
}
