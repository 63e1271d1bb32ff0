import type { Logger } from 'pino';
import type { ModelStatic, Sequelize, Transaction } from 'sequelize';
import type { Readable } from 'node:stream';
import type { Audit, Chains } from './audit/audit-contract.ts';
import type { AppError } from './errors/app-error.ts';
import type { Outgoing } from './http/outgoing.ts';
import type { RowModel } from './database/define-model.ts';
import type { PlainTable } from './database/plain-table.ts';

export type * from './audit/audit-contract.ts';

/** A transaction, required by every store; `null` says in the open that a read stands outside of one. */
export type Tx = Transaction;

/** Time as the product sees it; specs hand in their own. */
export interface Clock {
  now(): Date;
}

/** Who waits for a write: people's commits go before pages, pages before bulk work. */
export type WritePriority = 'commit' | 'normal' | 'bulk';

/** The one way to the database: a single writer with group commit on SQLite, a pool on PostgreSQL. */
export interface Database {
  readonly dialect: 'sqlite' | 'postgres';
  /** Models are defined on this instance; queries without a transaction are reads (query_only on SQLite). */
  readonly sequelize: Sequelize;
  readonly tablePrefix: string;
  /**
   * Runs `work` in a transaction and resolves only after COMMIT is durable. On SQLite the works that wait share one
   * transaction (a savepoint each), so `work` must await nothing but SQL. Rejections roll back that work alone.
   */
  write<T>(work: (tx: Tx) => Promise<T>, priority?: WritePriority): Promise<T>;
  /** Runs `work` in a read-only snapshot transaction. */
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * A merged writer: items that wait are handed to `handle` together, in one transaction, each promise answered after COMMIT.
   * When a batch fails its items are tried one by one, so that a bad one cannot fail its neighbours.
   */
  merged<Item, Result>(
    handle: (items: Item[], tx: Tx) => Promise<Result[]>,
    options?: { most?: number; priority?: WritePriority },
  ): (item: Item) => Promise<Result>;
  /** The rows of a model as plain objects, a statement for any number of them: for paths that run all day. */
  plain<Row extends object>(model: ModelStatic<RowModel<Row>>): PlainTable<Row>;
  /** Rows of a large read, `size` at a time, on a connection of their own (exports, rebuilds). */
  stream<T>(page: (tx: Tx, after: string | null) => Promise<{ rows: T[]; next: string | null }>): AsyncIterable<T>;
  readonly migrator: Migrator;
  /** Applies all waiting migrations. */
  migrate(): Promise<void>;
  /** Whether rows can be read and written and no migration waits; never rejects, and answers within seconds. */
  isReady(): Promise<PartHealth>;
  close(): Promise<void>;
}

/** Numbered steps with the schema's own list of those applied; each step and its entry are one transaction. */
export interface Migrator {
  /** All steps in order. */
  readonly names: readonly string[];
  /** Applies what waits, up to and with `to`. */
  up(to?: string): Promise<void>;
  /** Takes back all steps: every row is gone. */
  down(): Promise<void>;
  pending(): Promise<string[]>;
}

/** Templates compiled once at start; a missing name throws. */
export interface Views {
  /** `name` is `<room>/<page>` without ending; the model is plain data. */
  render(name: string, model: object): string;
}

/** Content store: a directory now, an S3-compatible bucket by the same methods. Keys are `a-z0-9/._-`. */
export interface Storage {
  /** Streams to a temporary place and puts it under its key only when complete. Rejects leave nothing behind. */
  put(key: string, source: Readable): Promise<{ bytes: number; sha256: string }>;
  /** Throws AppError `STORED_FILE_MISSING`. */
  get(key: string, range?: { start: number; end: number }): Promise<Readable>;
  /** Reads a range into memory. */
  read(key: string, start: number, length: number): Promise<Buffer>;
  size(key: string): Promise<number | null>;
  /** Adopts a finished local file under a key (rename on a directory). */
  adopt(key: string, path: string): Promise<void>;
  remove(key: string): Promise<void>;
  list(prefix: string): AsyncIterable<string>;
  /** A fresh local path for scratch work, on the same volume where the adapter has one. */
  scratch(): Promise<string>;
  isReady(): Promise<PartHealth>;
}

/** Whether a part works; `code` is stable, `reason` is for whoever runs the server. */
export interface PartHealth {
  readonly ok: boolean;
  readonly code?: string;
  readonly reason?: string;
}

/** The parts that everything else stands on. */
export interface HealthReport {
  readonly database: PartHealth;
  readonly storage: PartHealth;
}

/** What this process knows of its parts. */
export interface Health {
  /** Looks now. */
  check(): Promise<HealthReport>;
  /** What was known last, at once; looks again meanwhile. */
  glance(): HealthReport;
  /** A failure that a person met: a fault among them is known from now on. */
  heard(error: AppError): void;
  stop(): void;
}

/** News that travels upward: written in the owner's transaction, handled by idempotent jobs. */
export interface Outbox {
  emit(tx: Tx, type: string, payload: Record<string, unknown>): Promise<void>;
  /** Several events of a type in a fixed number of statements; one job hands them on. */
  emitAll(tx: Tx, type: string, payloads: readonly Record<string, unknown>[]): Promise<void>;
  /** Registers an idempotent handler; called at least once per event. */
  on(
    type: string,
    name: string,
    handler: (payload: Record<string, unknown>, event: { id: string; at: Date }) => Promise<void>,
  ): void;
}

