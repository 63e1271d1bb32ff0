import type { CourseResult } from '../standards/index.ts';

const COMPLETION: readonly CourseResult['completion'][] = ['unknown', 'not attempted', 'incomplete', 'completed'];
const SUCCESS: readonly CourseResult['success'][] = ['unknown', 'failed', 'passed'];

/** The better of two results in each respect: what a finished record becomes after a late or repeated write. */
export function keepBest(kept: CourseResult, told: CourseResult): CourseResult {
  const better = isBetterScore(kept, told) ? told : kept;
  return {
    completion: higher(COMPLETION, kept.completion, told.completion),
    success: higher(SUCCESS, kept.success, told.success),
    scoreScaled: better.scoreScaled,
    scoreRaw: better.scoreRaw,
    scoreMin: better.scoreMin,
    scoreMax: better.scoreMax,
    progress: kept.progress === null ? told.progress : Math.max(kept.progress, told.progress ?? 0),
  };
}

function higher<T>(order: readonly T[], one: T, other: T): T {
  return order.indexOf(other) > order.indexOf(one) ? other : one;
}

/** Scores are compared by their scaled value, or raw where neither has one. */
function isBetterScore(kept: CourseResult, told: CourseResult): boolean {
  if (told.scoreScaled === null && told.scoreRaw === null) return false;
  if (kept.scoreScaled === null && kept.scoreRaw === null) return true;
  if (kept.scoreScaled !== null || told.scoreScaled !== null)
    return (told.scoreScaled ?? -2) > (kept.scoreScaled ?? -2);
  return (told.scoreRaw ?? 0) > (kept.scoreRaw ?? 0);
}
