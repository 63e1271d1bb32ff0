import { createRequire } from 'node:module';
import type { Database } from '../../server/platform/index.ts';

/** Statements that open, share and end transactions. */
const FRAME = /^(?:BEGIN|START|SET|SAVEPOINT|RELEASE|COMMIT|ROLLBACK)/i;

interface Listening {
  on(event: 'trace', hear: (sql: string) => void): void;
  removeListener(event: 'trace', hear: (sql: string) => void): void;
}
type Query = (this: unknown, ...args: unknown[]) => unknown;

/** Statements that the writer of a database runs during `work`, whoever makes them; without those of the transaction itself. */
export async function statementsOf(database: Database, work: () => Promise<unknown>): Promise<string[]> {
  const heard: string[] = [];
  const hear = (sql: string): void => {
    if (!FRAME.test(sql)) heard.push(sql);
  };
  const stop = database.dialect === 'sqlite' ? await tapSqlite(database, hear) : tapPostgres(hear);
  try {
    await work();
    // What the driver tells of comes in a later turn.
    await new Promise((resolve) => setTimeout(resolve, 20));
  } finally {
    stop();
  }
  return heard;
}

async function tapSqlite(database: Database, hear: (sql: string) => void): Promise<() => void> {
  const writer = await database.write(async (tx) => Reflect.get(tx, 'connection') as Listening);
  writer.on('trace', hear);
  return () => writer.removeListener('trace', hear);
}

/** Values are not told of, only the texts. */
function tapPostgres(hear: (sql: string) => void): () => void {
  const { Client }: { Client: { prototype: { query: Query } } } = createRequire(import.meta.url)('pg');
  const { query } = Client.prototype;
  Client.prototype.query = function tapped(this: unknown, ...args: unknown[]) {
    const [first] = args;
    if (typeof first === 'string') hear(first);
    return query.apply(this, args);
  };
  return () => {
    Client.prototype.query = query;
  };
}
