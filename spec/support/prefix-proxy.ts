import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A proxy that shows a server under a path and takes that path away, as nginx does with `proxy_pass http://host/;`. */
export interface PrefixProxy {
  readonly origin: string;
  /** Paths that were asked for outside of the prefix. */
  readonly outside: readonly string[];
  /** Where requests go from now on. */
  use(target: string): void;
  close(): Promise<void>;
}

/** Opens it on a free port of localhost. */
export async function openPrefixProxy(prefix: string): Promise<PrefixProxy> {
  const outside: string[] = [];
  let target = '';
  const server = createServer((req, res) => {
    const { method, url = '/', headers } = req;
    if (!url.startsWith(`${prefix}/`)) {
      outside.push(url);
      res.writeHead(404).end('The proxy knows no such path.');
      return;
    }
    // The name of the server behind it, which is what nginx sends when nothing else is said.
    const forwarded = {
      ...headers,
      host: new URL(target).host,
      'x-forwarded-proto': 'http',
      'x-forwarded-host': headers.host ?? '',
      'x-forwarded-for': req.socket.remoteAddress ?? '',
    };
    const outgoing = request(target + url.slice(prefix.length), { method, headers: forwarded }, (answer) => {
      res.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.once('error', () => res.destroy());
      answer.pipe(res);
    });
    outgoing.once('error', () => (res.headersSent ? res.destroy() : res.writeHead(502).end('Nobody answers.')));
    res.once('close', () => outgoing.destroy());
    req.pipe(outgoing);
  }).listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://localhost:${port}`,
    outside,
    use(next) {
      target = next;
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
