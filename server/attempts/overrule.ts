import { z } from 'zod';
import type { CourseResult } from '../standards/index.ts';
import type { AttemptRow } from './attempt-model.ts';

const stored = z.object({
  score: z.number().min(0).max(1),
  success: z.enum(['passed', 'failed']).nullable(),
  at: z.coerce.date(),
});

/** A score that somebody gave by hand, and when; null where it is the server's own. */
export function readOverruled({ overruled }: Pick<AttemptRow, 'overruled'>): z.infer<typeof stored> | null {
  return overruled === null ? null : stored.parse(JSON.parse(overruled));
}

/** A result with the score and success that somebody gave by hand, where somebody did. */
export function overrule(attempt: Pick<AttemptRow, 'overruled'>, result: CourseResult): CourseResult {
  const given = readOverruled(attempt);
  if (given === null) return result;
  const { score, success } = given;
  const scores = { scoreScaled: score, scoreRaw: Math.round(score * 10_000) / 100, scoreMin: 0, scoreMax: 100 };
  return { ...result, ...scores, success: success ?? result.success };
}
