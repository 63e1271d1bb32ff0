import { isId, requireRole, type Actor } from '../../people/index.ts';
import { AppError, isPublicAddress, newId, type Platform, type Tx } from '../../platform/index.ts';
import { isIP } from 'node:net';
import { storedEvents, type EventType } from './event-catalogue.ts';
import { ROTATION_MS } from './retry-policy.ts';
import { newSecret } from './sign-message.ts';
import type { DeliveryRow, EndpointRow, TryRow } from './webhook-model.ts';
import type { WantedEndpoint } from './webhook-input.ts';
import type { WebhookStore } from './webhook-store.ts';

/** An endpoint as its administrator sees it: never the secret. */
export interface Endpoint {
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly events: readonly EventType[];
  readonly isEnabled: boolean;
  /** Why it was switched off, '' where it was not. */
  readonly disabledWhy: string;
  readonly failingSince: Date | null;
  /** Until when the secret before signs too. */
  readonly previousUntil: Date | null;
  readonly createdAt: Date;
}

/** A delivery with every request that was made for it. */
export interface Delivery {
  readonly row: DeliveryRow;
  readonly tries: readonly TryRow[];
}

/** What {@link createEndpoints} needs. */
export interface EndpointParts {
  readonly platform: Pick<Platform, 'database' | 'clock' | 'audit' | 'secrets' | 'config'>;
  readonly store: WebhookStore;
  /** Sends a delivery as soon as the transaction is over. */
  readonly send: (tx: Tx, deliveryId: string) => Promise<void>;
}

/** Seals secrets of endpoints. */
export const SECRETS = 'webhooks.secrets';
const MOST_ENDPOINTS = 20;
const BY_HAND = 'Switched off by an administrator.';

