import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import {
  request as plainRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http';
import { request as secureRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { AppError } from '../errors/app-error.ts';
import { isPublicAddress } from './outgoing-address.ts';

/** A request to an address that somebody typed in. */
export interface OutgoingRequest {
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** From the first step to the last byte, ms; 10,000 by default. */
  readonly timeoutMs?: number;
  /** Bytes of the answer that are read at most; 1 MB by default. */
  readonly limitBytes?: number;
}

/** What came back; a redirect is an answer like any other and is never followed. */
export interface OutgoingAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/**
 * Sends a request out of this network: https to public addresses only, but for the hosts that the configuration allows.
 * Throws AppError `OUTGOING_REFUSED` (422), `OUTGOING_FAILED`, `OUTGOING_TIMEOUT`, `OUTGOING_TOO_LARGE` (all 422: whoever
 * typed the address in is told).
 */
export type Outgoing = (url: string, request?: OutgoingRequest) => Promise<OutgoingAnswer>;

/** Resolves a name to all its addresses; specs hand in their own. */
export type Resolve = (host: string, done: (error: Error | null, addresses: LookupAddress[]) => void) => void;

const TIMEOUT_MS = 10_000;
const LIMIT_BYTES = 1_000_000;

const resolveBySystem: Resolve = (host, done) => systemLookup(host, { all: true }, done);

/** Makes the guard; `allowed` are hosts (`lms.internal`, `localhost:4000`) that may be private and speak plain http. */
export function createOutgoing(allowed: readonly string[], resolve: Resolve = resolveBySystem): Outgoing {
  const isAllowed = (url: URL): boolean => allowed.includes(url.host) || allowed.includes(url.hostname);
  return async (address, request = {}) => {
    const url = readAddress(address);
    const isFree = isAllowed(url);
    if (url.protocol !== 'https:' && !isFree) throw refusal(url, 'only https addresses are called.');
    // A host that is an address already is never looked up. The URL has made `2130706433` and `0x7f.1` plain before.
    const literal = url.hostname.replace(/^\[|\]$/g, '');
    if (!isFree && isIP(literal) !== 0 && !isPublicAddress(literal)) throw privateRefusal(url);
    return send(url, request, isFree ? resolve : publicOnly(url, resolve));
  };
}

function readAddress(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new AppError('OUTGOING_REFUSED', 422, 'This is no web address.', { help: 'It begins with https://.' });
  }
  if (url.username !== '' || url.password !== '') throw refusal(url, 'an address must not carry a password.');
  return url;
}

function refusal(url: URL, why: string): AppError {
  return new AppError('OUTGOING_REFUSED', 422, `${url.host} is not called: ${why}`, {
    help: 'Whoever runs this server can allow a host by SCHOOLBEAT_OUTGOING_ALLOWED.',
  });
}

const privateRefusal = (url: URL): AppError => refusal(url, 'it leads to a private network.');

/** One private address among several is enough: the next try might take it. */
function publicOnly(url: URL, resolve: Resolve): Resolve {
  return (host, done) =>
    resolve(host, (error, addresses) => {
      const isWrong = error === null && !addresses.every(({ address }) => isPublicAddress(address));
      done(isWrong ? privateRefusal(url) : error, addresses);
    });
}

/** The connection is made to the very addresses that were looked at: the name is not resolved a second time. */
function pinned(resolve: Resolve): LookupFunction {
  return (host, options, done) =>
    resolve(host, (error, addresses) => {
      // A lookup that failed names no list at all.
      const first = error === null ? addresses[0] : undefined;
      if (error !== null || first === undefined) done(error ?? new Error(`${host} has no address`), '', 0);
      else if (options.all === true) done(null, addresses);
      else done(null, first.address, first.family);
    });
}

async function send(url: URL, request: OutgoingRequest, resolve: Resolve): Promise<OutgoingAnswer> {
  const { method = 'GET', headers = {}, body, timeoutMs = TIMEOUT_MS, limitBytes = LIMIT_BYTES } = request;
  const clock = AbortSignal.timeout(timeoutMs);
  // No agent: a connection kept for another request would have been checked for that one alone.
  const options: RequestOptions = { method, agent: false, lookup: pinned(resolve), signal: clock, headers };
  try {
    const answer = await open(url, options, body);
    return { status: answer.statusCode ?? 0, headers: answer.headers, text: await readText(url, answer, limitBytes) };
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (clock.aborted) {
      throw new AppError('OUTGOING_TIMEOUT', 422, `${url.host} did not answer in time.`, {}, { cause: error });
    }
    throw failure(url, error);
  }
}

function open(url: URL, options: RequestOptions, body: string | undefined): Promise<IncomingMessage> {
  return new Promise((done, fail) => {
    const call = (url.protocol === 'https:' ? secureRequest : plainRequest)(url, options, done);
    call.once('error', fail);
    call.end(body);
  });
}

async function readText(url: URL, answer: IncomingMessage, limitBytes: number): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of answer) {
    const chunk: Buffer = part;
    bytes += chunk.length;
    if (bytes > limitBytes) {
      answer.destroy();
      throw new AppError('OUTGOING_TOO_LARGE', 422, `${url.host} sent more than ${limitBytes} bytes.`);
    }
    parts.push(chunk);
  }
  return Buffer.concat(parts).toString('utf8');
}

const REASONS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'has no address (is the name right?)',
  EAI_AGAIN: 'could not be looked up',
  ECONNREFUSED: 'refused the connection',
  ECONNRESET: 'ended the connection',
  EPROTO: 'does not speak https there',
  CERT_HAS_EXPIRED: 'has a certificate that has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'has a certificate that nobody else signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'has a certificate that nobody known signed',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'has a certificate whose signer is not known',
  ERR_TLS_CERT_ALTNAME_INVALID: 'has a certificate of another name',
};

function failure(url: URL, cause: unknown): AppError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const words = `${url.host} ${REASONS[code] ?? 'cannot be reached'}.`;
  return new AppError('OUTGOING_FAILED', 422, words, {}, { cause });
}
