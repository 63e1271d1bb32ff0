import type { Request, Response, Router } from 'express';
import { actorOf, answerForm, noticeOf, typedForm, type Actor, type Faults, type People } from '../../people/index.ts';
import {
  AppError,
  createRouter,
  formBody,
  frameOf,
  localeOf,
  readInput,
  respond,
  route,
  sameOrigin,
  say,
  type Platform,
} from '../../platform/index.ts';
import { certificatePdf } from '../pdf/certificate-pdf.ts';
import { certificateDecisionInput } from './certificate-input.ts';
import { mayDecide } from './certificate-policy.ts';
import type { Certificates } from './certificate-service.ts';
import { certificateListView, certificateView, withdrawnView } from './certificate-view.ts';
import { sendPdf } from './send-pdf.ts';

const FORM_BYTES = 16_384;
const CURRENT = '/certificates';

const NOTICES: Readonly<Record<string, { kind: string; text: string }>> = {
  void: { kind: 'ok', text: 'The certificate is void. Who checks it reads your reason.' },
  kept: { kind: 'ok', text: 'The certificate stands. Your reason is on record.' },
  decided: { kind: 'ok', text: 'Decided. The reason is on record for each certificate.' },
};

/** Certificates of officers, and what supervisors decide about them. */
export function certificateRoutes(
  platform: Platform,
  people: Pick<People, 'accounts'>,
  certificates: Certificates,
): Router {
  const { views, config } = platform;
  const router = createRouter();
  const { get, post } = route(router);

  async function show(req: Request, res: Response, actor: Actor, faults: Faults, status: number): Promise<void> {
    const model = certificateView(actor, await certificates.find(actor, idOf(req)), faults, typedForm(req));
    const page = frameOf(req, { title: model.title, current: CURRENT, notice: noticeOf(req, NOTICES) });
    respond(res).html(views.render('training/certificate', { page, ...model }), status);
  }

  async function showWithdrawn(
    req: Request,
    res: Response,
    fault: { versionId: string; words: string } | null,
    status: number,
  ) {
    const model = withdrawnView(await certificates.withdrawn(actorOf(req)), fault);
    const page = frameOf(req, { title: 'Withdrawn versions', current: CURRENT, notice: noticeOf(req, NOTICES) });
    respond(res).html(views.render('training/certificates-withdrawn', { page, ...model }), status);
  }

  get('/certificates', async (req, res) => {
    const actor = actorOf(req);
    const groups = mayDecide(actor) ? await certificates.withdrawn(actor) : [];
    const undecided = groups.reduce((sum, { waiting }) => sum + waiting.length, 0);
    const model = certificateListView(actor, await certificates.own(actor), undecided);
    const page = frameOf(req, {
      title: say(actor.locale, 'Certificates'),
      current: CURRENT,
      notice: noticeOf(req, NOTICES),
    });
    respond(res).html(views.render('training/certificates', { page, ...model }));
  });

  get('/certificates/withdrawn', async (req, res) => showWithdrawn(req, res, null, 200));

  post('/certificates/withdrawn/:versionId', sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
    const actor = actorOf(req);
    const versionId = String(req.params['versionId']);
    const work = async (): Promise<void> => {
      await certificates.decideVersion(actor, versionId, () => readInput(certificateDecisionInput, req.body));
      respond(res).redirect('/certificates/withdrawn?notice=decided');
    };
    await answerForm(req, work, (faults, status) =>
      showWithdrawn(req, res, { versionId, words: faults['reason'] ?? faults['decision'] ?? '' }, status),
    );
  });

  get('/certificates/:id.pdf', async (req, res) => {
    const certificate = await certificates.find(actorOf(req), idOf(req));
    const { content } = certificate;
    if (content === null) throw certificateErased();
    // In the language of the person whose it is, whoever opens it.
    const { locale } = await people.accounts.person(certificate.row.personId);
    const pdf = await certificatePdf(
      { ...certificate, content },
      { publicUrl: config.publicUrl, locale: localeOf(locale) },
    );
    sendPdf(res, pdf, `certificate-${certificate.row.number}`);
  });

  get('/certificates/:id', async (req, res) => show(req, res, actorOf(req), {}, 200));

  post('/certificates/:id/decision', sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
    const actor = actorOf(req);
    const work = async (): Promise<void> => {
      const decision = await certificates.decide(actor, idOf(req), () => readInput(certificateDecisionInput, req.body));
      respond(res).redirect(`/certificates/${idOf(req)}?notice=${decision}`);
    };
    await answerForm(req, work, (faults, status) => show(req, res, actor, faults, status));
  });

  return router;
}

function certificateErased(): AppError {
  return new AppError('CERTIFICATE_ERASED', 410, 'What this certificate said was erased on request.', {
    help: 'Its number, its days and its hash are kept on its page.',
  });
}

function idOf(req: Request): string {
  return String(req.params['id']);
}
