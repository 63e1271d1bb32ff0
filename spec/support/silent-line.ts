import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A line to PostgreSQL that can go silent: both ends stay open, and nothing passes. */
interface SilentLine {
  /** The URL with this line in its place. */
  readonly url: string;
  /** Lines that are open now say nothing any more; with `false` new ones do again. */
  setSilent(isSilent: boolean): void;
  close(): Promise<void>;
}

/** Opens a line to the PostgreSQL of a URL on a free port. */
export async function openSilentLine(url: string): Promise<SilentLine> {
  const { hostname, port } = new URL(url);
  const open = new Set<Socket>();
  let isSilent = false;
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    // Who was silent once stays so: a packet that was lost does not come back.
    let isLost = isSilent;
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', () => socket.destroy());
      socket.once('close', () => {
        open.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.on('data', (chunk) => {
      isLost ||= isSilent;
      if (!isLost) far.write(chunk);
    });
    far.on('data', (chunk) => {
      isLost ||= isSilent;
      if (!isLost) near.write(chunk);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const target = new URL(url);
  target.hostname = '127.0.0.1';
  target.port = String((server.address() as AddressInfo).port);
  return {
    url: target.href,
    setSilent(wanted) {
      isSilent = wanted;
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
