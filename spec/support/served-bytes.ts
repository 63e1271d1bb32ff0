import type { IncomingMessage, ServerResponse } from 'node:http';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';

/** An answer that a server gave, as the browser reads it. */
export interface Served {
  readonly url: string;
  readonly type: string;
  /** Place in the order in which first bytes left. */
  readonly at: number;
  /** Bytes on the wire, without the head. */
  readonly length: number;
  readonly head: string;
  readonly text: string;
}

/** A request as it came: its place in the same order, and its body. */
export interface Heard {
  readonly url: string;
  readonly method: string;
  readonly at: number;
  readonly body: string;
}

interface Asking extends Omit<Heard, 'body'> {
  readonly chunks: Buffer[];
}

interface Sending {
  readonly url: string;
  readonly at: number;
  readonly headers: () => Readonly<Record<string, string>>;
  readonly chunks: Buffer[];
}

/** Writes down every byte that servers of this process send, heads and bodies, and what was asked, in their order. */
export class ServedBytes {
  readonly #sent: Sending[] = [];
  readonly #asked: Asking[] = [];
  #clock = 0;

  /** Listens to a request and what becomes of it. */
  readonly hear = (request: IncomingMessage, response: ServerResponse): void => {
    const { url = '', method = '' } = request;
    const asking: Asking = { url, method, at: this.#tick(), chunks: [] };
    this.#asked.push(asking);
    const emit = request.emit.bind(request) as (...told: unknown[]) => boolean;
    request.emit = (...told: unknown[]): boolean => {
      if (told[0] === 'data' && told[1] instanceof Uint8Array) asking.chunks.push(Buffer.from(told[1]));
      return emit(...told);
    };
    let sending: Sending | null = null;
    // Headers that are given to `writeHead` alone are not among those that a response knows of itself.
    let head: Record<string, string> = {};
    const headers = (): Record<string, string> => ({ ...namesLow(response.getHeaders()), ...head });
    const writeHead = response.writeHead.bind(response) as (...told: unknown[]) => ServerResponse;
    response.writeHead = (...told: unknown[]): ServerResponse => {
      head = headersOf(told.at(-1));
      return writeHead(...told);
    };
    const note = (chunk: unknown, encoding: unknown): void => {
      if (sending === null) {
        sending = { url, at: this.#tick(), headers, chunks: [] };
        this.#sent.push(sending);
      }
      if (typeof chunk === 'string') sending.chunks.push(Buffer.from(chunk, encoding === 'latin1' ? 'latin1' : 'utf8'));
      else if (chunk instanceof Uint8Array) sending.chunks.push(Buffer.from(chunk));
    };
    for (const name of ['write', 'end'] as const) {
      const send = response[name].bind(response) as (...told: unknown[]) => never;
      response[name] = (...told: unknown[]): never => {
        note(told[0], told[1]);
        return send(...told);
      };
    }
  };

  /** All that was asked up to now. */
  heard(): Heard[] {
    return this.#asked.map(({ chunks, ...asked }) => ({ ...asked, body: Buffer.concat(chunks).toString('utf8') }));
  }

  /** All that was sent up to now. */
  served(): Served[] {
    return this.#sent.map(({ url, at, headers, chunks }) => {
      const body = Buffer.concat(chunks);
      const head = headers();
      const text = unpacked(body, head['content-encoding'] ?? '').toString('utf8');
      return { url, type: head['content-type'] ?? '', at, length: body.length, head: JSON.stringify(head), text };
    });
  }

  #tick(): number {
    this.#clock += 1;
    return this.#clock;
  }
}

/** What `writeHead` was given: names and values by turns, or an object. */
function headersOf(told: unknown): Record<string, string> {
  if (!Array.isArray(told)) return typeof told === 'object' && told !== null ? namesLow(told) : {};
  const list = told.map(String);
  return Object.fromEntries(
    list.flatMap((name, at) => (at % 2 === 0 ? [[name.toLowerCase(), list[at + 1] ?? '']] : [])),
  );
}

function namesLow(headers: object): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
}

function unpacked(body: Buffer, coding: string): Buffer {
  if (body.length === 0) return body;
  if (coding === 'gzip') return gunzipSync(body);
  if (coding === 'br') return brotliDecompressSync(body);
  return coding === 'deflate' ? inflateSync(body) : body;
}
