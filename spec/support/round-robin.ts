import { once } from 'node:events';
import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A load balancer before several processes: each request goes to the next one that can be reached. */
export interface RoundRobin {
  readonly base: string;
  /** Requests answered by each target, by its base. */
  readonly answered: ReadonlyMap<string, number>;
  /** From now on these; a process that was started again has another port. */
  use(targets: readonly string[]): void;
  close(): Promise<void>;
}

/**
 * Opens it on a free port. A target that refuses the connection is passed over; one that breaks off after it has been sent
 * something is answered 502, because nobody can know what became of the request; a question is asked of the next one.
 */
export async function openRoundRobin(): Promise<RoundRobin> {
  const agent = new Agent({ keepAlive: true });
  const answered = new Map<string, number>();
  let targets: readonly string[] = [];
  let turn = 0;

  // The next one of this request's own round: others take turns meanwhile, and would send it to the dead one again.
  const pass = (incoming: IncomingMessage, body: Buffer, res: ServerResponse, at: number, left: number): void => {
    const target = targets[at % targets.length];
    if (target === undefined || left === 0) {
      res.writeHead(502).end('nobody answers');
      return;
    }
    const { method, url, headers } = incoming;
    const outgoing = request(target + (url ?? '/'), { method, headers, agent }, (answer) => {
      answered.set(target, (answered.get(target) ?? 0) + 1);
      res.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.once('error', () => res.destroy());
      answer.pipe(res);
    });
    outgoing.once('error', (error: NodeJS.ErrnoException) => {
      if (res.headersSent) res.destroy();
      else if (error.code === 'ECONNREFUSED' || method === 'GET') pass(incoming, body, res, at + 1, left - 1);
      else res.writeHead(502).end('broken off');
    });
    outgoing.end(body);
  };

  const server = createServer((incoming, res) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.once('end', () => pass(incoming, Buffer.concat(chunks), res, turn++, targets.length));
  }).listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    base: `http://localhost:${port}`,
    answered,
    use(next) {
      targets = next;
    },
    async close() {
      agent.destroy();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
