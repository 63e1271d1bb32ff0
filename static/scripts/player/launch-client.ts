import type {
  BeaconRequest,
  CommitRequest,
  DoorEntry,
  HeartbeatAnswer,
  HeartbeatRequest,
  LaunchAnswer,
  LaunchElsewhere,
  LaunchRequest,
  StandingLine,
} from '../../../server/standards/launch-contract.ts';
import type { AskRequest } from '../frame/frame-contract.ts';
import { readAsked } from './ask-server.ts';
import { askedWaitMs, readVerdict } from './outbox-queue.ts';
import type { OutboxRow, SendVerdict } from './outbox-queue.ts';
import type { SessionWord } from './session-watch.ts';
import { words as said } from './words.ts';

/** A request that takes longer than this counts as lost, ms. */
const PATIENCE_MS = 25_000;

/** What became of `POST /launches`. */
export type LaunchOutcome =
  | { readonly kind: 'launched'; readonly answer: LaunchAnswer }
  | { readonly kind: 'elsewhere'; readonly details: LaunchElsewhere }
  | { readonly kind: 'signed-out' }
  /** `code` is null where no answer of ours came. */
  | { readonly kind: 'refused'; readonly code: string | null; readonly words: string; readonly help: string };

/** What became of `POST /launches/redeem`; `code` is null where no answer of ours came. */
export type RedeemOutcome =
  | { readonly kind: 'entered'; readonly entry: DoorEntry }
  | { readonly kind: 'refused'; readonly code: string | null; readonly words: string; readonly help: string };

/** What became of a heartbeat. */
export type Heartbeat =
  { readonly kind: 'alive'; readonly answer: HeartbeatAnswer } | { readonly kind: 'superseded' | 'recover' | 'retry' };

/** The player's requests. Tokens are kept here, by launch, in memory only. */
export interface LaunchClient {
  /** Takes the code of a door; the pass is borne from then on, and no cookie is sent. */
  redeem(code: string, door: string): Promise<RedeemOutcome>;
  /** Bears a pass that this tab has kept. */
  bear(pass: string): void;
  launch(request: LaunchRequest): Promise<LaunchOutcome>;
  send(row: OutboxRow): Promise<SendVerdict>;
  /** A question of a module; `renew` when the token has run out. */
  ask(launchId: string, request: AskRequest): Promise<ReturnType<typeof readAsked>>;
  heartbeat(launchId: string, request: HeartbeatRequest): Promise<Heartbeat>;
  recover(launchId: string): Promise<'ok' | 'wait' | 'retry' | 'never'>;
  /** One beacon; false when the browser did not take it. */
  beacon(launchId: string, commits: readonly CommitRequest[], isLeaving: boolean): boolean;
  /** When the session ends; `stay` prolongs it. */
  session(stay: boolean): Promise<SessionWord>;
  /** How the person stands under their assignments; null where the server did not say. */
  standing(registration: string): Promise<readonly StandingLine[] | null>;
  /** Null when the person is signed in; else words for the form. */
  signIn(email: string, password: string): Promise<string | null>;
}

interface Reply {
  readonly status: number;
  readonly body: Record<string, unknown> | null;
  /** What the answer asks the client to wait, ms. */
  readonly waitMs: number | null;
}

