import type { Server } from 'node:http';

/** On SIGTERM: no new requests, those under way end, then jobs and database are closed. */
export function stopOnSignal(servers: readonly Server[], close: () => Promise<unknown>): void {
  const stop = async (): Promise<void> => {
    for (const server of servers) server.close().closeIdleConnections();
    await Promise.all(servers.map((server) => new Promise((done) => server.once('close', done))));
    await close();
  };
  process.once('SIGTERM', () => void stop());
}
