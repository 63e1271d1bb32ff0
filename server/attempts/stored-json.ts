import type { CmiRecord, ContentLimits, GlobalObjective, RejectedElement } from '../standards/index.ts';

/** A run-time record out of its column; only this room wrote it. */
export function readRecord(text: string): CmiRecord {
  const record: CmiRecord = JSON.parse(text);
  return record;
}

/** A global objective out of its column. */
export function readGlobalObjective(text: string): GlobalObjective {
  const objective: GlobalObjective = JSON.parse(text);
  return objective;
}

/** The elements that a commit's check set aside, out of their column. */
export function readRejected(text: string): RejectedElement[] {
  const rejected: RejectedElement[] = JSON.parse(text);
  return rejected;
}

/** The limits that a launch was given, out of their column. */
export function readLimits(text: string): ContentLimits {
  const limits: ContentLimits = JSON.parse(text);
  return limits;
}