/** The client of one page; `base` is the mount path of the app. */
export function createLaunchClient(base: string): LaunchClient {
  const tokens = new Map<string, string>();
  /** Of who came by a door; null for signed-in people. */
  let pass: string | null = null;

  async function post(path: string, body: unknown, token: string | null): Promise<Reply> {
    const response = await fetch(`${base}${path}`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Accept: 'application/json',
        'Accept-Language': document.documentElement.lang,
        ...(token !== null && { Authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
      // Routes by token read no cookie; a login page that a proxy sends must not be followed.
      credentials: token === null ? 'same-origin' : 'omit',
      redirect: 'error',
      cache: 'no-store',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const { status, headers } = response;
    const waitMs = askedWaitMs(status, headers.get('Retry-After'), Date.now());
    return { status, body: await readJson(response), waitMs };
  }

  const byToken = (launchId: string, action: string, body: unknown): Promise<Reply> =>
    post(`/launches/${launchId}/${action}`, body, tokens.get(launchId) ?? '-');

  return {
    async redeem(code, door) {
      const reply = await post('/launches/redeem', { code, door }, '-').catch(() => null);
      const entry = reply?.status === 200 && isEntry(reply.body) ? reply.body : null;
      if (entry !== null) {
        ({ pass } = entry);
        return { kind: 'entered', entry };
      }
      const isOurs = reply !== null && reply.status < 500 && textOf(reply.body, 'code') !== '';
      const words = textOf(reply?.body ?? null, 'message') || said.noServer;
      return {
        kind: 'refused',
        code: isOurs ? textOf(reply.body, 'code') : null,
        words,
        help: textOf(reply?.body ?? null, 'help'),
      };
    },

    bear(kept) {
      pass = kept;
    },

    async launch(request) {
      const reply = await post('/launches', request, pass).catch(() => null);
      if (reply === null) return { kind: 'refused', code: null, words: said.noServer, help: '' };
      const answer = reply.status < 300 ? readLaunch(reply.body) : null;
      if (answer !== null) {
        tokens.set(answer.launchId, answer.token);
        return { kind: 'launched', answer };
      }
      if (reply.status === 401) return { kind: 'signed-out' };
      const elsewhere = reply.body?.['code'] === 'LAUNCH_ELSEWHERE' ? readElsewhere(reply.body) : null;
      if (elsewhere !== null) return { kind: 'elsewhere', details: elsewhere };
      const code = textOf(reply.body, 'code') || null;
      const words = textOf(reply.body, 'message') || said.oddAnswer;
      return { kind: 'refused', code, words, help: textOf(reply.body, 'help') };
    },

    async send({ launchId, body }) {
      const [action, request] = body.kind === 'commit' ? ['commits', body.commit] : ['end', body.end];
      const reply = await byToken(launchId, action, request).catch(() => null);
      return reply === null ? { kind: 'retry' } : readVerdict(reply.status, reply.body, reply.waitMs);
    },

    async ask(launchId, { action, body }) {
      const reply = await byToken(launchId, action, body).catch(() => null);
      return reply === null ? { kind: 'waiting' } : readAsked(reply.status, reply.body);
    },

    async heartbeat(launchId, request) {
      const reply = await byToken(launchId, 'heartbeat', request).catch(() => null);
      if (reply?.status === 401) return { kind: 'recover' };
      if (reply?.status === 409 && reply.body?.['code'] === 'LAUNCH_SUPERSEDED') return { kind: 'superseded' };
      const leaseUntil = textOf(reply?.body ?? null, 'leaseUntil');
      const engagedMs = reply?.body?.['engagedMs'];
      const isOurs = reply?.status === 200 && leaseUntil !== '' && typeof engagedMs === 'number';
      return isOurs ? { kind: 'alive', answer: { leaseUntil, engagedMs } } : { kind: 'retry' };
    },

    async recover(launchId) {
      const reply = await post(`/launches/${launchId}/recover`, {}, pass).catch(() => null);
      const token = textOf(reply?.body ?? null, 'token');
      if (reply?.status === 200 && token !== '') {
        tokens.set(launchId, token);
        return 'ok';
      }
      if (reply?.status === 401) return 'wait';
      return reply?.status === 404 && reply.body?.['code'] === 'LAUNCH_NOT_FOUND' ? 'never' : 'retry';
    },

    beacon(launchId, commits, isLeaving) {
      const token = tokens.get(launchId);
      if (token === undefined) return false;
      const request: BeaconRequest = { token, commits, ...(isLeaving && { leaving: true }) };
      const body = new Blob([JSON.stringify(request)], { type: 'text/plain' });
      return navigator.sendBeacon(`${base}/launches/${launchId}/beacon`, body);
    },

    async session(stay) {
      const method = stay ? 'POST' : 'GET';
      const response = await fetch(`${base}/session`, {
        method,
        headers: { Accept: 'application/json' },
        redirect: 'error',
        cache: 'no-store',
      }).catch(() => null);
      if (response === null) return { kind: 'unknown' };
      const endsInMs = (await readJson(response))?.['endsInMs'];
      if (response.status === 401) return { kind: 'ended' };
      const isOurs = response.ok && (endsInMs === null || typeof endsInMs === 'number');
      return isOurs ? { kind: 'alive', endsInMs } : { kind: 'unknown' };
    },

    async standing(registration) {
      const response = await fetch(`${base}/play/${registration}/standing`, {
        headers: { Accept: 'application/json', ...(pass !== null && { Authorization: `Bearer ${pass}` }) },
        credentials: pass === null ? 'same-origin' : 'omit',
        redirect: 'error',
        cache: 'no-store',
        signal: AbortSignal.timeout(PATIENCE_MS),
      }).catch(() => null);
      const lines = response?.ok === true ? (await readJson(response))?.['lines'] : null;
      return isStanding(lines) ? lines : null;
    },

    async signIn(email, password) {
      const response = await fetch(`${base}/login`, {
        method: 'POST',
        headers: { Accept: 'application/json', 'Accept-Language': document.documentElement.lang },
        body: new URLSearchParams({ email, password }),
        redirect: 'error',
      }).catch(() => null);
      if (response === null) return said.noServerWorkKept;
      const body = await readJson(response);
      if (response.ok && body !== null) return null;
      return textOf(body, 'message') || said.signInFailed;
    },
  };
}

async function readJson(response: Response): Promise<Record<string, unknown> | null> {
  const isJson = (response.headers.get('Content-Type') ?? '').startsWith('application/json');
  if (!isJson) return null;
  const body: unknown = await response.json().catch(() => null);
  return isObject(body) ? body : null;
}

function readLaunch(body: Record<string, unknown> | null): LaunchAnswer | null {
  return isLaunch(body) ? body : null;
}

/** Our own server wrote it; only that it is the answer to a launch is looked at. */
function isLaunch(body: unknown): body is LaunchAnswer {
  if (!isObject(body)) return false;
  return typeof body['token'] === 'string' && typeof body['launchId'] === 'string' && isObject(body['structure']);
}

/** Our own server wrote it; only that it is an entry is looked at. */
function isEntry(body: unknown): body is DoorEntry {
  return isObject(body) && typeof body['pass'] === 'string' && typeof body['registration'] === 'string';
}

/** Our own server wrote it; only that it is a list is looked at. */
function isStanding(lines: unknown): lines is readonly StandingLine[] {
  return Array.isArray(lines) && lines.every((line) => isObject(line) && typeof line['title'] === 'string');
}

function readElsewhere(body: Record<string, unknown>): LaunchElsewhere {
  const details = isObject(body['details']) ? body['details'] : {};
  return {
    since: textOf(details, 'since'),
    lastSavedAt: textOf(details, 'lastSavedAt') || null,
    sameBrowser: details['sameBrowser'] === true,
  };
}

function textOf(body: Record<string, unknown> | null, name: string): string {
  const value = body?.[name];
  return typeof value === 'string' ? value : '';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
