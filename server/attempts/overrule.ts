import { z } from 'zod';
import type { CourseResult } from '../standards/index.ts';
import type { AttemptRow } from './attempt-model.ts';
import { resultOf } from './run-time.ts';

const number = z.number().nullable();

/** What the attempt came to itself. */
const ownResult = z.object({
  completion: z.enum(['unknown', 'not attempted', 'incomplete', 'completed']),
  success: z.enum(['unknown', 'failed', 'passed']),
  scoreScaled: number,
  scoreRaw: number,
  scoreMin: number,
  scoreMax: number,
  progress: number,
});

const stored = z.object({
  score: z.number().min(0).max(1),
  success: z.enum(['passed', 'failed']).nullable(),
  at: z.coerce.date(),
  own: ownResult,
});

type Overruled = z.infer<typeof stored>;
type Overrulable = CourseResult & Pick<AttemptRow, 'overruled'>;

/** A score that somebody gave by hand, when, and what it stands in place of; null where the result is the server's own. */
export function readOverruled({ overruled }: Pick<AttemptRow, 'overruled'>): Overruled | null {
  return overruled === null ? null : stored.parse(JSON.parse(overruled));
}

/** What an attempt came to itself: its result, or what a score that was given by hand stands in place of. */
export function ownResultOf(attempt: Overrulable): CourseResult {
  return readOverruled(attempt)?.own ?? resultOf(attempt);
}

/** Puts a score that was given by hand in place of the attempt's own; null gives the own one back. */
export function putOverruled(attempt: Overrulable, given: Omit<Overruled, 'own'> | null): void {
  const own = ownResultOf(attempt);
  attempt.overruled = given === null ? null : textOf({ ...given, own });
  Object.assign(attempt, overrule(attempt, own));
}

/** Makes a result the attempt's own; what somebody gave by hand holds against it. */
export function putOwnResult(attempt: Overrulable, own: CourseResult): void {
  const given = readOverruled(attempt);
  if (given !== null) attempt.overruled = textOf({ ...given, own: resultOf(own) });
  Object.assign(attempt, overrule(attempt, own));
}

/** A result with the score and success that somebody gave by hand, where somebody did. */
export function overrule(attempt: Pick<AttemptRow, 'overruled'>, result: CourseResult): CourseResult {
  const given = readOverruled(attempt);
  if (given === null) return result;
  const { score, success } = given;
  const scores = { scoreScaled: score, scoreRaw: Math.round(score * 10_000) / 100, scoreMin: 0, scoreMax: 100 };
  return { ...result, ...scores, success: success ?? result.success };
}

function textOf({ score, success, at, own }: Overruled): string {
  return JSON.stringify({ score, success, at: at.toISOString(), own });
}
