import type { DispatchSummary } from '../../../server/standards/dispatch-contract.ts';

/** What the LMS keeps for the next launch, as its suspend data. */
export interface StubState {
  readonly registration: string;
  /** What the LMS has taken last. */
  readonly told: DispatchSummary | null;
}

/** Reads suspend data of ours; null for anything else. */
export function readState(text: string): StubState | null {
  try {
    const value: unknown = JSON.parse(text);
    if (!isRecord(value) || typeof value['registration'] !== 'string') return null;
    const told = value['told'];
    return { registration: value['registration'], told: isSummary(told) ? told : null };
  } catch {
    return null;
  }
}

/** Far below the 4,096 characters of SCORM 1.2. */
export function writeState({ registration, told }: StubState): string {
  return JSON.stringify({ registration, told });
}

/** What the page of the course says, where it has the shape; null for any other message. */
export function readNews(value: unknown): DispatchSummary | null {
  if (!isRecord(value) || value['type'] !== 'schoolbeat') return null;
  const { attempt, version, status: completion, success, scoreScaled, scoreRaw } = value;
  const summary = { attempt, version, completion, success, scoreScaled, scoreRaw };
  return isSummary(summary) ? summary : null;
}

const isScore = (score: unknown): boolean => score === null || Number.isFinite(score);

function isSummary(value: unknown): value is DispatchSummary {
  if (!isRecord(value)) return false;
  return (
    Number.isInteger(value['attempt']) &&
    Number.isInteger(value['version']) &&
    COMPLETIONS.includes(value['completion']) &&
    SUCCESSES.includes(value['success']) &&
    isScore(value['scoreScaled']) &&
    isScore(value['scoreRaw'])
  );
}

const COMPLETIONS: readonly unknown[] = ['completed', 'incomplete', 'not attempted', 'unknown'];
const SUCCESSES: readonly unknown[] = ['passed', 'failed', 'unknown'];

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
