import { commitPayload } from '../../../server/standards/launch-contract.ts';
import type { CommitRequest, CommitTrigger, GlobalObjectives } from '../../../server/standards/launch-contract.ts';
import type { CmiRecord } from '../../../server/standards/runtime-record.ts';
import { sha256Hex } from './sha256.ts';

/** Changes that nobody committed are sent once in this time, ms. */
export const CHANGE_MS = 2000;

/** What the engine of SCORM 2004 knew after a delivery, a navigation or the end of a session. */
export interface EngineNews {
  /** JSON of the engine's state. */
  readonly state: string;
  readonly globalObjectives: GlobalObjectives;
}

/** A change of one SCO as the API frame tells it. */
export interface ScoChange {
  readonly scoId: string;
  readonly record: CmiRecord;
  readonly trigger: CommitTrigger;
  readonly final: boolean;
  readonly engine?: EngineNews;
  readonly sharedData?: Record<string, string>;
}

/** A commit before its number, its time and its hash. */
export type Draft = ScoChange;

/**
 * Puts a change on top of what is not in a row yet: the newest record counts, what goes along with it is kept. Only one SCO
 * is on the stage, so a draft of another one must have become a row before.
 */
export function mergeDraft(draft: Draft | null, change: ScoChange): Draft {
  if (draft === null) return change;
  const engine = change.engine ?? draft.engine;
  const sharedData = change.sharedData ?? draft.sharedData;
  return { ...change, ...(engine && { engine }), ...(sharedData && { sharedData }) };
}

/** Must this change become a row at once? Changes that nobody committed wait for {@link CHANGE_MS}. */
export function isUrgent(change: ScoChange): boolean {
  return change.final || change.trigger !== 'change';
}

/** Does the draft say anything that the last row of its SCO did not? A finished session always does. */
export function saysMore(draft: Draft, last: Draft | undefined): boolean {
  if (draft.final || draft.engine !== undefined || draft.sharedData !== undefined || last === undefined) return true;
  return JSON.stringify(draft.record) !== JSON.stringify(last.record);
}

/** The request for a draft; `engineState` is its engine's state, gzipped and in base64. */
export function makeCommit(draft: Draft, seq: number, at: Date, engineState: string | null): CommitRequest {
  const commit = {
    seq,
    final: draft.final,
    trigger: draft.trigger,
    scoId: draft.scoId,
    cmi: draft.record,
    ...(draft.engine && engineState !== null && { engineState, globalObjectives: draft.engine.globalObjectives }),
    ...(draft.sharedData && { sharedData: draft.sharedData }),
    clientTime: at.toISOString(),
  };
  return { ...commit, sha256: sha256Hex(commitPayload(commit)) };
}
