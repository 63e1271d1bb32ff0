import { closeConnection, type SqliteConnection } from './sqlite.ts';

/** Plain reads share these: each holds a thread only while its statement steps. */
const SHARED = 2;
/** Readers that one snapshot has for itself, by lane: a long export keeps no page waiting. */
const LANES = { page: 4, export: 2 };

interface Lane {
  open: number;
  readonly idle: SqliteConnection[];
  readonly waiting: ((connection: SqliteConnection) => void)[];
}

/** Read-only connections of a SQLite file, opened when first needed. */
export class SqliteReaders {
  readonly #connect: () => Promise<SqliteConnection>;
  readonly #shared: Promise<SqliteConnection>[] = [];
  readonly #lanes: Record<keyof typeof LANES, Lane> = {
    page: { open: 0, idle: [], waiting: [] },
    export: { open: 0, idle: [], waiting: [] },
  };
  #turn = 0;

  constructor(connect: () => Promise<SqliteConnection>) {
    this.#connect = connect;
  }

  /** A connection for one statement outside of any transaction. */
  async shared(): Promise<SqliteConnection> {
    const place = this.#turn++ % SHARED;
    const known = this.#shared[place];
    if (known !== undefined) return known;
    const opening = this.#connect();
    this.#shared[place] = opening;
    opening.catch(() => delete this.#shared[place]);
    return opening;
  }

  /** Runs `work` with a connection that nobody else uses meanwhile. */
  async alone<T>(name: keyof typeof LANES, work: (connection: SqliteConnection) => Promise<T>): Promise<T> {
    const lane = this.#lanes[name];
    const connection = await this.#take(lane, LANES[name]);
    try {
      return await work(connection);
    } finally {
      const next = lane.waiting.shift();
      if (next === undefined) lane.idle.push(connection);
      else next(connection);
    }
  }

  async #take(lane: Lane, most: number): Promise<SqliteConnection> {
    const idle = lane.idle.pop();
    if (idle !== undefined) return idle;
    if (lane.open >= most) return new Promise((resolve) => lane.waiting.push(resolve));
    lane.open += 1;
    return this.#connect().catch((error: unknown) => {
      lane.open -= 1;
      throw error;
    });
  }

  async close(): Promise<void> {
    const shared = await Promise.all(this.#shared.splice(0));
    const alone = Object.values(this.#lanes).flatMap((lane) => lane.idle.splice(0));
    for (const connection of [...shared, ...alone]) await closeConnection(connection);
  }
}
