import { gunzipSync, gzipSync } from 'node:zlib';
import type { CmiRecord, CommitRequest, EngineStateJson, GlobalObjectives } from '../standards/index.ts';
import { commitPayload } from '../standards/index.ts';
import type { GradedAnswerRow } from './record-model.ts';

/** Most bytes of an engine state after inflation. */
const MOST_ENGINE_BYTES = 1024 * 1024;
/** Most bytes of a stored payload after inflation: a request body is at most 2 MB. */
const MOST_PAYLOAD_BYTES = 4 * 1024 * 1024;

/** Elements that name the learner; a stored record holds none of them. */
const NAMING = new Set(['cmi.core.student_id', 'cmi.core.student_name', 'cmi.learner_id', 'cmi.learner_name']);

/** What a stored commit says. */
export interface StoredCommit {
  readonly kind: 'commit';
  readonly cmi: CmiRecord;
  /** gzip of JSON, base64. */
  readonly engineState: string | null;
  readonly globalObjectives: GlobalObjectives | null;
  readonly sharedData: Readonly<Record<string, string>> | null;
}

/** What the entry of a launch's end says: it is in the chain because it decides the state of the attempt. */
interface StoredEnd {
  readonly kind: 'end';
  readonly reason: string;
}

/** What the entry of an answer, a draw or a mark says: as it was graded then, so that a rebuild needs no key. */
export interface StoredGrade extends Pick<
  GradedAnswerRow,
  'kind' | 'block' | 'number' | 'response' | 'result' | 'share'
> {}

/** What the entry of a met rule says: which rule, what it gives, and by which facts, so that a rebuild judges nothing again. */
export interface StoredRuling {
  readonly kind: 'rule';
  /** Id of the accepted rule. */
  readonly rule: string;
  readonly number: number;
  readonly gives: 'passed' | 'completed';
  readonly facts: Readonly<Record<string, number | string | null>>;
}

/** What the entry of a score says that was changed by hand; `score` (0-1) is null where the change was taken back. */
export interface StoredOverride {
  readonly kind: 'override';
  readonly score: number | null;
  readonly success: 'passed' | 'failed' | null;
}

export type StoredPayload = StoredCommit | StoredEnd | StoredGrade | StoredRuling | StoredOverride;

/** Whether a record names the learner. */
function isNaming(cmi: CmiRecord): boolean {
  return [...NAMING].some((element) => Object.hasOwn(cmi, element));
}

/** A record without the learner's id and name. */
function withoutNames(cmi: CmiRecord): CmiRecord {
  return Object.fromEntries(Object.entries(cmi).filter(([element]) => !NAMING.has(element)));
}

/** What tells the other kinds from a commit. */
interface Stored {
  readonly end?: string;
  readonly answer?: Omit<StoredGrade, 'kind'>;
  readonly draw?: Omit<StoredGrade, 'kind'>;
  readonly mark?: Omit<StoredGrade, 'kind'>;
  readonly override?: Omit<StoredOverride, 'kind'>;
  readonly ruling?: Omit<StoredRuling, 'kind'>;
}

/** The text that is stored of a commit, and whose sha256 goes into the chain: what was sent, where it names nobody. */
export function storedCommitText(request: Omit<CommitRequest, 'sha256'>, sent: string): string {
  return isNaming(request.cmi) ? commitPayload({ ...request, cmi: withoutNames(request.cmi) }) : sent;
}

/** The text that is stored when a launch ends. */
export function storedEndText(reason: string): string {
  return JSON.stringify({ end: reason });
}

/** The text that is stored of a score that was changed by hand. */
export function storedOverrideText({ score, success }: StoredOverride): string {
  return JSON.stringify({ override: { score, success } });
}

/** The text that is stored of an answer, a draw or a mark. */
export function storedGradeText({ kind, block, number, response, result, share }: StoredGrade): string {
  return JSON.stringify({ [kind]: { block, number, response, result, share } });
}

/** The text that is stored of a met rule. */
export function storedRulingText({ rule, number, gives, facts }: StoredRuling): string {
  return JSON.stringify({ ruling: { rule, number, gives, facts } });
}

/** Short texts need no window of 32 kB; making one costs as much as compressing. */
const SMALL_TEXT = 16 * 1024;
const SMALL_WINDOW = { windowBits: 13, memLevel: 6 };

/** Stored text as gzip. */
export function packText(text: string): Buffer {
  return gzipSync(text, text.length <= SMALL_TEXT ? SMALL_WINDOW : {});
}

/** The text of a stored payload. Throws when the bytes are no gzip. */
export function unpackText(packed: Buffer): string {
  return gunzipSync(packed, { maxOutputLength: MOST_PAYLOAD_BYTES }).toString('utf8');
}

/** Reads a stored text; only {@link storedCommitText}, {@link storedEndText}, {@link storedGradeText} and {@link storedRulingText} wrote it. */
export function readStoredText(text: string): StoredPayload {
  const stored: Omit<StoredCommit, 'kind'> & Stored = JSON.parse(text);
  if (stored.end !== undefined) return { kind: 'end', reason: stored.end };
  if (stored.answer !== undefined) return { ...stored.answer, kind: 'answer' };
  if (stored.draw !== undefined) return { ...stored.draw, kind: 'draw' };
  if (stored.mark !== undefined) return { ...stored.mark, kind: 'mark' };
  if (stored.override !== undefined) return { ...stored.override, kind: 'override' };
  if (stored.ruling !== undefined) return { ...stored.ruling, kind: 'rule' };
  const { cmi, engineState, globalObjectives, sharedData } = stored;
  return { kind: 'commit', cmi, engineState, globalObjectives, sharedData };
}

/** Reads an engine state out of its base64 gzip; null when it is none or inflates beyond 1 MB. */
export function readEngineState(base64: string): EngineStateJson | null {
  return unpackEngineState(Buffer.from(base64, 'base64'));
}

/** Reads a stored engine state; null when the bytes are none. */
export function unpackEngineState(packed: Buffer): EngineStateJson | null {
  try {
    const text = gunzipSync(packed, { maxOutputLength: MOST_ENGINE_BYTES }).toString('utf8');
    const state: EngineStateJson | null = JSON.parse(text);
    return typeof state === 'object' && state !== null && !Array.isArray(state) ? state : null;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError || isZlibError(error)) return null;
    throw error;
  }
}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}
