import type { Request, Response, Router } from 'express';
import { actorOf, answerForm, noticeOf, requireRole, typedForm, type People } from '../../people/index.ts';
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
import { endpointForm, type Webhooks } from '../webhooks/index.ts';
import { newKeyInput } from './key-input.ts';
import type { Keys } from './key-service.ts';
import { organisationApiView, type MadeSecret, type RefusedForm } from './key-view.ts';
import { webhookView } from './webhook-view.ts';

/** What the pages call. */
export interface KeyPages {
  readonly keys: Keys;
  readonly webhooks: Webhooks;
  readonly people: Pick<People, 'staff'>;
}

const PAGE = '/organisation/api';
const HOOK = `${PAGE}/webhooks/:webhook`;
const FORM_BYTES = 16_384;
const A_PAGE = 25;

const NOTICES: Readonly<Record<string, { kind: string; text: string }>> = {
  revoked: { kind: 'ok', text: 'The key is revoked. Nothing comes in with it any more.' },
  removed: { kind: 'ok', text: 'The webhook is removed.' },
  on: { kind: 'ok', text: 'The webhook is switched on.' },
  off: { kind: 'ok', text: 'The webhook is switched off. What happens meanwhile is not sent.' },
  replayed: { kind: 'ok', text: 'The message is sent again.' },
};

/** Keys and webhooks, for an agency's administrators. */
export function keyRoutes({ views }: Platform, { keys, webhooks, people }: KeyPages): Router {
  const router = createRouter();
  const { get, post } = route(router);

  async function show(
    req: Request,
    res: Response,
    said: { made?: MadeSecret; refused?: RefusedForm },
    status: number,
  ): Promise<void> {
    const actor = actorOf(req);
    const known = await keys.list(actor);
    const names = await people.staff.namesOf(known.map(({ createdBy }) => createdBy));
    const shown = { keys: known, endpoints: await webhooks.list(actor), names };
    const notice = noticeOf(req, NOTICES);
    const page = frameOf(req, { title: 'API keys and webhooks', current: '/admin/people', notice });
    respond(res).html(views.render('embedding/api', { page, ...organisationApiView(actor, shown, said) }), status);
  }

  async function showHook(req: Request, res: Response, secret: string | null): Promise<void> {
    const actor = actorOf(req);
    const id = param(req, 'webhook');
    const endpoint = await webhooks.find(actor, id);
    const { before: told } = queryOf(req);
    const before = typeof told === 'string' ? told.slice(0, 26) : '';
    const rows = await webhooks.deliveries(actor, id, { before, limit: A_PAGE + 1 });
    const next = rows.length > A_PAGE ? (rows[A_PAGE - 1]?.row.id ?? null) : null;
    const model = webhookView(actor, endpoint, rows.slice(0, A_PAGE), { secret, next });
    const page = frameOf(req, { title: model.heading, current: '/admin/people', notice: noticeOf(req, NOTICES) });
    respond(res).html(views.render('embedding/webhook', { page, ...model }));
  }

  get(PAGE, (req, res) => show(req, res, {}, 200));

  post(`${PAGE}/keys`, sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
    const actor = actorOf(req);
    requireRole(actor, 'administrator');
    const work = async (): Promise<void> => {
      const secret = await keys.make(actor, readInput(newKeyInput, req.body));
      // Not by a redirect: the key stands on this answer alone.
      await show(req, res, { made: { what: 'key', secret } }, 201);
    };
    await answerForm(req, work, (faults, status) =>
      show(req, res, { refused: { form: 'key', typed: typedForm(req), faults } }, status),
    );
  });

  post(`${PAGE}/keys/:key/revoke`, sameOrigin(), async (req, res) => {
    await keys.revoke(actorOf(req), param(req, 'key'));
    respond(res).redirect(`${PAGE}?notice=revoked`);
  });

  post(`${PAGE}/webhooks`, sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
    const actor = actorOf(req);
    requireRole(actor, 'administrator');
    const work = async (): Promise<void> => {
      const { secret } = await webhooks.add(actor, readInput(endpointForm, req.body));
      await show(req, res, { made: { what: 'webhook', secret } }, 201);
    };
    await answerForm(req, work, (faults, status) =>
      show(req, res, { refused: { form: 'webhook', typed: typedForm(req), faults } }, status),
    );
  });

  get(HOOK, (req, res) => showHook(req, res, null));

  post(`${HOOK}/rotate`, sameOrigin(), async (req, res) => {
    const { secret } = await webhooks.rotate(actorOf(req), param(req, 'webhook'));
    await showHook(req, res, secret);
  });

  for (const [way, isEnabled] of [
    ['on', true],
    ['off', false],
  ] as const) {
    post(`${HOOK}/${way}`, sameOrigin(), async (req, res) => {
      await webhooks.turn(actorOf(req), param(req, 'webhook'), isEnabled);
      respond(res).redirect(`${PAGE}/webhooks/${param(req, 'webhook')}?notice=${way}`);
    });
  }

  post(`${HOOK}/remove`, sameOrigin(), async (req, res) => {
    await webhooks.remove(actorOf(req), param(req, 'webhook'));
    respond(res).redirect(`${PAGE}?notice=removed`);
  });

  post(`${HOOK}/deliveries/:delivery/replay`, sameOrigin(), async (req, res) => {
    await webhooks.replay(actorOf(req), param(req, 'webhook'), param(req, 'delivery'));
    respond(res).redirect(`${PAGE}/webhooks/${param(req, 'webhook')}?notice=replayed`);
  });

  return router;
}

const param = (req: Request, name: string): string => String(req.params[name]);
