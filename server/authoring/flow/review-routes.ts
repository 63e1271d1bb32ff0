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
import type { Drafts } from '../drafts/index.ts';
import { answerInput, approvalInput, askInput, commentInput, resolveInput, withdrawInput } from './flow-input.ts';
import { reviewView } from './review-view.ts';
import type { Requests } from './request-service.ts';
import type { Reviews } from './review-service.ts';

const FORM_BYTES = 64 * 1024;
const PAGE = '/author/drafts/:draftId/review';

const NOTICES: Readonly<Record<string, { kind: string; text: string }>> = {
  commented: { kind: 'ok', text: 'The comment is kept.' },
  resolved: { kind: 'ok', text: 'Resolved.' },
  open: { kind: 'ok', text: 'Open again.' },
  approved: { kind: 'ok', text: 'Approved. The name and the day stand in the modules.' },
  asked: { kind: 'ok', text: 'Asked. Your colleague gets a notice, and so will you.' },
  answered: { kind: 'ok', text: 'Answered. Whoever asked gets a notice.' },
  withdrawn: { kind: 'ok', text: 'Taken back. Your colleague gets a notice.' },
};

interface Parts {
  readonly drafts: Drafts;
  readonly reviews: Reviews;
  readonly requests: Requests;
}

const draftOf = (req: Request): string => String(req.params['draftId']);

/** The review page: requests, comments, approval of law. */
export function reviewRoutes({ views, clock }: Pick<Platform, 'views' | 'clock'>, parts: Parts): Router {
  const { drafts, reviews, requests } = parts;
  const router = createRouter();
  const { get, post } = route(router);

  /** `form`: which form of the page was refused. */
  async function show(req: Request, res: Response, form: string, refused: Refused, status: number): Promise<void> {
    const actor = actorOf(req);
    const id = draftOf(req);
    const { about } = queryOf(req);
    const model = reviewView(actor, clock.now(), {
      draft: await drafts.heads.open(actor, id),
      files: await drafts.files.list(actor, id),
      comments: await reviews.comments(actor, id),
      legal: await reviews.legal(actor, id),
      requests: await requests.list(actor, id),
      colleagues: await requests.colleagues(actor),
      about: typeof about === 'string' ? about : '',
      form,
      refused,
    });
    const page = frameOf(req, { title: 'Review', current: '/author', notice: noticeOf(req, NOTICES) });
    respond(res).html(views.render('authoring/review', { page, ...model }), status);
  }

  get(PAGE, (req, res) => show(req, res, '', UNTOUCHED, 200));

  /** A form of the page: another agency's draft is not found before the form is read. */
  function onReview(path: string, work: (req: Request) => Promise<string>): void {
    post(`${PAGE}${path}`, sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
      await drafts.heads.open(actorOf(req), draftOf(req));
      const run = async (): Promise<void> => {
        const notice = await work(req);
        respond(res).redirect(`/author/drafts/${draftOf(req)}/review?notice=${notice}`);
      };
      await answerForm(req, run, async (faults, status) => {
        const typed = typedForm(req);
        const request = typeof typed['request'] === 'string' ? typed['request'] : '';
        await show(req, res, request || path.slice(1), { typed, faults }, status);
      });
    });
  }

  onReview('', async (req) => {
    await reviews.comment(actorOf(req), draftOf(req), readInput(commentInput, req.body));
    return 'commented';
  });

  onReview('/resolve', async (req) => {
    const { comment, state } = readInput(resolveInput, req.body);
    await reviews.resolve(actorOf(req), draftOf(req), comment, state === 'resolved');
    return state;
  });

  onReview('/approve', async (req) => {
    await reviews.approve(actorOf(req), draftOf(req), readInput(approvalInput, req.body));
    return 'approved';
  });

  onReview('/ask', async (req) => {
    await requests.ask(actorOf(req), draftOf(req), readInput(askInput, req.body));
    return 'asked';
  });

  onReview('/answer', async (req) => {
    await requests.answer(actorOf(req), draftOf(req), readInput(answerInput, req.body));
    return 'answered';
  });

  onReview('/withdraw', async (req) => {
    await requests.withdraw(actorOf(req), draftOf(req), readInput(withdrawInput, req.body).request);
    return 'withdrawn';
  });

  return router;
}
