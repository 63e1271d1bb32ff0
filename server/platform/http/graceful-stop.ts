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

/** ms between two looks for connections that have become idle. */
const SWEEP_MS = 50;

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
    // Kept-alive connections without a request would otherwise hold the server open, those too that become idle from now on.
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
    server.close((error) => {
      clearInterval(sweep);
      if (error) reject(error);
      else resolve();
    });
    server.closeIdleConnections();
  });
}
