import type { CourseResult } from '../../../server/standards/runtime-record.ts';
import { backoffMs, madeNeedless, nextToSend } from './outbox-queue.ts';
import type { OutboxRow, SendVerdict } from './outbox-queue.ts';
import type { OutboxStore } from './outbox-store.ts';
import type { SaveFault } from './save-state.ts';
import { words as said } from './words.ts';

/** What the outbox needs of the world; specs hand in their own. */
export interface OutboxPorts {
  /** null: nothing can be kept on this device. */
  readonly store: OutboxStore | null;
  /** One request; resolves with `retry` when there was no answer. */
  readonly send: (row: OutboxRow) => Promise<SendVerdict>;
  /** A new token for the launch; `wait`: the person must sign in first, `never`: it is not this person's. */
  readonly recover: (launchId: string) => Promise<'ok' | 'wait' | 'retry' | 'never'>;
  readonly delay: (ms: number, work: () => void) => () => void;
  readonly random: () => number;
  /** Told after everything that changes what {@link Outbox} says. */
  readonly changed: () => void;
}

/** Rows on their way to the server, one request at a time. */
export interface Outbox {
  /** Takes a row; it is on its way to the device before this returns. */
  add(row: OutboxRow): void;
  /** Takes rows that are on the device already. */
  adopt(rows: readonly OutboxRow[]): void;
  /** Sends now what waits for its next try. */
  tryNow(): void;
  /** Resolves when nothing waits any more, or after `ms`; true when nothing waits. */
  settled(ms: number): Promise<boolean>;
  readonly rows: readonly OutboxRow[];
  readonly undurable: number;
  readonly failures: number;
  readonly isStoreBroken: boolean;
  readonly fault: SaveFault | null;
  /** Why the server cannot save just now, in its own words; null where it saves or says nothing. */
  readonly trouble: SaveFault | null;
  readonly isSuperseded: boolean;
  /** The person must sign in before anything more can be sent. */
  readonly isSignedOut: boolean;
  readonly savedAt: Date | null;
  /** The server's roll-up as the last answer told it. */
  readonly result: CourseResult | null;
  /** Version counter of the attempt in the last answer, null before the first one. */
  readonly version: number | null;
}

/** An outbox over its ports. */
export function createOutbox(ports: OutboxPorts): Outbox {
  const rows: OutboxRow[] = [];
  const undurable = new Set<OutboxRow>();
  const refused = new Map<OutboxRow, SaveFault>();
  let isStoreBroken = ports.store === null;
  let inFlight: OutboxRow | null = null;
  let failures = 0;
  let trouble: SaveFault | null = null;
  let isSuperseded = false;
  let isSignedOut = false;
  let savedAt: Date | null = null;
  let result: CourseResult | null = null;
  let version: number | null = null;
  /** What the last answer asked for, ms. */
  let askedMs = 0;
  let cancelTimer: (() => void) | null = null;
  let waiters: (() => void)[] = [];

  function add(row: OutboxRow): void {
    const needless = madeNeedless(rows, row).filter((old) => old !== inFlight);
    rows.push(row);
    for (const old of needless) forget(old);
    if (ports.store !== null) keep(ports.store, row, needless);
    ports.changed();
    if (cancelTimer === null) void pump();
  }

  function keep(store: OutboxStore, row: OutboxRow, needless: readonly OutboxRow[]): void {
    undurable.add(row);
    const told = store.put(row, needless).then(
      () => true,
      () => false,
    );
    void told.then((isKept) => {
      if (isKept) undurable.delete(row);
      isStoreBroken = !isKept;
      return ports.changed();
    });
  }

  function forget(row: OutboxRow): void {
    const at = rows.indexOf(row);
    if (at >= 0) rows.splice(at, 1);
    undurable.delete(row);
    refused.delete(row);
  }

  /** The server has it: the device need not keep it. A copy that stays is sent once more and answered as a duplicate. */
  function done(row: OutboxRow): void {
    forget(row);
    ports.store?.remove(row).catch(() => {
      isStoreBroken = true;
    });
  }

  async function pump(): Promise<void> {
    cancelTimer?.();
    cancelTimer = null;
    if (inFlight !== null) return;
    const row = nextToSend(rows, new Set(refused.keys()));
    if (row === null) {
      for (const wake of waiters.splice(0)) wake();
      ports.changed();
      return;
    }
    inFlight = row;
    const verdict = await ports.send(row);
    trouble = (verdict.kind === 'retry' && verdict.trouble) || null;
    askedMs = (verdict.kind === 'retry' && verdict.waitMs) || 0;
    const isOver = await take(row, verdict);
    inFlight = null;
    ports.changed();
    if (isOver) void pump();
    else again();
  }

  /** Acts on an answer; true when the next row may go at once. */
  async function take(row: OutboxRow, verdict: SendVerdict): Promise<boolean> {
    switch (verdict.kind) {
      case 'saved':
        failures = 0;
        isSignedOut = false;
        savedAt = verdict.savedAt === null ? new Date() : new Date(verdict.savedAt);
        result = verdict.result ?? result;
        version = verdict.version;
        for (const old of refused.keys()) if (old.scoId === row.scoId && old.seq < row.seq) done(old);
        done(row);
        return true;
      case 'superseded':
        isSuperseded = true;
        done(row);
        return true;
      case 'refused':
        failures = 0;
        refused.set(row, { code: verdict.code, words: verdict.words });
        return true;
      case 'recover':
        return renew(row);
      default:
        failures += 1;
        return false;
    }
  }

  async function renew(row: OutboxRow): Promise<boolean> {
    const answer = await ports.recover(row.launchId);
    isSignedOut = answer === 'wait';
    if (answer === 'ok') return true;
    failures += 1;
    if (answer === 'never') refused.set(row, { code: 'OTHER_PERSON', words: said.otherAccount });
    return answer === 'never';
  }

  /** Nothing waits but what the server will not take. */
  function isEmpty(): boolean {
    return rows.every((row) => refused.has(row));
  }

  function again(): void {
    cancelTimer?.();
    // A whole agency heard the same seconds: what chance adds is spread over them.
    const own = backoffMs(failures, ports.random());
    const asked = askedMs * (1 + ports.random() / 2);
    cancelTimer = ports.delay(Math.max(own, Math.round(asked)), () => {
      cancelTimer = null;
      void pump();
    });
  }

  return {
    add,
    adopt(kept) {
      rows.push(...kept);
      ports.changed();
      if (cancelTimer === null) void pump();
    },
    tryNow: () => void pump(),
    settled: (ms) =>
      new Promise((resolve) => {
        if (isEmpty() && inFlight === null) {
          resolve(true);
          return;
        }
        const cancel = ports.delay(ms, () => {
          waiters = waiters.filter((waiter) => waiter !== wake);
          resolve(isEmpty());
        });
        const wake = (): void => {
          cancel();
          resolve(isEmpty());
        };
        waiters.push(wake);
      }),
    get rows() {
      return rows;
    },
    get undurable() {
      return undurable.size;
    },
    get failures() {
      return failures;
    },
    get isStoreBroken() {
      return isStoreBroken;
    },
    get fault() {
      return [...refused.values()][0] ?? null;
    },
    get trouble() {
      return trouble;
    },
    get isSuperseded() {
      return isSuperseded;
    },
    get isSignedOut() {
      return isSignedOut;
    },
    get savedAt() {
      return savedAt;
    },
    get result() {
      return result;
    },
    get version() {
      return version;
    },
  };
}
