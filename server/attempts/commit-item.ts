import { sha256Hex } from '../platform/index.ts';
import type { AcceptedRule, CommitAnswer, CommitRequest } from '../standards/index.ts';
import type { StoredGrade, StoredOverride, StoredPayload, StoredRuling } from './commit-payload.ts';
import {
  packText,
  readStoredText,
  storedCommitText,
  storedEndText,
  storedGradeText,
  storedOverrideText,
  storedRulingText,
} from './commit-payload.ts';
import type { Asked, AskFault, Told } from './grade-answer.ts';

/** Who speaks: a launch by its id, with the hash of the token that it showed. */
export interface Bearer {
  readonly launchId: string;
  /** Hex sha256. */
  readonly tokenHash: string;
}

/** One entry on its way into the chain; everything costly is computed before it waits for the writer. */
export interface CommitItem {
  readonly bearer: Bearer;
  /** null: numbered when it is appended (the end of a launch). */
  readonly seq: number | null;
  readonly final: boolean;
  readonly trigger: string;
  readonly scoId: string;
  readonly clientTime: string;
  readonly payload: StoredPayload;
  readonly payloadSha256: string;
  readonly packed: Buffer;
  /** Of the text before compression. */
  readonly bytes: number;
}

/** An answer or the wish for a draw, on its way to be graded: what goes into the chain is known only there. */
export interface AskItem {
  readonly bearer: Bearer;
  readonly seq: null;
  readonly asked: Asked;
}

/** The wish that the rule of a launch be judged again: time was spent in it that no commit tells of. */
export interface RuleItem {
  readonly bearer: Bearer;
  readonly seq: null;
  readonly considers: 'rule';
  /** A rule that was accepted after the attempt, and the bookmarks of that: asked by the server itself, without a token. */
  readonly earlier?: { readonly rule: AcceptedRule; readonly pages: number };
}

/** What a commit is told, after it is durable. */
export type CommitVerdict =
  | { readonly kind: 'saved'; readonly answer: CommitAnswer }
  /** Kept among the strays. */
  | { readonly kind: 'stray'; readonly reason: 'superseded' | 'seq-reused' }
  | { readonly kind: 'told'; readonly told: Told }
  | {
      readonly kind: 'refused';
      readonly fault: 'token-unknown' | 'token-expired' | 'activity-unknown' | 'superseded' | AskFault;
    };

/** A commit ready to be appended, out of the text whose hash it carries; the learner's names are gone from here on. */
export function commitItem(bearer: Bearer, request: CommitRequest, sent: string): CommitItem {
  const { seq, final, trigger, scoId, clientTime } = request;
  const text = storedCommitText(request, sent);
  const sha256 = text === sent ? request.sha256 : sha256Hex(text);
  return { bearer, seq, final, trigger, scoId, clientTime, ...stored(text, sha256) };
}

/** The end of a launch ready to be appended. */
export function endItem(bearer: Bearer, reason: string, at: Date): CommitItem {
  const text = storedEndText(reason);
  return {
    bearer,
    seq: null,
    final: false,
    trigger: 'end',
    scoId: '',
    clientTime: at.toISOString(),
    ...stored(text, sha256Hex(text)),
  };
}

/** A score that was changed by hand, ready to be appended. */
export function overrideItem(bearer: Bearer, override: StoredOverride, at: Date): CommitItem {
  const text = storedOverrideText(override);
  const place = { bearer, seq: null, final: false, trigger: 'override', scoId: '', clientTime: at.toISOString() };
  return { ...place, ...stored(text, sha256Hex(text)) };
}

/** An answer, a draw or a mark ready to be appended. */
export function gradeItem(bearer: Bearer, scoId: string, grade: StoredGrade, at: Date): CommitItem {
  const text = storedGradeText(grade);
  const place = { bearer, seq: null, final: false, trigger: grade.kind, scoId, clientTime: at.toISOString() };
  return { ...place, ...stored(text, sha256Hex(text)) };
}

/** A met rule ready to be appended; final where it follows a final commit. */
export function ruleItem(bearer: Bearer, ruling: StoredRuling, final: boolean, at: Date): CommitItem {
  const text = storedRulingText(ruling);
  const place = { bearer, seq: null, final, trigger: 'rule', scoId: '', clientTime: at.toISOString() };
  return { ...place, ...stored(text, sha256Hex(text)) };
}

function stored(
  text: string,
  payloadSha256: string,
): Pick<CommitItem, 'payload' | 'payloadSha256' | 'packed' | 'bytes'> {
  return {
    payload: readStoredText(text),
    payloadSha256,
    packed: packText(text),
    bytes: Buffer.byteLength(text),
  };
}
