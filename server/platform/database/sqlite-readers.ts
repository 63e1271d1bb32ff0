import { AppError } from '../errors/app-error.ts';
import { closeConnection, type SqliteConnection } from './sqlite.ts';

/** Plain reads share these: each holds a thread only while its statement steps. */
const SHARED = 2;
/** Readers that one snapshot has for itself, by lane: a long export keeps no page waiting. */
const LANES = { page: 4, export: 2 };

interface Lane {
  open: number;
  readonly idle: SqliteConnection[];
  readonly waiting: {
    readonly resolve: (connection: SqliteConnection) => void;
    readonly reject: (error: unknown) => void;
  }[];
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
  #epoch = 0;
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
    const epoch = this.#epoch;
    try {
      return await work(connection);
    } finally {
      if (epoch === this.#epoch) this.#giveBack(lane, connection);
      else await this.#replace(lane, LANES[name], connection);
    }
  }

  /** New connections from now on: an open one describes tables as they were before a migration. */
  async renew(): Promise<void> {
    this.#epoch += 1;
    const shared = [...this.#shared.values()];
    this.#shared.clear();
    for (const connection of shared) await closeConnection(await connection);
    for (const lane of Object.values(this.#lanes)) {
      for (const connection of lane.idle.splice(0)) {
        lane.open -= 1;
        await closeConnection(connection);
      }
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.renew();
  }

  #giveBack(lane: Lane, connection: SqliteConnection): void {
    const next = lane.waiting.shift();
    if (next === undefined) lane.idle.push(connection);
    else next.resolve(connection);
  }

  async #replace(lane: Lane, most: number, connection: SqliteConnection): Promise<void> {
    lane.open -= 1;
    await closeConnection(connection);
    const next = lane.waiting.shift();
    if (next !== undefined) await this.#take(lane, most).then(next.resolve, next.reject);
  }

  async #take(lane: Lane, most: number): Promise<SqliteConnection> {
    const idle = lane.idle.pop();
    if (idle !== undefined) return idle;
    if (lane.open >= most) return new Promise((resolve, reject) => lane.waiting.push({ resolve, reject }));
    lane.open += 1;
    return this.#connect().catch((error: unknown) => {
      lane.open -= 1;
      throw error;
    });
  }
}
