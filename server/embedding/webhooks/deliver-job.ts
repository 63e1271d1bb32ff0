import { AppError, newId, type OutgoingAnswer, type Platform, type Tx } from '../../platform/index.ts';
import { z } from 'zod';
import { SECRETS } from './endpoint-service.ts';
import { GIVE_UP_MS, KEEP_MS, MOST_TRIES, retryAfterMs, waitAfter } from './retry-policy.ts';
import { signedHeaders } from './sign-message.ts';
import type { DeliveryRow, EndpointRow } from './webhook-model.ts';
import type { WebhookStore } from './webhook-store.ts';

/** Type of the job that sends one delivery. */
export const DELIVER = 'webhooks.deliver';
const CLEAN = 'webhooks.clean';
const DAY_MS = 24 * 3_600_000;
/** A receiver that works takes a message and does its own work later. */
const TIMEOUT_MS = 10_000;
/** Nothing of an answer but its code is looked at. */
const ANSWER_BYTES = 64_000;
const GONE = 410;

/** What the job needs. */
export interface DeliverParts {
  readonly platform: Pick<Platform, 'database' | 'clock' | 'secrets' | 'jobs' | 'outgoing' | 'mail' | 'config'>;
  readonly store: WebhookStore;
  /** Mail addresses of an agency's administrators. */
  readonly administratorsOf: (tx: Tx, agencyId: string) => Promise<readonly string[]>;
  /** 0 to 1; specs hand in their own. */
  readonly random?: () => number;
}

/** What came of one request. */
interface Outcome {
  readonly status: number | null;
  readonly fault: string;
  readonly waitMs: number;
  readonly durationMs: number;
}

const payload = z.object({ delivery: z.string() });

/** Registers the job that sends deliveries; each try is a row, and the next one a job with its own time. */
export function registerDelivery({ platform, store, administratorsOf, random = Math.random }: DeliverParts): void {
  const { database, clock, secrets, jobs, outgoing, mail, config } = platform;

  function headersOf(endpoint: EndpointRow, { id, body }: DeliveryRow): Record<string, string> {
    const now = clock.now();
    const isRotating = endpoint.previousUntil !== null && endpoint.previousUntil > now;
    const sealed = [endpoint.secret, ...(isRotating ? [endpoint.previousSecret ?? ''] : [])];
    const opened = sealed.flatMap((text) => secrets.open(SECRETS, text) ?? []);
    return { 'content-type': 'application/json', ...signedHeaders({ id: `msg_${id}`, at: now, body }, opened) };
  }

  async function request(endpoint: EndpointRow, delivery: DeliveryRow): Promise<Outcome> {
    const began = performance.now();
    const took = (): number => Math.round(performance.now() - began);
    try {
      const { url } = endpoint;
      const limits = { timeoutMs: TIMEOUT_MS, limitBytes: ANSWER_BYTES };
      const headers = headersOf(endpoint, delivery);
      const answer = await outgoing(url, { method: 'POST', headers, body: delivery.body, ...limits });
      return { ...readAnswer(answer), durationMs: took() };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return { status: null, fault: error.message.slice(0, 300), waitMs: 0, durationMs: took() };
    }
  }

  /** Nobody answers there any more: an administrator decides what becomes of it. */
  async function switchOff(tx: Tx, { id, agencyId, url }: EndpointRow, why: string): Promise<void> {
    await store.updateEndpoint(tx, id, { isEnabled: false, disabledWhy: why });
    const { host } = new URL(url);
    const text = [
      `News of Schoolbeat to ${host} are switched off. ${why}`,
      '',
      'When the receiver works again, switch the webhook on, and send again what it missed:',
      '',
      `${config.publicUrl}/organisation/api/webhooks/${id}`,
    ].join('\n');
    const letters = (await administratorsOf(tx, agencyId)).map((to) => ({
      to,
      subject: `News to ${host} are switched off`,
      text,
    }));
    await mail.sendAll(tx, letters);
  }

  async function settle(tx: Tx, endpoint: EndpointRow, delivery: DeliveryRow, outcome: Outcome): Promise<void> {
    const now = clock.now();
    const { id, agencyId } = delivery;
    const { status, fault, durationMs, waitMs } = outcome;
    const tries = delivery.tries + 1;
    await store.insertTry(tx, { id: newId(), agencyId, deliveryId: id, at: now, status, durationMs, fault });
    if (fault === '') {
      await store.updateDelivery(tx, id, { state: 'delivered', tries, nextAt: null, doneAt: now });
      if (endpoint.failingSince !== null) await store.updateEndpoint(tx, endpoint.id, { failingSince: null });
      return;
    }
    const since = endpoint.failingSince ?? now;
    if (endpoint.failingSince === null) await store.updateEndpoint(tx, endpoint.id, { failingSince: now });
    const isGone = status === GONE;
    const isOver = now.getTime() - since.getTime() >= GIVE_UP_MS;
    if (endpoint.isEnabled && (isGone || isOver)) {
      await switchOff(
        tx,
        endpoint,
        isGone ? 'The receiver said that it is gone (410).' : 'It took nothing for five days.',
      );
    }
    if (isGone || isOver || tries >= MOST_TRIES) {
      await store.updateDelivery(tx, id, { state: 'failed', tries, nextAt: null, doneAt: now });
      return;
    }
    const nextAt = new Date(now.getTime() + waitAfter(tries, random(), waitMs));
    await store.updateDelivery(tx, id, { tries, nextAt });
    await jobs.enqueue(tx, DELIVER, { delivery: id }, { runAt: nextAt, key: `${DELIVER}:${id}` });
  }

  jobs.on(
    DELIVER,
    async (given) => {
      const delivery = await store.delivery(null, payload.parse(given).delivery);
      if (delivery === null || delivery.state !== 'waiting') return;
      const endpoint = await store.endpoint(null, delivery.endpointId);
      if (endpoint === null || !endpoint.isEnabled) {
        const values = { state: 'failed', nextAt: null, doneAt: clock.now() } as const;
        await database.write((tx) => store.updateDelivery(tx, delivery.id, values));
        return;
      }
      const outcome = await request(endpoint, delivery);
      await database.write(async (tx) => {
        // What was found out while the request was on its way counts: the endpoint may be failing, or off, by now.
        const latest = (await store.endpoint(tx, endpoint.id)) ?? endpoint;
        await settle(tx, latest, delivery, outcome);
      });
    },
    { lane: 'outgoing' },
  );

  jobs.on(CLEAN, () =>
    database.write((tx) => store.removeBefore(tx, new Date(clock.now().getTime() - KEEP_MS)), 'bulk'),
  );
  jobs.every(CLEAN, DAY_MS);
}

function readAnswer({ status, headers }: OutgoingAnswer): Omit<Outcome, 'durationMs'> {
  const isTaken = status >= 200 && status < 300;
  const fault = isTaken ? '' : `The receiver answered ${status}.`;
  return { status, fault, waitMs: isTaken ? 0 : retryAfterMs(headers['retry-after']) };
}
