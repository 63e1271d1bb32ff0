import type { CommitRequest, EndRequest } from '../../../server/standards/launch-contract.ts';
import type { CourseResult } from '../../../server/standards/runtime-record.ts';
import { words as said } from './words.ts';

/** Where a row belongs; in this order it is the key on the device. */
export interface OutboxPlace {
  /** Agency and person, opaque. */
  readonly owner: string;
  readonly attemptId: string;
  /** '' for the end of a launch. */
  readonly scoId: string;
  readonly launchId: string;
  readonly seq: number;
}

/** One request that the server has not acknowledged: a commit, or the end of a launch. */
export interface OutboxRow extends OutboxPlace {
  readonly body:
    { readonly kind: 'commit'; readonly commit: CommitRequest } | { readonly kind: 'end'; readonly end: EndRequest };
}

/** The server's answer to a row, read. */
export type SendVerdict =
  | {
      readonly kind: 'saved';
      readonly savedAt: string | null;
      readonly result: CourseResult | null;
      readonly version: number;
    }
  /** No answer, or none of ours: try again later. `trouble`: what our server said of itself; `waitMs`: when it wants to be asked again. */
  | {
      readonly kind: 'retry';
      readonly trouble?: { readonly code: string; readonly words: string };
      readonly waitMs?: number;
    }
  /** The token is worth nothing any more. */
  | { readonly kind: 'recover' }
  /** A later launch goes on with the attempt; the server kept this one apart. */
  | { readonly kind: 'superseded' }
  | { readonly kind: 'refused'; readonly code: string; readonly words: string };

/** Bytes that a beacon carries at most (browsers allow 64 KiB in all). */
export const BEACON_BYTES = 60_000;

/** The row that goes next: of the lowest launch and seq; rows that were refused wait for nothing. */
export function nextToSend(rows: readonly OutboxRow[], refused: ReadonlySet<OutboxRow>): OutboxRow | null {
  let next: OutboxRow | null = null;
  for (const row of rows) if (!refused.has(row) && (next === null || isBefore(row, next))) next = row;
  return next;
}

function isBefore(one: OutboxRow, other: OutboxRow): boolean {
  return one.launchId === other.launchId ? one.seq < other.seq : one.launchId < other.launchId;
}

/**
 * Rows that a new one makes needless: it carries the full record of the same SCO of the same launch. A finished session
 * stays, unless the new row repeats what the SCO left; so does an engine state that the new row does not replace.
 */
export function madeNeedless(rows: readonly OutboxRow[], added: OutboxRow): OutboxRow[] {
  if (added.body.kind !== 'commit') return [];
  const { commit } = added.body;
  const isRepetition = commit.final && commit.trigger === 'navigation';
  return rows.filter((row) => {
    if (row === added || row.body.kind !== 'commit') return false;
    const old = row.body.commit;
    const isSame = row.launchId === added.launchId && row.scoId === added.scoId && row.seq < added.seq;
    const isCarried = old.engineState === undefined || commit.engineState !== undefined;
    const isShared = old.sharedData === undefined || commit.sharedData !== undefined;
    return isSame && isCarried && isShared && (!old.final || isRepetition);
  });
}

/** The newest rows of a launch that fit into one beacon, in their order; engine states are never in a beacon. */
export function rowsForBeacon(rows: readonly OutboxRow[], launchId: string, room = BEACON_BYTES): CommitRequest[] {
  const taken: CommitRequest[] = [];
  let left = room - 300;
  const newestFirst = rows.filter((row) => row.launchId === launchId).sort((a, b) => b.seq - a.seq);
  for (const { body } of newestFirst) {
    if (body.kind !== 'commit' || body.commit.engineState !== undefined) continue;
    const bytes = new TextEncoder().encode(JSON.stringify(body.commit)).length + 1;
    if (bytes > left) continue;
    left -= bytes;
    taken.unshift(body.commit);
  }
  return taken;
}

/** Wait before the next try, ms: doubling from one second to thirty, and up to half as much again by chance. */
export function backoffMs(failures: number, random: number): number {
  const base = Math.min(30_000, 1000 * 2 ** Math.max(0, failures - 1));
  return Math.round(base * (1 + random / 2));
}

/** The longest wait that an answer may ask for, ms: somebody waits for the word that all is saved. */
const LONGEST_ASKED_MS = 60_000;

/** Wait that a 429 or 503 asks for (RFC 9110 10.2.3: seconds or a date), ms, at most a minute; null where it asks for none. */
export function askedWaitMs(status: number, retryAfter: string | null, now: number): number | null {
  if ((status !== 429 && status !== 503) || retryAfter === null) return null;
  const ms = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - now;
  return ms > 0 ? Math.min(ms, LONGEST_ASKED_MS) : null;
}

/** What a status and a JSON body say; a 2xx without our version is somebody else's page. `waitMs`: what {@link askedWaitMs} read. */
export function readVerdict(status: number, body: unknown, waitMs: number | null = null): SendVerdict {
  const verdict = readAnswer(status, body);
  return verdict.kind === 'retry' && waitMs !== null ? { ...verdict, waitMs } : verdict;
}

function readAnswer(status: number, body: unknown): SendVerdict {
  const answer = typeof body === 'object' && body !== null ? body : {};
  const text = (name: string): string => {
    const value: unknown = Reflect.get(answer, name);
    return typeof value === 'string' ? value : '';
  };
  if (status >= 200 && status < 300) {
    const version: unknown = Reflect.get(answer, 'version');
    if (typeof version !== 'number') return { kind: 'retry' };
    const result: unknown = Reflect.get(answer, 'result');
    return { kind: 'saved', savedAt: text('savedAt') || null, result: isResult(result) ? result : null, version };
  }
  if (status === 401) return { kind: 'recover' };
  const code = text('code');
  if (status === 409 && code === 'LAUNCH_SUPERSEDED') return { kind: 'superseded' };
  const isForGood = [400, 404, 409, 413, 422].includes(status) && code !== '';
  if (isForGood) return { kind: 'refused', code, words: text('message') || said.refused };
  if (status === 413) return { kind: 'refused', code: 'TOO_LARGE', words: said.tooMuch };
  const hasSaidWhy = status === 503 && code !== '' && text('message') !== '';
  return hasSaidWhy ? { kind: 'retry', trouble: { code, words: text('message') } } : { kind: 'retry' };
}

function isResult(value: unknown): value is CourseResult {
  return typeof value === 'object' && value !== null && 'completion' in value && 'success' in value;
}
