import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { EventType } from '../../server/embedding/webhooks/event-catalogue.ts';
import { createOutgoing, type Database, type Resolve } from '../../server/platform/index.ts';
import { signIn } from './people.ts';
import { openOfficerSite, type OfficerSite, type SiteOfficer } from './officer-site.ts';

/** A message as a receiver got it. */
export interface Heard {
  readonly id: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly answered: number;
}

/** A receiver of news on this machine. */
export interface Receiver {
  readonly url: string;
  readonly host: string;
  readonly heard: Heard[];
  /** Answers of the next requests in their order; 204 afterwards. `null` breaks the connection. */
  answer(...statuses: readonly (number | null)[]): void;
  /** Headers of each answer. */
  with(headers: Readonly<Record<string, string>>): void;
  close(): Promise<void>;
}

/** Starts one. */
export async function startReceiver(): Promise<Receiver> {
  const heard: Heard[] = [];
  const next: (number | null)[] = [];
  let sent: Readonly<Record<string, string>> = {};
  const server: Server = createServer((req, res) => {
    const parts: Buffer[] = [];
    req.on('data', (part: Buffer) => parts.push(part));
    req.on('end', () => {
      const status = next.length > 0 ? next.shift() : 204;
      const body = Buffer.concat(parts).toString('utf8');
      heard.push({ id: String(req.headers['webhook-id']), headers: req.headers, body, answered: status ?? 0 });
      if (status === null || status === undefined) req.socket.destroy();
      else res.writeHead(status, sent).end();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const host = `127.0.0.1:${port}`;
  return {
    host,
    url: `http://${host}/in`,
    heard,
    answer: (...statuses) => void next.push(...statuses),
    with(headers) {
      sent = headers;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** An agency with a receiver, and an administrator who has made a webhook. */
export interface WebhookSite extends OfficerSite {
  readonly receiver: Receiver;
  readonly administrator: SiteOfficer;
  /** Makes a webhook on the page; resolves with its id and secret. */
  hook(events: readonly EventType[], url?: string): Promise<{ id: string; secret: string }>;
  /** Does what is due until nothing is. */
  settle(): Promise<void>;
  /** ms go by, and what is due then is done. */
  pass(ms: number): Promise<void>;
  /** The administrator comes back after a session that has run out. */
  signIn(): Promise<void>;
  /** Somebody joins the agency; resolves with the id. */
  join(): Promise<string>;
}

/** Opens it; `resolve` says where names lead. */
export async function openWebhookSite(database: Database, resolve?: Resolve): Promise<WebhookSite> {
  const receiver = await startReceiver();
  const outgoingAllowed = [receiver.host, `hooks.internal:${receiver.host.split(':')[1]}`];
  const outgoing = createOutgoing(outgoingAllowed, resolve);
  const site = await openOfficerSite(database, '2026-11-23T16:42:00Z', { outgoingAllowed, outgoing });
  const administrator = await site.person('administrator');
  const settle = (): Promise<void> => site.app.platform.jobs.drain();
  await settle();
  return {
    ...site,
    receiver,
    administrator,
    settle,
    async hook(events, url = receiver.url) {
      site.clock.goOn(1_000);
      const form = administrator.browser.post('/organisation/api/webhooks').type('form');
      const { text, status } = await form.send({ url, events: [...events] });
      const [, secret = ''] = /<code data-secret>([^<]+)</.exec(text) ?? [];
      const [, id = ''] = /api\/webhooks\/([0-9a-z]{26})"/.exec(text) ?? [];
      if (status !== 201) throw new Error(`No webhook was made: ${status} ${text}`);
      return { id, secret };
    },
    async pass(ms) {
      site.clock.goOn(ms);
      await settle();
    },
    signIn: () => signIn(administrator.browser, administrator),
    async join() {
      return (await site.person('officer')).id;
    },
  };
}

/** The signature that a receiver with a secret expects, by a library that is not ours. */
export function expectedSignature(secret: string, { headers, body }: Heard): string {
  const at = new Date(Number(headers['webhook-timestamp']) * 1000);
  return new Webhook(secret).sign(String(headers['webhook-id']), at, body);
}