/** Stored jobs with retries; `SKIP LOCKED` on PostgreSQL. */
export interface Jobs {
  enqueue(
    tx: Tx,
    type: string,
    payload: Record<string, unknown>,
    options?: { runAt?: Date; key?: string },
  ): Promise<void>;
  /** Several jobs of a type in a fixed number of statements. */
  enqueueAll(tx: Tx, type: string, payloads: readonly Record<string, unknown>[]): Promise<void>;
  /** Work of the lane `outgoing` waits for other servers: it runs beside everything else, a few at once. */
  on(
    type: string,
    handler: (payload: Record<string, unknown>) => Promise<void>,
    options?: { tries?: number; lane?: 'main' | 'outgoing' },
  ): void;
  /** Every `ms` a job of this type is enqueued once for all processes. */
  every(type: string, ms: number): void;
  /** Enqueues what recurs and has not been in this span; the worker does so by itself. */
  enqueueRecurring(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
  /** Runs what is due now until nothing is (specs, commands). */
  drain(): Promise<void>;
  /**
   * Takes away what waits or has failed and names a word (an address) as a value of its own, and the word out of what went wrong;
   * what runs at this moment ends by itself.
   */
  forget(tx: Tx, word: string): Promise<void>;
  /** How many jobs wait, run, are done, have failed for good. */
  counts(): Promise<{ waiting: number; running: number; done: number; failed: number }>;
}

/** What is left of a limit. */
export interface RateAnswer {
  readonly allowed: boolean;
  /** 0 while allowed. */
  readonly retryAfterMs: number;
  /** How many more are allowed in this window. */
  readonly left: number;
  /** Until the window ends. */
  readonly resetsInMs: number;
}

/** Counters in rows, so that every process sees them. */
export interface RateLimits {
  /** Adds one; `allowed` is false above `most` in the window of `ms`. */
  hit(key: string, most: number, ms: number): Promise<RateAnswer>;
  clear(key: string): Promise<void>;
}

/** Keys made from the configured secrets, current first, previous ones for checking only. */
export interface Secrets {
  /** HMAC-SHA256 with a key of its own for `purpose`, base64url. */
  sign(purpose: string, text: string): string;
  verify(purpose: string, text: string, signature: string): boolean;
  /** Encrypts with a key of its own for `purpose` (AES-256-GCM), base64url. */
  seal(purpose: string, text: string): string;
  /** What was sealed for `purpose`, by the current secret or a previous one; null where none opens it. */
  open(purpose: string, sealed: string): string | null;
}

/** A letter in plain text. */
export interface MailMessage {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Mail leaves through stored jobs; without SMTP it becomes an .eml file in a folder. */
export interface Mail {
  send(tx: Tx, message: MailMessage): Promise<void>;
  /** Several letters in a fixed number of statements. */
  sendAll(tx: Tx, messages: readonly MailMessage[]): Promise<void>;
  /** Letters to an address that have not left are taken away; those that lie in the folder are by a job. */
  forget(tx: Tx, address: string): Promise<void>;
}

/** What every room is given. */
export interface Platform {
  readonly config: Config;
  readonly log: Logger;
  readonly clock: Clock;
  readonly database: Database;
  readonly views: Views;
  readonly storage: Storage;
  readonly outbox: Outbox;
  readonly jobs: Jobs;
  readonly audit: Audit;
  readonly limits: RateLimits;
  readonly secrets: Secrets;
  readonly mail: Mail;
  readonly metrics: Metrics;
  readonly assets: Assets;
  readonly chains: Chains;
  readonly health: Health;
  /** Requests to addresses that people typed in. */
  readonly outgoing: Outgoing;
  /** Stops the worker and closes the database; the second call does nothing. */
  close(): Promise<void>;
}

/** Prometheus metrics of this instance (own registry, never the global one). */
export interface Metrics {
  count(name: string, help: string, labels?: Record<string, string>, by?: number): void;
  observe(name: string, help: string, value: number, labels?: Record<string, string>): void;
  text(): Promise<string>;
}

/** Built browser files under content-hashed names. */
export interface Assets {
  /** `styles/app.css` -> `assets/styles/app.3f2a.css`, below the mount path or the content origin; throws on an unknown name. */
  path(name: string): string;
  /** Local file of a hashed path without `assets/`; null for anything that the build did not make. */
  file(path: string): string | null;
  /** The same, packed beforehand where the client takes it (`Accept-Encoding`); `coding` null: as it is. */
  packed(path: string, offer: string | undefined): PackedAsset | null;
}

/** A built file as it goes over the wire. */
export interface PackedAsset {
  readonly file: string;
  readonly coding: 'br' | 'gzip' | null;
  /** Other clients get other bytes: `Vary: Accept-Encoding`. */
  readonly varies: boolean;
}

/** Settings after reading and checking; see platform/config. */
export interface Config {
  /** URL of the app as people reach it, no trailing slash, mount path included. */
  readonly publicUrl: string;
  /** Origin of the content server; null: uploaded packages are not launched. */
  readonly contentUrl: string | null;
  readonly databaseUrl: string;
  readonly tablePrefix: string;
  readonly storageDirectory: string;
  readonly mailDirectory: string;
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  /** Where signed chain heads are mailed to; null or absent: nowhere. */
  readonly recordsMail?: string | null;
  /** Bearer token of /metrics; null or absent: only this machine may read them. */
  readonly metricsToken?: string | null;
  readonly secrets: readonly string[];
  /** Hosts (`lms.internal`, `localhost:4000`) that may be called though they are private or speak plain http. */
  readonly outgoingAllowed: readonly string[];
  /** Bytes of the largest upload; 2 GiB by default. */
  readonly uploadLimit: number;
  /** Bytes of all media in the drafts of one agency; 4 GiB by default. */
  readonly mediaLimit: number;
  /** ms */
  readonly sessionIdleMs: number;
  readonly sessionMaxMs: number;
  readonly launchLeaseMs: number;
  readonly heartbeatMs: number;
  /** A request's body that brings nothing for this long is ended, ms. */
  readonly bodyWindowMs: number;
}
