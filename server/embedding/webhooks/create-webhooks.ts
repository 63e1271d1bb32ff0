import type { Attempts } from '../../attempts/index.ts';
import type { People } from '../../people/index.ts';
import { newId, type Platform, type Tx } from '../../platform/index.ts';
import { DELIVER, registerDelivery, type DeliverParts } from './deliver-job.ts';
import { createEndpoints, type Endpoints } from './endpoint-service.ts';
import { storedEvents } from './event-catalogue.ts';
import { newsOf, type News } from './webhook-events.ts';
import { defineWebhookModels, type DeliveryRow } from './webhook-model.ts';
import { createWebhookStore } from './webhook-store.ts';

/** What the folder offers to pages and to the interface for programs. */
export type Webhooks = Endpoints;

/** Rooms below. */
export interface WebhookRooms {
  readonly people: Pick<People, 'roll'>;
  readonly attempts: Pick<Attempts, 'judging'>;
}

/** Puts the folder together: news of the rooms below become deliveries, and deliveries are sent. */
export function createWebhooks(
  platform: Platform,
  { people, attempts }: WebhookRooms,
  options: Pick<DeliverParts, 'random'> = {},
): Webhooks {
  const { database, outbox, jobs } = platform;
  const store = createWebhookStore(defineWebhookModels(database));

  const send = (tx: Tx, deliveryId: string): Promise<void> => jobs.enqueue(tx, DELIVER, { delivery: deliveryId });

  /** Rows and jobs are one transaction: an event that is told again finds its rows there, and nothing is sent twice. */
  async function tell(eventId: string, at: Date, news: readonly News[]): Promise<void> {
    const [first] = news;
    if (first === undefined || (await store.endpointsOf(null, first.agencyId)).length === 0) return;
    await database.write(async (tx) => {
      // What happened before an endpoint was made is not news to it, however late it is told.
      const endpoints = (await store.endpointsOf(tx, first.agencyId)).filter(({ createdAt }) => createdAt <= at);
      const rows = news.flatMap(({ type, agencyId, data }) =>
        endpoints
          .filter(({ isEnabled, events }) => isEnabled && storedEvents.parse(JSON.parse(events)).includes(type))
          .map(({ id: endpointId }): DeliveryRow => ({
            id: newId(),
            agencyId,
            endpointId,
            eventId,
            type,
            body: JSON.stringify({ type, timestamp: at.toISOString(), data }),
            state: 'waiting',
            tries: 0,
            createdAt: platform.clock.now(),
            nextAt: platform.clock.now(),
            doneAt: null,
          })),
      );
      for (const { id } of await store.addDeliveries(tx, rows)) await send(tx, id);
    });
  }

  newsOf(outbox, attempts.judging, tell);
  registerDelivery({
    platform,
    store,
    administratorsOf: (tx, agencyId) => people.roll.addressesOf(tx, agencyId, 'administrator'),
    ...options,
  });
  return createEndpoints({ platform, store, send });
}
