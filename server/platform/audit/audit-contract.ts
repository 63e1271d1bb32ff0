import type { Tx } from '../contract.ts';

/** Append-only, chained record of everything that a person changes by hand. */
export interface Audit {
  record(tx: Tx, entry: AuditEntry): Promise<void>;
  /** Several rows in their order, in a fixed number of statements. */
  recordAll(tx: Tx, entries: readonly AuditEntry[]): Promise<void>;
  /**
   * Takes the details of entries away, their hashes stay, and records `entry` with the positions of what was erased in its
   * details (`trail`). Entries of releases that could not erase keep theirs; they are counted (`trailKept`).
   */
  erase(tx: Tx, subjects: readonly AuditSubject[], entry: Omit<AuditEntry, 'action'>): Promise<void>;
  /**
   * Recomputes the chain; names the first row that does not fit. Details that are gone need a later entry of an erasure that
   * names them.
   */
  verify(): Promise<{ ok: boolean; rows: number; head: string; firstBad?: string }>;
  /** An agency's rows, newest first; `before` is the position of the last row of the page before. */
  list(agencyId: string | null, page?: { limit?: number; before?: number }): Promise<AuditRow[]>;
  /** What was recorded about one subject of an agency under these actions, the oldest first. */
  about(tx: Tx | null, subject: AuditSubject & { agencyId: string }, actions: readonly string[]): Promise<AuditRow[]>;
  /** Link of the row at a position, null where there is none. */
  headAt(position: number): Promise<string | null>;
}

/** One row of the audit trail as it is shown. */
export interface AuditRow {
  readonly id: string;
  /** From 1, without gaps. */
  readonly position: number;
  readonly agencyId: string | null;
  readonly actorId: string | null;
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  /** Empty once it was erased. */
  readonly details: Record<string, unknown>;
  readonly isErased: boolean;
  readonly at: Date;
}

/** Whom or what entries are about. */
export interface AuditSubject {
  /** Of this agency alone; of every one where it is left out. */
  readonly agencyId?: string;
  readonly type: string;
  readonly ids: readonly string[];
  /** Under this action alone. */
  readonly action?: string;
}

/** End of one chain: the link of its last row and how many rows it has. */
export interface ChainHead {
  readonly id: string;
  readonly head: string;
  readonly count: number;
}

/** A family of chains that a room keeps (one for each attempt, one for the audit trail). */
export interface Chain {
  readonly name: string;
  /** Heads that have moved after `since`, all where null. */
  heads(since: Date | null): Promise<readonly ChainHead[]>;
  /** Ids among `heads` whose chain no longer has this link at this count: changed rows, deleted tails, rewritten chains. */
  broken(heads: readonly ChainHead[]): Promise<readonly string[]>;
}

/** Signed statements of where all chains stood. */
export interface Chains {
  register(chain: Chain): void;
  /** Signs the heads that moved since the last statement; to the table, the content store, and by mail. A job does so daily. */
  sign(): Promise<void>;
  /** Checks every statement's signature and order, and what it says against the chains as they are now. */
  verify(): Promise<{ ok: boolean; statements: number; faults: readonly string[] }>;
}

export interface AuditEntry {
  readonly agencyId: string | null;
  readonly actorId: string | null;
  /** `package.imported`, `account.password-changed` … */
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly details?: Record<string, unknown>;
}
