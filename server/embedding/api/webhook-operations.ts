import { z } from 'zod';
import { endpointInput, EVENT_TYPES, type Delivery, type Endpoint, type Webhooks } from '../webhooks/index.ts';
import { page, pageOf, pageOfAll, pageQuery } from './cursor.ts';
import { noAnswer, noBody, noQuery, operation, type Operation } from './operation.ts';
import { id, maybeMoment, maybeSaid, moment, said } from './shared-schemas.ts';

const webhook = z
  .object({
    id,
    url: z.string(),
    title: z.string(),
    events: z.array(z.enum(EVENT_TYPES)),
    isEnabled: z.boolean(),
    disabledWhy: z.string().describe('Why it was switched off, empty where it was not.'),
    failingSince: maybeMoment,
    previousSecretUntil: maybeMoment.describe('Until when the secret before signs too.'),
    createdAt: moment,
  })
  .meta({ id: 'Webhook' });

const withSecret = webhook
  .extend({ secret: z.string().describe('For checking signatures; told this once.') })
  .meta({ id: 'WebhookWithSecret' });

const delivery = z
  .object({
    id: z.string().describe('The `webhook-id` of the message.'),
    deliveryId: id,
    type: z.string(),
    state: z.enum(['waiting', 'delivered', 'failed']),
    createdAt: moment,
    nextTryAt: maybeMoment,
    doneAt: maybeMoment,
    tries: z.array(
      z.object({
        at: moment,
        status: z.number().int().nullable().describe('null where no answer came.'),
        durationMs: z.number().int(),
        fault: z.string().describe('Empty where it was taken.'),
      }),
    ),
  })
  .meta({ id: 'Delivery' });

const newWebhook = endpointInput.meta({ id: 'NewWebhook' });
const changedWebhook = endpointInput.extend({ isEnabled: z.boolean() }).meta({ id: 'ChangedWebhook' });

/** Operations on webhooks. */
export function webhookOperations(webhooks: Webhooks): Operation[] {
  const common = { tag: 'Webhooks', scope: 'webhooks:manage', roles: ['administrator'] } as const;
  const one = '/webhooks/:webhook';
  return [
    operation({
      ...common,
      id: 'listWebhooks',
      method: 'get',
      path: '/webhooks',
      summary: 'Addresses to which news go',
      status: 200,
      query: pageQuery,
      answer: pageOf(webhook),
      body: noBody,
      handle: async ({ actor }, { query }) => pageOfAll(await webhooks.list(actor), query, webhookOf),
    }),
    operation({
      ...common,
      id: 'addWebhook',
      method: 'post',
      path: '/webhooks',
      summary: 'Send news to an address',
      about:
        'Messages are signed as Standard Webhooks describes; a message that is not taken comes again, with the same id.',
      status: 201,
      body: newWebhook,
      answer: withSecret,
      query: noQuery,
      async handle({ actor }, { body }) {
        const { endpoint, secret } = await webhooks.add(actor, body);
        return { ...webhookOf(endpoint), secret };
      },
    }),
    operation({
      ...common,
      id: 'getWebhook',
      method: 'get',
      path: one,
      summary: 'One webhook',
      status: 200,
      answer: webhook,
      query: noQuery,
      body: noBody,
      handle: async ({ actor }, { param }) => webhookOf(await webhooks.find(actor, param('webhook'))),
    }),
    operation({
      ...common,
      id: 'changeWebhook',
      method: 'put',
      path: one,
      summary: 'Change a webhook, or switch it on or off',
      status: 200,
      body: changedWebhook,
      answer: webhook,
      query: noQuery,
      handle: async ({ actor }, { param, body }) => webhookOf(await webhooks.change(actor, param('webhook'), body)),
    }),
    operation({
      ...common,
      id: 'removeWebhook',
      method: 'delete',
      path: one,
      summary: 'Send nothing there any more',
      status: 204,
      query: noQuery,
      body: noBody,
      answer: noAnswer,
      async handle({ actor }, { param }) {
        await webhooks.remove(actor, param('webhook'));
        return null;
      },
    }),
    operation({
      ...common,
      id: 'rotateWebhookSecret',
      method: 'post',
      path: `${one}/rotate`,
      summary: 'Make a new secret',
      about: 'For a day messages are signed with both: with the new one first, with the one before second.',
      status: 200,
      answer: withSecret,
      query: noQuery,
      body: noBody,
      async handle({ actor }, { param }) {
        const { endpoint, secret } = await webhooks.rotate(actor, param('webhook'));
        return { ...webhookOf(endpoint), secret };
      },
    }),
    operation({
      ...common,
      id: 'listDeliveries',
      method: 'get',
      path: `${one}/deliveries`,
      summary: 'What was sent, the newest first, with every try',
      status: 200,
      query: pageQuery,
      answer: pageOf(delivery),
      body: noBody,
      async handle({ actor }, { param, query: { after, limit } }) {
        const rows = await webhooks.deliveries(actor, param('webhook'), { before: after, limit: limit + 1 });
        return page(rows, limit, ({ row }) => row.id, deliveryOf);
      },
    }),
    operation({
      ...common,
      id: 'replayDelivery',
      method: 'post',
      path: `${one}/deliveries/:delivery/replay`,
      summary: 'Send a message once more, under its own id',
      status: 202,
      query: noQuery,
      body: noBody,
      answer: noAnswer,
      async handle({ actor }, { param }) {
        await webhooks.replay(actor, param('webhook'), param('delivery'));
        return null;
      },
    }),
  ];
}

function webhookOf({ previousUntil, failingSince, createdAt, events, ...row }: Endpoint): z.input<typeof webhook> {
  const times = { failingSince: maybeSaid(failingSince), createdAt: said(createdAt) };
  return { ...row, ...times, events: [...events], previousSecretUntil: maybeSaid(previousUntil) };
}

function deliveryOf({ row, tries }: Delivery): z.input<typeof delivery> {
  const { id: deliveryId, type, state, createdAt, nextAt, doneAt } = row;
  return {
    id: `msg_${deliveryId}`,
    deliveryId,
    type,
    state,
    createdAt: said(createdAt),
    nextTryAt: maybeSaid(nextAt),
    doneAt: maybeSaid(doneAt),
    tries: tries.map(({ at, status, durationMs, fault }) => ({ at: said(at), status, durationMs, fault })),
  };
}
