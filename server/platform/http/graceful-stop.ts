import type { Server } from 'node:http';
import type { Logger } from 'pino';

/** What is to be stopped, and how long requests under way may take (ms). */
export interface StopParts {
  readonly servers: readonly Server[];
  /** Runs when no request is left: worker, database. */
  readonly close: () => Promise<void>;
  readonly graceMs?: number;
  readonly log?: Logger;
}

/** Takes no new connection, lets requests under way end, cuts those that outlast the grace, then closes the rest. */
export async function gracefulStop({ servers, close, graceMs = 10_000, log }: StopParts): Promise<void> {
  log?.info({ graceMs }, 'stopping');
  const cut = setTimeout(() => {
    log?.warn('requests outlasted the grace');
    for (const server of servers) server.closeAllConnections();
  }, graceMs);
  try {
    await Promise.all(servers.map(closeServer));
  } finally {
    clearTimeout(cut);
  }
  await close();
  log?.info('stopped');
}

function closeServer(server: Server): Promise<void> {
  if (!server.listening) return Promise.resolve();
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    // Kept-alive connections without a request would otherwise hold the server open.
    server.closeIdleConnections();
  });
}