/** What administrators do with the endpoints of their agency; another agency's is not found (404). */
export function createEndpoints({ platform, store, send }: EndpointParts) {
  const { database, clock, audit, secrets, config } = platform;

  const record = (tx: Tx, actor: Actor, action: string, { id, url }: Pick<EndpointRow, 'id' | 'url'>) =>
    audit.record(tx, {
      agencyId: actor.agencyId,
      actorId: actor.personId,
      action,
      subjectType: 'webhook',
      subjectId: id,
      // Paths of addresses may hold a secret of the receiver.
      details: { host: new URL(url).host },
    });

  /** Throws AppError `NOT_ALLOWED` (403), `WEBHOOK_NOT_FOUND` (404). */
  async function find(tx: Tx | null, actor: Actor, id: string): Promise<EndpointRow> {
    requireRole(actor, 'administrator');
    const found = isId(id) ? await store.endpoint(tx, id) : null;
    if (found === null || found.agencyId !== actor.agencyId) throw notFound('WEBHOOK_NOT_FOUND', 'webhook');
    return found;
  }

  /** Tells at once what the guard would refuse later; a name is looked up at each call. */
  function checkUrl(text: string): void {
    const { protocol, hostname, host, username, password } = new URL(text);
    if (config.outgoingAllowed.includes(host) || config.outgoingAllowed.includes(hostname)) return;
    const literal = hostname.replace(/^\[|\]$/g, '');
    const isPrivate = isIP(literal) !== 0 && !isPublicAddress(literal);
    if (protocol === 'https:' && !isPrivate && username === '' && password === '') return;
    throw new AppError('WEBHOOK_URL_REFUSED', 422, 'News go to https addresses of the public Internet only.', {
      help: 'Whoever runs this server can allow a host by SCHOOLBEAT_OUTGOING_ALLOWED.',
      field: 'url',
    });
  }

  return {
    async list(actor: Actor): Promise<Endpoint[]> {
      requireRole(actor, 'administrator');
      return (await store.endpointsOf(null, actor.agencyId)).map(endpointOf);
    },

    find: async (actor: Actor, id: string): Promise<Endpoint> => endpointOf(await find(null, actor, id)),

    /** Makes an endpoint and tells its secret, this once. Throws AppError `WEBHOOK_URL_REFUSED` (422), `WEBHOOKS_FULL` (409). */
    async add(actor: Actor, wanted: WantedEndpoint): Promise<{ endpoint: Endpoint; secret: string }> {
      requireRole(actor, 'administrator');
      checkUrl(wanted.url);
      const secret = newSecret();
      const row: EndpointRow = {
        id: newId(),
        agencyId: actor.agencyId,
        ...stored(wanted),
        secret: secrets.seal(SECRETS, secret),
        previousSecret: null,
        previousUntil: null,
        isEnabled: true,
        failingSince: null,
        disabledWhy: '',
        createdBy: actor.personId,
        createdAt: clock.now(),
        removedAt: null,
      };
      await database.write(async (tx) => {
        if ((await store.endpointsOf(tx, actor.agencyId)).length >= MOST_ENDPOINTS) throw full();
        await store.insertEndpoint(tx, row);
        await record(tx, actor, 'webhook.made', row);
      });
      return { endpoint: endpointOf(row), secret };
    },

    /** Throws AppError `WEBHOOK_NOT_FOUND` (404), `WEBHOOK_URL_REFUSED` (422). */
    async change(actor: Actor, id: string, wanted: WantedEndpoint & { isEnabled: boolean }): Promise<Endpoint> {
      return database.write(async (tx) => {
        const before = await find(tx, actor, id);
        checkUrl(wanted.url);
        const { isEnabled } = wanted;
        const disabledWhy = isEnabled ? '' : before.disabledWhy || BY_HAND;
        const failingSince = isEnabled && !before.isEnabled ? null : before.failingSince;
        const values = { ...stored(wanted), isEnabled, disabledWhy, failingSince };
        await store.updateEndpoint(tx, id, values);
        await record(tx, actor, 'webhook.changed', { id, url: wanted.url });
        return endpointOf({ ...before, ...values });
      });
    },

    /** Switches it on or off, and changes nothing else. */
    async turn(actor: Actor, id: string, isEnabled: boolean): Promise<void> {
      const { url, title, events } = await this.find(actor, id);
      await this.change(actor, id, { url, title, events: [...events], isEnabled });
    },

    /** Makes a new secret and tells it, this once; for a day the one before signs too. */
    async rotate(actor: Actor, id: string): Promise<{ endpoint: Endpoint; secret: string }> {
      const secret = newSecret();
      return database.write(async (tx) => {
        const before = await find(tx, actor, id);
        const previousUntil = new Date(clock.now().getTime() + ROTATION_MS);
        const values = { secret: secrets.seal(SECRETS, secret), previousSecret: before.secret, previousUntil };
        await store.updateEndpoint(tx, id, values);
        await record(tx, actor, 'webhook.secret-changed', before);
        return { endpoint: endpointOf({ ...before, ...values }), secret };
      });
    },

    /** Nothing is sent there any more; what waits is given up. */
    async remove(actor: Actor, id: string): Promise<void> {
      await database.write(async (tx) => {
        const before = await find(tx, actor, id);
        await store.updateEndpoint(tx, id, { removedAt: clock.now(), isEnabled: false });
        await record(tx, actor, 'webhook.removed', before);
      });
    },

    /** Deliveries of an endpoint before one of them, the newest first. */
    async deliveries(
      actor: Actor,
      id: string,
      { before, limit }: { before: string; limit: number },
    ): Promise<Delivery[]> {
      await find(null, actor, id);
      const rows = await store.deliveriesOf(null, id, before, limit);
      const tries = await store.triesOf(
        null,
        rows.map((row) => row.id),
      );
      return rows.map((row) => ({ row, tries: tries.filter(({ deliveryId }) => deliveryId === row.id) }));
    },

    /** Sends a message once more under its own id. Throws AppError `DELIVERY_NOT_FOUND` (404), `WEBHOOK_OFF` (409). */
    async replay(actor: Actor, id: string, deliveryId: string): Promise<void> {
      await database.write(async (tx) => {
        const endpoint = await find(tx, actor, id);
        const delivery = isId(deliveryId) ? await store.delivery(tx, deliveryId) : null;
        if (delivery === null || delivery.endpointId !== id) throw notFound('DELIVERY_NOT_FOUND', 'delivery');
        if (!endpoint.isEnabled) {
          throw new AppError('WEBHOOK_OFF', 409, 'This webhook is switched off.', { help: 'Switch it on first.' });
        }
        await store.updateDelivery(tx, deliveryId, { state: 'waiting', tries: 0, nextAt: clock.now(), doneAt: null });
        await record(tx, actor, 'webhook.replayed', endpoint);
        await send(tx, deliveryId);
      });
    },
  };
}

/** See {@link createEndpoints}. */
export type Endpoints = ReturnType<typeof createEndpoints>;

function stored({ url, title, events }: WantedEndpoint) {
  return { url, title, events: JSON.stringify([...new Set(events)]) };
}

function endpointOf(row: EndpointRow): Endpoint {
  const { id, url, title, isEnabled, disabledWhy, failingSince, previousUntil, createdAt } = row;
  const events = storedEvents.parse(JSON.parse(row.events));
  return { id, url, title, events, isEnabled, disabledWhy, failingSince, previousUntil, createdAt };
}

function notFound(code: string, noun: string): AppError {
  return new AppError(code, 404, `There is no such ${noun} in your agency.`);
}

function full(): AppError {
  return new AppError('WEBHOOKS_FULL', 409, `An agency has ${MOST_ENDPOINTS} webhooks at most.`, {
    help: 'Remove one that is not needed.',
  });
}
