import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** When the next COMMIT is cut: before the server has heard it, or before its answer comes back. */
export type Cut = 'before' | 'after';

/** A line to PostgreSQL that breaks at a COMMIT when it is told to. */
export interface CuttableLine {
  /** The URL with this line in its place. */
  readonly url: string;
  /** The next COMMIT on any connection breaks them all. */
  cutAtCommit(when: Cut): void;
  /** How often it was cut. */
  readonly cuts: number;
  close(): Promise<void>;
}

/** Opens a line to the PostgreSQL of a URL on a free port. */
export async function openCuttableLine(url: string): Promise<CuttableLine> {
  const { hostname, port } = new URL(url);
  const open = new Set<Socket>();
  let planned: Cut | null = null;
  let cuts = 0;

  const breakAll = (): void => {
    cuts += 1;
    planned = null;
    for (const socket of open) socket.destroy();
  };

  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    let isDoomed = false;
    for (const socket of [near, far]) {
      open.add(socket);
      socket.once('close', () => {
        open.delete(socket);
        near.destroy();
        far.destroy();
      });
      // A broken line is what the spec is about.
      socket.on('error', () => socket.destroy());
    }
    near.on('data', (chunk) => {
      const isCommit = chunk.includes('COMMIT');
      if (isCommit && planned === 'before') {
        breakAll();
        return;
      }
      isDoomed ||= isCommit && planned === 'after';
      far.write(chunk);
    });
    far.on('data', (chunk) => {
      // The server has answered: what it was asked to keep is kept, and nobody hears of it.
      if (isDoomed) breakAll();
      else near.write(chunk);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const target = new URL(url);
  target.hostname = '127.0.0.1';
  target.port = String((server.address() as AddressInfo).port);

  return {
    url: target.href,
    cutAtCommit(when) {
      planned = when;
    },
    get cuts() {
      return cuts;
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
