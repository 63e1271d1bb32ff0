import { AppError } from '../errors/app-error.ts';
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
  readonly #shared = new Map<number, Promise<SqliteConnection>>();
  readonly #lanes: Record<keyof typeof LANES, Lane> = {
    page: { open: 0, idle: [], waiting: [] },
    export: { open: 0, idle: [], waiting: [] },
  };
  #turn = 0;
  #isClosed = false;

  constructor(connect: () => Promise<SqliteConnection>) {
    this.#connect = async () => {
      if (this.#isClosed) throw new AppError('DATABASE_CLOSED', 503, 'The database is closed.');
      return connect();
    };
  }

  /** A connection for one statement outside of any transaction. */
  async shared(): Promise<SqliteConnection> {
    const place = this.#turn++ % SHARED;
    const known = this.#shared.get(place);
    if (known !== undefined) return known;
    const opening = this.#connect();
    this.#shared.set(place, opening);
    // A reader that could not be opened is tried again by the next one who asks.
    opening.catch(() => this.#shared.delete(place));
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
    this.#isClosed = true;
    const shared = await Promise.all(this.#shared.values());
    this.#shared.clear();
    const alone = Object.values(this.#lanes).flatMap((lane) => lane.idle.splice(0));
    for (const connection of [...shared, ...alone]) await closeConnection(connection);
  }
}
